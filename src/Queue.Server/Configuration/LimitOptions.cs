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

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

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

    /// <summary>New API keys, rotated ones included, per address.</summary>
    [Range(1, 1_000_000)]
    public int KeysPerMinute { get; set; } = 5;

    /// <summary>New chat rooms, per owner of API keys. Jobs do not count.</summary>
    [Range(1, 1_000_000)]
    public int RoomsPerDay { get; set; } = 5;

    /// <summary>Messages without a credential, per address.</summary>
    [Range(1, 1_000_000)]
    public int AnonymousMessagesPerMinute { get; set; } = 5;

    /// <summary>Messages per token of a room; for a room's owner this is how fast the allowance of <see cref="MessageBurst"/> comes back.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Messages that a room's owner may post at once.</summary>
    [Range(1, 1_000_000)]
    public int MessageBurst { get; set; } = 1000;

    /// <summary>Attempts to unlock, per device of a venue.</summary>
    [Range(1, 1_000_000)]
    public int UnlocksPerMinute { get; set; } = 5;

    /// <summary>Sockets and held polls at once, per address.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 500;

    /// <summary>Upper bound of a queue's <c>maxGuests</c>.</summary>
    [Range(1, 10_000)]
    public int MaxGuestsPerQueue { get; set; } = 100;

    /// <summary>The allowance of a rate.</summary>
    public Allowance AllowanceOf(Rate rate) => rate switch
    {
        Rate.Creates => new(CreatesPerMinute, Minute),
        Rate.Joins => new(JoinsPerMinute, Minute),
        Rate.CodeMisses => new(CodeMissesPerMinute, Minute),
        Rate.Polls => new(PollsPerMinute, Minute),
        Rate.PublicPolls => new(PublicPollsPerMinute, Minute),
        Rate.Keys => new(KeysPerMinute, Minute),
        Rate.Rooms => new(RoomsPerDay, Day),
        Rate.Unlocks => new(UnlocksPerMinute, Minute),
        Rate.AnonymousMessages => new(AnonymousMessagesPerMinute, Minute),
        Rate.Messages => new(MessagesPerMinute, Minute),
        Rate.OwnerMessages => new(MessageBurst, Minute * ((double)MessageBurst / MessagesPerMinute)),
    };
}
