using System.Globalization;
using Queue.Core.Estimates;

namespace Queue.Core.Waitlist;

/// <summary>
/// Makes every audience's view of one state. Pure: equal states give equal views. What needs the whole line (parties ahead in the
/// same size band) is counted once, on first use, and shared by all guests.
/// </summary>
/// <param name="state">The state to show.</param>
public sealed class WaitlistView(WaitlistState state)
{
    private const int HostPollMs = 10_000;
    private const int FrontPollMs = 2_000;
    private const int NearPollMs = 5_000;
    private const int FarPollMs = 15_000;
    private const int NearPositions = 5;
    private const int ShownNext = 8;
    private const int ShownRecent = 500;
    private const int EmptySeats = 2;

    private readonly Lazy<int[]> aheadInBand = new(() => CountAheadInBand(state.Parties));

    private readonly Lazy<Dictionary<long, WaitQuote>> quotes = new(() => WaitlistLogic.QuotesOf(state));

    /// <summary>The state that is shown.</summary>
    public WaitlistState State => state;

    /// <summary>The host's view.</summary>
    /// <returns>The whole queue with names and ids.</returns>
    public QueueUpdate Host()
    {
        var serving = state.Parties.NowServing;
        return new QueueUpdate
        {
            Queue = [.. state.Parties.Where(party => party != serving).Select(HostRow.Of)],
            NowServing = serving is null ? null : HostRow.Of(serving),
            MaxGuests = state.Options.MaxGuests,
            CallDeadline = serving?.Call?.Deadline,
            Closed = state.Closed is not null,
            Paused = state.Paused ? true : null,
            Announcement = state.Announcement,
            StillHere = StillHere(),
            EventName = state.EventName,
            NextPollMs = HostPollMs,
        };
    }

    /// <summary>Whom the host may bring back.</summary>
    /// <returns>The parties that have ended, who ended last first; of very many only the newest.</returns>
    public RecentParties Recent() => new()
    {
        Recent = [.. state.Finished.NewestFirst.Take(ShownRecent).Select(finished => HostRow.Of(finished) with { EndedAt = finished.At })],
        Closed = state.Closed is not null,
        NextPollMs = HostPollMs,
    };

    /// <summary>The view without any credential.</summary>
    /// <returns>Tickets and sizes.</returns>
    public PublicQueueUpdate Public()
    {
        var serving = state.Parties.NowServing;
        return new PublicQueueUpdate
        {
            Queue = [.. state.Parties.Where(party => party != serving).Select(PublicRowOf)],
            NowServing = serving is null ? null : PublicRowOf(serving),
            MaxGuests = state.Options.MaxGuests,
            CallDeadline = serving?.Call?.Deadline,
            Closed = state.Closed is not null,
            EventName = state.EventName,
            NextPollMs = NearPollMs,
        };
    }

    /// <summary>A party's own view: the reason of its end first, then closed, then called, then its position.</summary>
    /// <param name="id">The party.</param>
    /// <returns>The view, or <see langword="null"/> when no party of this id was ever in the queue.</returns>
    public GuestView? Guest(PartyId id)
    {
        if (state.Finished.Find(id) is { } finished)
        {
            return Ended(finished);
        }

        var index = state.Parties.IndexOf(id);
        return index < 0 ? null : Live(state.Parties[index], index);
    }

    /// <summary>The waiting parties that a guest's view shows at a nudge position (<see cref="WaitlistOptions.NudgePositions"/>).</summary>
    /// <returns>Each with its position; in the order of the line. Looks no further into the line than it must.</returns>
    public IEnumerable<(PartyId Party, int Position)> AtNudgePositions()
    {
        var (options, ahead) = (state.Options, new int[SizeBand.All.Count]);
        if (options.NudgePositions.IsEmpty)
        {
            yield break;
        }

        var (last, passed) = (options.NudgePositions.Max(), 0);
        var lines = options.PositionBy == PositionBasis.SizeBand ? ahead.Length : 1;
        foreach (var party in state.Parties.TakeWhile(_ => passed < lines))
        {
            var position = ++ahead[lines == 1 ? 0 : SizeBand.IndexOf(SizeBand.Of(party.Size))];
            passed += position == last ? 1 : 0;
            if (party.IsReady && options.NudgePositions.Contains(position))
            {
                yield return (party.Id, position);
            }
        }
    }

    /// <summary>
    /// Who fits a free table: of the ready parties that are complete, the first in line that fills it but for two seats; when there is
    /// none, the first that fits at all.
    /// </summary>
    /// <param name="seats">Seats at the table, 1 or more.</param>
    /// <returns>The party and of how many it is the first; no party when none fits.</returns>
    public Suggestion Suggest(int seats)
    {
        var fitting = state.Parties
            .Where(party => party.IsReady && party.Size <= seats && party.Tags?.Contains(PartyTags.Incomplete, StringComparer.Ordinal) != true)
            .ToList();
        var filling = fitting.FindAll(party => party.Size >= seats - EmptySeats);
        var first = filling.FirstOrDefault() ?? fitting.FirstOrDefault();
        return new Suggestion(first is null ? null : HostRow.Of(first), filling.Count > 0 ? filling.Count : fitting.Count, filling.Count > 0);
    }

    /// <summary>What somebody at the door wants to know.</summary>
    /// <returns>The view.</returns>
    public WaitlistStatus Status()
    {
        var called = state.Parties.Called.Sum(id => state.Parties[state.Parties.IndexOf(id)].Size);
        return new WaitlistStatus
        {
            Code = state.Code.ToString(),
            EventName = state.EventName,
            State = state.Closed is not null || !state.Opened ? "closed"
                : state.LastCalled ? "last_call"
                : state.Paused ? "paused"
                : state.Parties.Guests >= state.Options.MaxGuests ? "full"
                : "open",
            OpensAt = state.Closed is not null ? state.NextOpensAt : state.Opened ? null : state.OpensAt,
            PartiesWaiting = state.Parties.Count - state.Parties.Called.Count,
            GuestsWaiting = state.Parties.Guests - called,
            Estimates = Estimates(),
            Announcement = state.Announcement,
            Location = state.Location,
            ContactInfo = state.ContactInfo,
            OpenTime = state.OpenTime,
            CloseTime = state.CloseTime,
            NextPollMs = FarPollMs,
        };
    }

    /// <summary>What the lobby screen shows.</summary>
    /// <param name="trusted">The viewer has a token of this queue; only then are initials shown.</param>
    /// <returns>The view.</returns>
    public DisplayView Display(bool trusted)
    {
        var listed = state.Options.DisplayNames != DisplayNames.None;
        var initials = trusted && state.Options.DisplayNames == DisplayNames.Initial;
        return new DisplayView
        {
            NowCalled = !listed ? [] : [.. state.Parties.Called.Reverse()
                .Select(id => DisplayRowOf(state.Parties[state.Parties.IndexOf(id)], initials))],
            Next = !listed ? [] : [.. state.Parties.Where(party => party.IsReady).Take(ShownNext)
                .Select(party => DisplayRowOf(party, initials))],
            Estimates = Estimates(),
            Announcement = state.Announcement,
            Closed = state.Closed is not null,
            EventName = state.EventName,
            NextPollMs = NearPollMs,
        };
    }

    /// <summary>What a party that joined now would be told, one range a size band.</summary>
    /// <returns>The ranges, smallest sizes first.</returns>
    public IReadOnlyList<BandEstimate> Estimates() =>
    [
        .. SizeBand.All.Where(band => band.MinSize <= state.Options.MaxPartySize).Select(band =>
        {
            var estimate = WaitEstimate.Of(WaitlistLogic.QuoteFor(state, band.MinSize, state.LastInstant));
            var largest = Math.Min(band.MaxSize, state.Options.MaxPartySize);
            return new BandEstimate(band.MinSize, largest, estimate.LowMs, estimate.HighMs);
        }),
    ];

    private static PublicRow PublicRowOf(Party party) =>
        new(party.Ticket, party.Size, party.Call is null ? "waiting" : "called", party.Call?.At);

    private static DisplayRow DisplayRowOf(Party party, bool initials) =>
        new(party.Ticket, initials ? Initial(party.Name) : null, party.Call?.At);

    private static string? Initial(string? name) =>
        name is null ? null : StringInfo.GetNextTextElement(name).ToUpperInvariant() + ".";

    private static int[] CountAheadInBand(PartyList parties)
    {
        var seen = new int[SizeBand.All.Count];
        var counts = new int[parties.Count];
        var index = 0;
        foreach (var party in parties)
        {
            counts[index++] = seen[SizeBand.IndexOf(SizeBand.Of(party.Size))]++;
        }

        return counts;
    }

    private List<HostRow>? StillHere()
    {
        var rows = state.Closed is null
            ? state.Finished.NewestFirst.Where(finished => finished.Party.StillHereAt is not null).Select(HostRow.Of).ToList()
            : [];
        return rows.Count == 0 ? null : rows;
    }

    private GuestView Ended(FinishedParty finished) => finished.Reason == FinishReason.Closed
        ? new GuestView { Type = "closed", NextPollMs = FarPollMs }
        : new GuestView
        {
            Type = "removed",
            Reason = WireText.Of(finished.Reason),
            BackUntil = finished.Reason == FinishReason.Left ? finished.At + WaitlistLogic.SecondThoughts : null,
            StillHere = finished.Party.StillHereAt is null ? null : true,
            NextPollMs = finished.Party.StillHereAt is null ? FarPollMs : NearPollMs,
        };

    private GuestView Live(Party party, int index)
    {
        var position = WaitlistLogic.PositionAfter(state, index, aheadInBand.Value[index]);
        var estimate = party.Call is null && quotes.Value.TryGetValue(party.Place, out var quote) ? WaitEstimate.Of(quote) : default;
        var view = party.Call is { } call
            ? new GuestView { Type = "called", Deadline = call.Deadline, CalledAt = call.At, NextPollMs = FrontPollMs }
            : new GuestView
            {
                Type = "position",
                Position = position,
                AheadCount = position - 1,
                QueueLength = state.Parties.Count,
                EstimatedWaitMs = index == 0 ? 0 : estimate.MiddleMs,
                EstimatedLowMs = estimate.LowMs,
                EstimatedHighMs = estimate.HighMs,
                Held = party.HeldAt is null ? null : true,
                SnoozedUntil = party.SnoozedUntil,
                NextPollMs = party == state.Parties.NextWaiting ? FrontPollMs
                    : position <= NearPositions ? NearPollMs
                    : FarPollMs,
            };
        return view with
        {
            EventName = state.EventName,
            Ticket = party.Ticket,
            Size = party.Size,
            MaySnooze = WaitlistLogic.MaySnooze(state, party, position) ? true : null,
            OnMyWay = party.OnMyWay ? true : null,
            Announcement = state.Announcement,
        };
    }
}
