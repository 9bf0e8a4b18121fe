using System.ComponentModel.DataAnnotations;
using Queue.Server.Http;

namespace Queue.Server.Configuration;

/// <summary>
/// The section <c>Queue:Limits</c>. Guests of one restaurant share one address, so rates per address are generous and rates per
/// credential are not.
/// </summary>
internal sealed class LimitOptions
{
    public const string Section = "Queue:Limits";

    /// <summary>Turns all rates off; sizes and bounds stay.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>New queues, per address.</summary>
    [Range(1, 1_000_000)]
    public int CreatesPerMinute { get; set; } = 10;

    /// <summary>Joins, per address and queue.</summary>
    [Range(1, 1_000_000)]
    public int JoinsPerMinute { get; set; } = 30;

    /// <summary>Look-ups of codes that do not exist, per address.</summary>
    [Range(1, 1_000_000)]
    public int CodeMissesPerMinute { get; set; } = 20;

    /// <summary>Reads of a host or guest, per credential.</summary>
    [Range(1, 100_000_000)]
    public int PollsPerMinute { get; set; } = 120;

    /// <summary>Reads without a credential, per address.</summary>
    [Range(1, 100_000_000)]
    public int PublicPollsPerMinute { get; set; } = 600;

    /// <summary>Sockets and held polls at once, per address.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 500;

    /// <summary>Upper bound of a queue's <c>maxGuests</c>.</summary>
    [Range(1, 10_000)]
    public int MaxGuestsPerQueue { get; set; } = 100;

    /// <summary>The allowance of a rate.</summary>
    public int PerMinute(Rate rate) => rate switch
    {
        Rate.Creates => CreatesPerMinute,
        Rate.Joins => JoinsPerMinute,
        Rate.CodeMisses => CodeMissesPerMinute,
        Rate.Polls => PollsPerMinute,
        Rate.PublicPolls => PublicPollsPerMinute,
    };
}
