using Queue.Core.Jobs;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>What is said to one who follows a job, in the words of one generation of clients.</summary>
internal abstract class JobFrames(TimeProvider time)
{
    /// <summary>Milliseconds since 1970.</summary>
    protected long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What comes first: how the job is now.</summary>
    public abstract IEnumerable<byte[]> Welcome(JobState job);

    /// <summary>How far a running job is; with <paramref name="keepAlive"/> nothing changed and it is only a sign of life.</summary>
    public abstract byte[] Progress(JobState job, bool keepAlive);

    /// <summary>How the job ended.</summary>
    public abstract byte[] End(JobState job);

    /// <summary>The answer to a client that says it is ready; <see langword="null"/> when it expects none.</summary>
    public abstract byte[]? Ready(JobState job);

    /// <summary>The answer to what nobody understands. The connection goes on.</summary>
    public abstract byte[] NotUnderstood(JobState job);

    /// <summary>The end of a job as text, for people.</summary>
    protected static string? ErrorOf(JobState job) => job.Status switch
    {
        JobStatus.Failed => job.Error?.Message ?? "The job failed",
        JobStatus.TimedOut => "The job took too long",
        _ => null,
    };
}
