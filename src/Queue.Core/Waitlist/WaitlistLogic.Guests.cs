using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>What guests may do while they wait and after. Nothing here takes a place from anybody else.</summary>
internal static partial class WaitlistLogic
{
    /// <summary>How often a party may ask for more time.</summary>
    public const int MaxSnoozes = 2;

    /// <summary>How much more time that is at most, each time.</summary>
    public const int SnoozeMinutes = 5;

    /// <summary>A waiting party may ask for more time when its shown position is at most this.</summary>
    public const int SnoozePositions = 3;

    /// <summary>Who left by itself may come back to its old place within this time.</summary>
    public static readonly TimeSpan SecondThoughts = TimeSpan.FromMinutes(2);

    /// <summary>The party may ask for more time now.</summary>
    public static bool MaySnooze(WaitlistState state, Party party, int position) =>
        state.Options.Snooze && party.Snoozes < MaxSnoozes && (party.Call is not null || position <= SnoozePositions);

    private static Outcome Decide(WaitlistState state, SayOnMyWay said, DateTimeOffset at) => state.Parties.Find(said.Party) switch
    {
        null => RoomErrors.PartyNotFound,
        { OnMyWay: true } => Outcome.Accept(Done.Value),
        _ => Outcome.Accept(Done.Value, new PartyOnMyWay(said.Party) { At = at }),
    };

    private static Outcome Decide(WaitlistState state, Snooze snooze, DateTimeOffset at)
    {
        if (state.Parties.Find(snooze.Party) is not { } party)
        {
            return RoomErrors.PartyNotFound;
        }

        if (!MaySnooze(state, party, PositionOf(state, party)))
        {
            return RoomErrors.SnoozeUnavailable;
        }

        var from = party.Call?.Deadline ?? party.SnoozedUntil ?? at;
        var until = (from > at ? from : at).AddMinutes(snooze.Minutes);
        return Outcome.Accept(Done.Value, new PartySnoozed(party.Id, until) { At = at });
    }

    private static Outcome Decide(WaitlistState state, LetAhead letAhead, DateTimeOffset at)
    {
        var index = state.Parties.IndexOf(letAhead.Party);
        if (index < 0)
        {
            return RoomErrors.PartyNotFound;
        }

        var party = state.Parties[index];
        if (party.Call is not null)
        {
            return Changed(state, party);
        }

        var behind = Math.Min(letAhead.Parties, state.Parties.Count - 1 - index);
        return Outcome.Accept(Done.Value, behind < 1 ? [] : MoveEvents(state, party, index + behind + 1, Actor.Guest, at));
    }

    private static Outcome Decide(WaitlistState state, SayStillHere said, DateTimeOffset at)
    {
        if (state.Parties.Find(said.Party) is not null)
        {
            return Outcome.Accept(Done.Value);
        }

        return state.Finished.Find(said.Party) switch
        {
            null => RoomErrors.PartyNotFound,
            { Reason: FinishReason.Served } seated => Changed(state, seated.Party),
            { Reason: FinishReason.Left } left when at - left.At < SecondThoughts =>
                state.Parties.Guests + left.Party.Size > state.Options.MaxGuests
                    ? RoomErrors.QueueFull
                    : Outcome.Accept(Done.Value, new PartyRestored(said.Party, Actor.Guest) { At = at }),
            { Party.StillHereAt: not null } => Outcome.Accept(Done.Value),
            _ => Outcome.Accept(Done.Value, new PartyStillHere(said.Party) { At = at }),
        };
    }

    private static int PositionOf(WaitlistState state, Party party)
    {
        var index = state.Parties.IndexOf(party.Id);
        return PositionAfter(state, index, AheadInBand(state, index, SizeBand.Of(party.Size)));
    }

    private static int AheadInBand(WaitlistState state, int index, SizeBand band) =>
        state.Parties.Take(index).Count(other => band.Contains(other.Size));
}
