using System.Collections.Immutable;

namespace Queue.Core.Waitlist;

/// <summary>A party joins the end of the line, by itself or added by the host.</summary>
/// <param name="Party">A new id.</param>
/// <param name="Name">The cleaned name, or <see langword="null"/>.</param>
/// <param name="Size">People, 1 or more.</param>
/// <param name="Source">How it came.</param>
public sealed record Join(PartyId Party, string? Name, int Size, PartySource Source) : WaitlistCommand
{
    /// <summary>What the host notes about it, cleaned.</summary>
    public string? Notes { get; init; }

    /// <summary>What it needs, of <see cref="PartyTags.All"/>.</summary>
    public ImmutableList<string>? Tags { get; init; }

    /// <summary>What the host promised it; <see langword="null"/> for what the queue promises.</summary>
    public WaitEstimate? Quoted { get; init; }
}

/// <summary>A party says that it is close by. Saying it twice has no further effect.</summary>
/// <param name="Party">The party.</param>
public sealed record DeclareNearby(PartyId Party) : WaitlistCommand;

/// <summary>A party leaves by itself.</summary>
/// <param name="Party">The party.</param>
public sealed record Leave(PartyId Party) : WaitlistCommand;

/// <summary>A party says that it is on its way. Saying it twice has no further effect.</summary>
/// <param name="Party">The party.</param>
public sealed record SayOnMyWay(PartyId Party) : WaitlistCommand;

/// <summary>
/// A party asks for more time, at most <see cref="WaitlistLogic.MaxSnoozes"/> times and only when it is called or among the first
/// <see cref="WaitlistLogic.SnoozePositions"/>. Called, it has that much longer to come; waiting, others pass until then.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="Minutes">1 to <see cref="WaitlistLogic.SnoozeMinutes"/>.</param>
public sealed record Snooze(PartyId Party, int Minutes) : WaitlistCommand;

/// <summary>A waiting party lets others go first. With nobody behind it, it has no effect.</summary>
/// <param name="Party">The party.</param>
/// <param name="Parties">How many, 1 or more; of fewer behind it, all.</param>
public sealed record LetAhead(PartyId Party, int Parties) : WaitlistCommand;

/// <summary>
/// A party that was removed or missed its call says that it is still here: the host sees it and may bring it back. One that left by
/// itself is back at its old place when it says so within <see cref="WaitlistLogic.SecondThoughts"/>.
/// </summary>
/// <param name="Party">The party.</param>
public sealed record SayStillHere(PartyId Party) : WaitlistCommand;
