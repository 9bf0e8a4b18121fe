using System.ComponentModel.DataAnnotations;

namespace Queue.Server.Configuration;

/// <summary>The section <c>Queue:Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Queue:Storage";

    /// <summary>How long a commit waits for a database that another program holds, in seconds, before callers get 503.</summary>
    [Range(1, 60)]
    public int BusySeconds { get; set; } = 2;

    /// <summary>Largest size of the database in MiB; 0 for no bound. At the bound, commands get 503 and reads go on.</summary>
    [Range(0, 10_000_000)]
    public int MaxDatabaseMiB { get; set; }
}
