using Queue.Core.Jobs;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>A job that somebody may use.</summary>
/// <param name="Room">The job.</param>
/// <param name="Credential">Tells the credential from others, for limits and fingerprints.</param>
/// <param name="IsPublic">It was read without a credential.</param>
internal sealed record JobAccess(RoomActor Room, UInt128 Credential, bool IsPublic);

/// <summary>
/// The way of every request about a job: its owner's API key, its own token or, to read a public one, nothing. A job of somebody else
/// does not exist; without any credential nothing is told of jobs that are not public, not even that they exist.
/// </summary>
internal sealed class JobGate(RoomDirectory directory, KeyStore keys, AccessTokens tokens, RateLimits limits)
{
    public async ValueTask<(JobAccess? Access, Problem? Problem)> FindAsync(HttpContext context, string jobId, bool reads)
    {
        var token = KeyCredential.TokenOf(context);
        return token is null ? await FindPublicAsync(context, jobId, reads)
            : token.StartsWith(ApiKey.Start, StringComparison.Ordinal) ? await FindOwnAsync(jobId, token, reads)
            : await FindByTokenAsync(jobId, token, reads);
    }

    /// <summary>Finds a job as somebody without any credential.</summary>
    public async ValueTask<(JobAccess? Access, Problem? Problem)> FindPublicAsync(HttpContext context, string jobId, bool reads)
    {
        var address = RateLimits.AddressOf(context);
        if (!reads || !JobIds.IsValid(jobId))
        {
            return (null, Problem.MissingApiKey);
        }

        return !limits.TryTake(Rate.PublicPolls, address, default, out var wait) ? (null, Problem.TooManyRequests(wait))
            : await LoadAsync(jobId) is { } job && StateOf(job).PublicRead ? (new JobAccess(job, address, true), null)
            : (null, Problem.MissingApiKey);
    }

    private async ValueTask<(JobAccess? Access, Problem? Problem)> FindOwnAsync(string jobId, string text, bool reads)
    {
        if (keys.Find(text) is not { } key)
        {
            return (null, Problem.InvalidApiKey);
        }

        return reads && !limits.TryTake(Rate.Polls, key.Subject, default, out var wait) ? (null, Problem.TooManyRequests(wait))
            : await LoadAsync(jobId) is { } job && (StateOf(job).Owner == key.Owner || (reads && StateOf(job).PublicRead))
                ? (new JobAccess(job, key.Subject, false), null)
            : (null, Problem.JobNotFound);
    }

    private async ValueTask<(JobAccess? Access, Problem? Problem)> FindByTokenAsync(string jobId, string token, bool reads)
    {
        var check = tokens.Verify(token, JobIds.RoomOf(jobId), TokenRole.Job, out var credential);
        return check == TokenCheck.Expired ? (null, Problem.TokenExpired)
            : check == TokenCheck.Bad ? (null, Problem.Unauthorized)
            : reads && !limits.TryTake(Rate.Polls, credential, default, out var wait) ? (null, Problem.TooManyRequests(wait))
            : await LoadAsync(jobId) is { } job ? (new JobAccess(job, credential, false), null)
            : (null, Problem.JobNotFound);
    }

    private async ValueTask<RoomActor?> LoadAsync(string jobId) =>
        JobIds.IsValid(jobId) && await directory.FindAsync(JobIds.RoomOf(jobId)) is { Current.State: JobState } job ? job : null;

    private static JobState StateOf(RoomActor job) => (JobState)job.Current.State;
}
