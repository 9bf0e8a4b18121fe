namespace Queue.Server.Configuration;

/// <summary>The section <c>Queue:Reader</c>, for a process whose role is <see cref="QueueRole.Reader"/>.</summary>
internal sealed class ReaderOptions
{
    public const string Section = "Queue:Reader";

    /// <summary>The writer's <c>secrets.json</c>, or a copy of it: with it host tokens are verified here; without, hosts are sent to the writer.</summary>
    public string? SecretsFile { get; set; }
}
