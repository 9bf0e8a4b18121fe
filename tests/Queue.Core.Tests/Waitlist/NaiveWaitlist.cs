using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Core.Tests.Waitlist;

/// <summary>
/// A waitlist as one would write it on one page: one list, searched from the front each time, changed in place. Slow and plain;
/// the real one must not be told apart from it.
/// </summary>
internal sealed partial class NaiveWaitlist(CreateWaitlist create, DateTimeOffset created)
{
    private const string Ok = "ok";
    private readonly List<Guest> all = [];
    private WaitlistOptions options = create.Options;
    private DateTimeOffset start = create.OpensAt ?? created;
    private readonly DateTimeOffset first = created;
    private DateTimeOffset last = created;
    private long version = 1;
    private int calls;
    private bool opened = create.OpensAt is null;
    private bool lastCalled;
    private string? closed;

    private List<Guest> Live => [.. all.Where(guest => guest.End is null).OrderBy(guest => guest.Place).ThenBy(guest => guest.Ticket)];

    private Guest? Serving => Live.Where(guest => guest.Deadline is not null).MaxBy(guest => guest.Call);

    private DateTimeOffset Hours => create.ClosesAt ?? start.AddHours(12);

    private DateTimeOffset Ending => create.ClosesAt is null && Live.Count == 0 && Idle < Hours ? Idle : Hours;

    private DateTimeOffset Idle => (start > last ? start : last).AddHours(2);

    /// <summary>Does a command and says <c>ok</c> or why not.</summary>
    public string Do(RoomCommand command, DateTimeOffset now)
    {
        var at = EpochMilliseconds.Truncate(now) > last ? EpochMilliseconds.Truncate(now) : last;
        if (command is ResumeService resume)
        {
            var grace = EpochMilliseconds.Truncate(resume.GraceUntil);
            var enough = EpochMilliseconds.Truncate(resume.Enough);
            Live.Where(g => g.Deadline < grace && g.Deadline < enough).OrderBy(g => g.Call).ToList().ForEach(g => Set(g, at).Deadline = grace);
        }

        PassTime(at);
        return command is WaitlistCommand asked ? Host(asked, at, () => Do(asked, at, closed)) : Ok;
    }

    private string Do(WaitlistCommand command, DateTimeOffset at, string? closed)
    {
        return command switch
        {
            Close => End(closed ?? "Host", at),
            NameDevice or ReportDelivery or Reschedule when closed is not null => Ok,
            ReportDelivery report => Report(report, at),
            Join when closed is "ClosingTime" => "outside_opening_hours",
            _ when closed is not null => "session_closed",
            Join join => Add(join, at),
            DeclareNearby nearby => With(nearby.Party, guest => guest.Nearby ? guest : Set(guest, at).Nearby = true),
            Leave leave => With(leave.Party, guest => Finish(guest, "left", at)),
            Kick kick => With(kick.Party, guest => Finish(guest, "kicked", at)),
            Advance advance => MoveOn(advance, at),
            Call call => With(call.Party, call.Rev, g => g.Deadline is null || call.Rev is not null, "party_changed", g => Ring(g, at)),
            Restore restore => Restore(restore, at),
            Seat seat => With(seat.Party, seat.Rev, _ => true, Ok, guest => Finish(guest, "served", at)),
            MarkNoShow miss => With(miss.Party, miss.Rev, g => g.Deadline is not null, "party_not_called", g => Finish(g, "no_show", at)),
            _ => DoMore(command, at),
        };
    }

    /// <summary>Everything that can be seen, in words.</summary>
    public string Show()
    {
        var lines = Live.Select((guest, index) =>
            $"{guest.Id} {guest.Name} {guest.Size} {Place(guest, Live.Take(index))} of {Live.Count} {guest.Deadline:O} {guest.Nearby} rev {guest.Rev} {More(guest)}");
        var state = closed is not null || !opened ? "closed" : lastCalled ? "last_call" : paused ? "paused" : Live.Sum(g => g.Size) >= options.MaxGuests ? "full" : "open";
        var ended = all.Where(guest => guest.End is not null).OrderBy(guest => guest.Ticket)
            .Select(guest => $"{guest.Id} {guest.End} {guest.StillHere}");
        return string.Join(
            '\n', [.. lines, $"serving {Serving?.Id} {state} {announced} {declined} version {version}", .. ended]);
    }

    private int Place(Guest guest, IEnumerable<Guest> ahead) =>
        1 + ahead.Count(other => options.PositionBy == PositionBasis.Overall || Band(other.Size) == Band(guest.Size));

    private static int Band(int size) => size <= 2 ? 1 : size <= 4 ? 2 : 3;

    private void PassTime(DateTimeOffset at)
    {
        while (closed is null && NextDue(at) is { } due)
        {
            due();
        }

        if (closed is null && Ending <= at)
        {
            End(create.ClosesAt is null ? "Timer" : "ClosingTime", at);
        }
    }

    private string Add(Join join, DateTimeOffset at)
    {
        var refusal = !opened ? "outside_opening_hours"
            : lastCalled && join.Source != PartySource.Host ? "last_call"
            : paused && join.Source != PartySource.Host ? "joining_paused"
            : all.Exists(guest => guest.Id == join.Party) ? "party_changed"
            : join.Size < 1 || join.Size > options.MaxPartySize ? "size_out_of_range"
            : !options.AllowDuplicateNames && join.Name is not null
                && Live.Exists(g => string.Equals(g.Name, join.Name, StringComparison.OrdinalIgnoreCase)) ? "already_in_queue"
            : Live.Sum(guest => guest.Size) + join.Size > options.MaxGuests ? "queue_full"
            : Ok;
        if (string.Equals(refusal, Ok, StringComparison.Ordinal))
        {
            var guest = new Guest(join.Party) { Name = join.Name, Size = join.Size, Ticket = ++tickets, Place = tickets };
            all.Add(guest);
            Set(guest, at);
        }

        return refusal;
    }

    private string MoveOn(Advance advance, DateTimeOffset at)
    {
        var current = Serving;
        var next = Live.Find(guest => advance.Next is { } wanted ? guest.Id == wanted : guest.IsReady);
        var refusal = advance.Served is { } served && served != current?.Id ? "served_party_mismatch"
            : advance.Next is not null && (next is null || next == current) ? "next_party_not_found"
            : next?.Deadline is not null ? "party_changed"
            : Ok;
        if (string.Equals(refusal, Ok, StringComparison.Ordinal))
        {
            _ = current is null ? null : Finish(current, "served", at);
            _ = next is null ? null : Ring(next, at);
        }

        return refusal;
    }

    private string Report(ReportDelivery report, DateTimeOffset at)
    {
        if (Live.Find(guest => guest.Id == report.Party) is { } guest && (report.Call, report.State).CompareTo(guest.Push) > 0)
        {
            (guest.Push, version, last) = ((report.Call, report.State), version + 1, at);
        }

        return Ok;
    }

    private string Restore(Restore restore, DateTimeOffset at)
    {
        var guest = all.Find(guest => guest.Id == restore.Party);
        var refusal = guest is null ? "party_not_found"
            : (restore.Rev ?? guest.Rev) != guest.Rev || (guest.End is null && guest.Deadline is null) ? "party_changed"
            : guest.End is not null && Live.Sum(other => other.Size) + guest.Size > options.MaxGuests ? "queue_full"
            : Ok;
        if (guest is not null && string.Equals(refusal, Ok, StringComparison.Ordinal))
        {
            (guest.End, guest.Deadline, guest.StillHere, guest.OnMyWay) = (null, null, false, false);
            Set(guest, at);
        }

        return refusal;
    }

    private Guest Ring(Guest guest, DateTimeOffset at)
    {
        Free(guest).Call = ++calls;
        guest.Deadline = at.AddSeconds(options.CallWindowSeconds);
        return Set(guest, at);
    }

    private string End(string reason, DateTimeOffset at)
    {
        if (closed is null)
        {
            Live.ForEach(guest => Finish(guest, "closed", at));
            (closed, version, last) = (reason, version + 1, at);
        }

        return Ok;
    }

    private string With(PartyId id, Func<Guest, object> change) =>
        Live.Find(guest => guest.Id == id) is { } found && change(found) is not null ? Ok : "party_not_found";

    private string With(PartyId id, long? rev, Func<Guest, bool> may, string otherwise, Func<Guest, object> change)
    {
        var guest = all.Find(guest => guest.Id == id);
        return guest is null ? "party_not_found"
            : guest.End is not null || (rev ?? guest.Rev) != guest.Rev ? "party_changed"
            : may(guest) && change(guest) is not null ? Ok
            : otherwise;
    }

    private Guest Set(Guest guest, DateTimeOffset at)
    {
        (guest.Rev, last) = (++version, at);
        return guest;
    }
}
