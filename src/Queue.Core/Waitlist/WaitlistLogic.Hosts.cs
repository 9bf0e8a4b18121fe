using System.Collections.Immutable;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>What a host does to a party beside calling and seating it.</summary>
internal static partial class WaitlistLogic
{
    private static Outcome Decide(WaitlistState state, Hold hold, DateTimeOffset at) => FindCurrent(state, hold.Party, hold.Rev) switch
    {
        (null, var error) => error ?? RoomErrors.PartyNotFound,
        ({ HeldAt: not null } held, _) => Changed(state, held),
        _ => Change(state, new PartyHeld(hold.Party) { At = at }),
    };

    private static Outcome Decide(WaitlistState state, Unhold unhold, DateTimeOffset at) => FindCurrent(state, unhold.Party, unhold.Rev) switch
    {
        (null, var error) => error ?? RoomErrors.PartyNotFound,
        ({ HeldAt: null } party, _) => Outcome.Accept(new PartyChanged(HostRow.Of(party).WithoutPersonal())),
        _ => Change(state, new PartyUnheld(unhold.Party) { At = at }),
    };

    private static Outcome Decide(WaitlistState state, GiveMoreTime more, DateTimeOffset at)
    {
        var (party, error) = FindCurrent(state, more.Party, more.Rev);
        return party switch
        {
            null => error ?? RoomErrors.PartyNotFound,
            { Call: { } call } => Change(
                state,
                new CallExtended(party.Id, (call.Deadline > at ? call.Deadline : at).AddMinutes(more.Minutes), Actor.Host) { At = at }),
            _ => RoomErrors.PartyNotCalled,
        };
    }

    private static Outcome Decide(WaitlistState state, EditParty edit, DateTimeOffset at)
    {
        var (party, error) = FindCurrent(state, edit.Party, edit.Rev);
        if (party is null)
        {
            return error ?? RoomErrors.PartyNotFound;
        }

        var size = edit.Size ?? party.Size;
        if (size < 1 || size > Math.Max(state.Options.MaxPartySize, party.Size))
        {
            return RoomErrors.SizeOutOfRange(state.Options.MaxPartySize);
        }

        if (size > party.Size && state.Parties.Guests + size - party.Size > state.Options.MaxGuests)
        {
            return RoomErrors.QueueFull;
        }

        var (name, notes) = (Kept(edit.Name, party.Name), Kept(edit.Notes, party.Notes));
        if (name is not null && !PartyList.IsSameName(name, party.Name) && !state.Options.AllowDuplicateNames && state.Parties.HasName(name))
        {
            return RoomErrors.AlreadyInQueue;
        }

        var tags = edit.Tags is { } given ? (given.IsEmpty ? null : given) : party.Tags;
        var edited = party with { Name = name, Size = size, Notes = notes, Tags = tags };
        if (edit.By == Actor.Guest)
        {
            // A guest's answer holds no row: there are the host's notes in it.
            return IsSame(edited, party) ? Outcome.Accept(Done.Value) : Outcome.Accept(Done.Value, EditEvent(state, party, edited, edit.By, at));
        }

        return IsSame(edited, party)
            ? Outcome.Accept(new PartyChanged(HostRow.Of(party).WithoutPersonal()))
            : Change(state, EditEvent(state, party, edited, edit.By, at));
    }

    private static PartyEdited EditEvent(WaitlistState state, Party party, Party edited, Actor by, DateTimeOffset at)
    {
        var (low, high) = (party.QuotedLowMs, party.QuotedHighMs);
        var band = SizeBand.Of(edited.Size);
        if (band != SizeBand.Of(party.Size))
        {
            // Other tables, so another wait: promised anew, and still counted from joining.
            var changed = state.Waits is null ? state : state with
            {
                Waits = state.Waits.Changed(party.Place, party.Place, edited.Size, MinuteOf(state, at)),
                LastInstant = at,
            };
            var estimate = WaitEstimate.Of(QuotesOf(changed).GetValueOrDefault(party.Place, QuoteFor(state, edited.Size, at)));
            var waited = (long)(at - party.JoinedAt).TotalMilliseconds;
            (low, high) = (waited + estimate.LowMs, waited + estimate.HighMs);
        }

        return new PartyEdited(party.Id, edited.Size, low, high, by)
        {
            At = at,
            Personal = PersonalData.Of(edited.Name, edited.Notes, edited.Tags),
        };
    }

    private static Outcome Decide(WaitlistState state, Move move, DateTimeOffset at)
    {
        var (party, error) = FindCurrent(state, move.Party, move.Rev);
        if (party is null)
        {
            return error ?? RoomErrors.PartyNotFound;
        }

        if (party.Call is not null)
        {
            return Changed(state, party);
        }

        var index = state.Parties.IndexOf(party.Id);
        var before = move.Before is { } other ? state.Parties.IndexOf(other) : state.Parties.Count;
        return before < 0 ? RoomErrors.PartyNotFound
            : before == index || before == index + 1 ? Outcome.Accept(new PartyChanged(HostRow.Of(party).WithoutPersonal()))
            : Change(state, party.Id, MoveEvents(state, party, before, Actor.Host, at));
    }

    private static Outcome Decide(WaitlistState state, Decline decline, DateTimeOffset at)
    {
        if (!state.Opened)
        {
            return RoomErrors.OutsideOpeningHours(state.OpensAt);
        }

        if (decline.Size < 1 || decline.Size > state.Options.MaxPartySize)
        {
            return RoomErrors.SizeOutOfRange(state.Options.MaxPartySize);
        }

        var estimate = WaitEstimate.Of(QuoteFor(state, decline.Size, at));
        var high = decline.QuotedHighMs ?? estimate.HighMs;
        return Outcome.Accept(Done.Value, new PartyDeclined(decline.Size, Math.Min(estimate.LowMs, high), high) { At = at });
    }

    /// <summary>The events that put a waiting party directly before the one at an index, or at the end of the line.</summary>
    private static ImmutableArray<RoomEvent> MoveEvents(WaitlistState state, Party party, int before, Actor by, DateTimeOffset at)
    {
        if (PlaceBefore(state, before) is { } place)
        {
            return [new PartyMoved(party.Id, place, by) { At = at }];
        }

        var spread = new PlacesSpread { At = at };
        var roomy = PlaceBefore((WaitlistState)RoomLogic.Evolve(state, spread), before) ?? throw new InvalidOperationException("No room was made.");
        return [spread, new PartyMoved(party.Id, roomy, by) { At = at }];
    }

    /// <summary>A place before the party at an index and after the one ahead of it; <see langword="null"/> when there is none left.</summary>
    private static long? PlaceBefore(WaitlistState state, int index)
    {
        var parties = state.Parties;
        var high = index < parties.Count ? parties[index].Place : (state.LastTicket + 1) * Party.PlaceStep;
        var low = index > 0 ? parties[index - 1].Place : high - (2 * Party.PlaceStep);
        var middle = low + ((high - low) / 2);
        return middle > low && middle < high ? middle : null;
    }

    // Absent keeps, empty clears.
    private static string? Kept(string? given, string? known) => given is null ? known : given.Length == 0 ? null : given;

    private static bool IsSame(Party party, Party other) =>
        party.Size == other.Size
        && string.Equals(party.Name, other.Name, StringComparison.Ordinal)
        && string.Equals(party.Notes, other.Notes, StringComparison.Ordinal)
        && (party.Tags ?? []).SequenceEqual(other.Tags ?? [], StringComparer.Ordinal);
}
