using System.ComponentModel.DataAnnotations;

namespace Queue.Server.Configuration;

/// <summary>The section <c>Queue:Rooms</c>: how rooms live in memory.</summary>
internal sealed class RoomOptions
{
    public const string Section = "Queue:Rooms";

    /// <summary>Commands that may wait for one room; one more is answered 503 at once.</summary>
    [Range(1, 100_000)]
    public int MailboxCapacity { get; set; } = 1024;

    /// <summary>A room that nobody read or changed for this long leaves memory.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan EvictAfter { get; set; } = TimeSpan.FromMinutes(5);
}
