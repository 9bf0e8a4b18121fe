using System.Collections.Immutable;

namespace Queue.Core.Waitlist;

/// <summary>
/// The host is done with the party being served and calls the next. The served party defaults to the current one, the next to the
/// first that waits.
/// </summary>
/// <param name="Served">The party the host believes to be served; refused when it is not.</param>
/// <param name="Next">The party to call; refused when it is not in the queue.</param>
public sealed record Advance(PartyId? Served, PartyId? Next) : WaitlistCommand;

/// <summary>
/// The host calls a party, in or out of order. A party whose call is open is called again, with a new deadline, when
/// <paramref name="Rev"/> says that the host saw that call.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> to call a waiting party in any case.</param>
public sealed record Call(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>The host seats a party, called or not.</summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> to seat in any case.</param>
public sealed record Seat(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>The host says that a called party did not come.</summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> for any.</param>
public sealed record MarkNoShow(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>
/// The host takes back a party's open call, or its end, however it ended: it waits again at its old place.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> to restore in any case.</param>
public sealed record Restore(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>The host removes a party.</summary>
/// <param name="Party">The party.</param>
public sealed record Kick(PartyId Party) : WaitlistCommand;

/// <summary>The host closes the queue for good. Closing a closed queue has no further effect.</summary>
public sealed record Close : WaitlistCommand;

/// <summary>The host holds a party back: it keeps its place and is not called by itself. An open call ends.</summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> for any.</param>
public sealed record Hold(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>The host holds a party back no more. One that is not held back stays as it is.</summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> for any.</param>
public sealed record Unhold(PartyId Party, long? Rev) : WaitlistCommand;

/// <summary>The host gives a called party more time to come.</summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> for any.</param>
/// <param name="Minutes">How much more, counted from its deadline or, when that is over, from now; 1 or more.</param>
public sealed record GiveMoreTime(PartyId Party, long? Rev, int Minutes) : WaitlistCommand;

/// <summary>
/// The host, or the guest for their own party, changes what is known of a live party. What is <see langword="null"/> stays as it is;
/// an empty text or list clears.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="By">Host or guest.</param>
/// <param name="Rev">The party's version as the caller saw it; <see langword="null"/> for any.</param>
public sealed record EditParty(PartyId Party, Actor By, long? Rev) : WaitlistCommand
{
    /// <summary>The cleaned name.</summary>
    public string? Name { get; init; }

    /// <summary>People, 1 or more.</summary>
    public int? Size { get; init; }

    /// <summary>The host's notes, cleaned.</summary>
    public string? Notes { get; init; }

    /// <summary>What the party needs, of <see cref="PartyTags.All"/>.</summary>
    public ImmutableList<string>? Tags { get; init; }
}

/// <summary>The host gives a waiting party another place in line.</summary>
/// <param name="Party">The party.</param>
/// <param name="Rev">The party's version as the host saw it; <see langword="null"/> for any.</param>
/// <param name="Before">The party it shall stand directly before; <see langword="null"/> for the end of the line.</param>
public sealed record Move(PartyId Party, long? Rev, PartyId? Before) : WaitlistCommand;

/// <summary>A party at the door heard how long it would be and walked away.</summary>
/// <param name="Size">People, 1 or more.</param>
/// <param name="QuotedHighMs">Upper end of what the host told it; <see langword="null"/> for what the queue would promise.</param>
public sealed record Decline(int Size, long? QuotedHighMs) : WaitlistCommand;
