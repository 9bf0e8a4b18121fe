using Queue.Core.Waitlist;

namespace Queue.Core.Tests.Waitlist;

/// <summary>What hosts and guests do beside joining, calling and seating; and undoing, by looking at a copy of everything.</summary>
internal sealed partial class NaiveWaitlist
{
    private readonly List<Past> past = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private int tickets;
    private int declined;
    private bool paused;
    private long settings;
    private (string Text, DateTimeOffset Until)? announced;

    private string DoMore(WaitlistCommand command, DateTimeOffset at) => command switch
    {
        SayOnMyWay said => With(said.Party, guest => guest.OnMyWay ? guest : Set(guest, at).OnMyWay = true),
        Snooze snooze => Rest(snooze, at),
        LetAhead letAhead => LetPass(letAhead, at),
        SayStillHere said => StillHere(said, at),
        Hold hold => With(hold.Party, hold.Rev, g => !g.Held, "party_changed", g =>
        {
            Free(g).Deadline = null;
            Set(g, at).Held = true;
            return Ok;
        }),
        Unhold unhold => With(unhold.Party, unhold.Rev, g => g.Held, Ok, g => Set(g, at).Held = false),
        GiveMoreTime more => With(more.Party, more.Rev, g => g.Deadline is not null, "party_not_called", g =>
            Set(g, at).Deadline = ((g.Deadline > at ? g.Deadline : null) ?? at).AddMinutes(more.Minutes)),
        EditParty edit => Edit(edit, at),
        Move move => Reorder(move, at),
        Decline decline => !opened ? "outside_opening_hours"
            : decline.Size < 1 || decline.Size > options.MaxPartySize ? "size_out_of_range"
            : Note(() => declined++, at),
        PauseJoining => paused ? Ok : Note(() => paused = true, at, forQueue: true),
        ResumeJoining => paused ? Note(() => paused = false, at, forQueue: true) : Ok,
        Announce { Text: { } text } announce => Note(() => announced = (text, at.AddMinutes(announce.Minutes)), at, forQueue: true),
        Announce => announced is null ? Ok : Note(() => announced = null, at, forQueue: true),
        ChangeSettings change => change.Rev != settings ? "settings_changed"
            : change.Options.IsSame(options) ? Ok
            : Change(change.Options, at),
        Reschedule reschedule => Follow(reschedule.Plan, at),
        Undo undo => TakeBack(undo, at),
        NameDevice => Ok,
        _ => throw new NotSupportedException(command.GetType().Name),
    };

    /// <summary>What the real one promised: how long waits are is no matter of this one.</summary>
    public void Promise(PartyId id, DateTimeOffset ends)
    {
        var guest = all.Find(guest => guest.Id == id);
        if (guest is not null)
        {
            guest.Promise = guest.Promise is null && guest.IsPromised ? null : ends;
            guest.IsPromised = true;
        }
    }

    private string More(Guest guest) =>
        $"{guest.Held} {guest.OnMyWay} {guest.SnoozedUntil:O} {guest.Snoozes} ticket {guest.Ticket}";

    /// <summary>The first thing that is due; of several at once, those who waited for it before those who lose by it.</summary>
    private Action? NextDue(DateTimeOffset at)
    {
        var missed = options.OnCallExpired == CallExpiry.Keep ? null
            : Live.Where(g => g.Deadline is not null).OrderBy(g => g.Deadline).ThenBy(g => g.Call).FirstOrDefault();
        var rested = Live.Where(g => g.SnoozedUntil is not null).OrderBy(g => g.SnoozedUntil).ThenBy(g => g.Ticket).FirstOrDefault();
        var overdue = Live.Where(g => g.Deadline is null && g.Promise is not null).OrderBy(g => g.Promise).ThenBy(g => g.Ticket).FirstOrDefault();
        (DateTimeOffset? At, Action Do)[] things =
        [
            (opened ? null : create.OpensAt, () => Note(() => opened = true, at)),
            (lastCalled ? null : create.LastCallAt, () => Note(() => lastCalled = true, at)),
            (rested?.SnoozedUntil, () => Set(rested!, at).SnoozedUntil = null),
            (missed?.Deadline, () => Miss(missed!, at)),
            (overdue?.Promise, () => Note(() => overdue!.Promise = null, at)),
            (announced?.Until, () => Note(() => announced = null, at, forQueue: true)),
        ];
        var first = things.Where(thing => thing.At is not null).OrderBy(thing => thing.At).FirstOrDefault();
        return first.At <= at && first.At <= Ending ? first.Do : null;
    }

    private string Change(WaitlistOptions now, DateTimeOffset at)
    {
        var lapsed = options.OnCallExpired == CallExpiry.Keep && now.OnCallExpired != CallExpiry.Keep
            ? Live.Where(g => g.Deadline <= at).OrderBy(g => g.Call).ToList()
            : [];
        Note(() => options = now, at, forQueue: true);
        lapsed.ForEach(g => Set(g, at).Deadline = at.AddSeconds(now.CallWindowSeconds));
        return Ok;
    }

    private string Follow(CreateWaitlist plan, DateTimeOffset at) => tickets > 0 || !(plan.Venue?.Plan > create.Venue?.Plan) ? Ok : Note(
        () =>
        {
            (create, options, opened, lastCalled) = (plan, plan.Options, plan.OpensAt <= at, false);
            start = opened ? first : plan.OpensAt ?? first;
        },
        at,
        forQueue: true);

    private void Miss(Guest missed, DateTimeOffset at)
    {
        Finish(missed, "no_show", at);
        if (options.OnCallExpired == CallExpiry.NoShowAndCallNext && Hours > at && Live.Find(g => g.IsReady) is { } next)
        {
            Ring(next, at);
        }
    }

    private string Rest(Snooze snooze, DateTimeOffset at)
    {
        if (Live.Find(guest => guest.Id == snooze.Party) is not { } guest)
        {
            return "party_not_found";
        }

        var place = Place(guest, Live.TakeWhile(other => other != guest));
        if (!options.Snooze || guest.Snoozes == 2 || (guest.Deadline is null && place > 3))
        {
            return "snooze_unavailable";
        }

        var from = guest.Deadline ?? guest.SnoozedUntil ?? at;
        var until = (from > at ? from : at).AddMinutes(snooze.Minutes);
        _ = guest.Deadline is null ? guest.SnoozedUntil = until : guest.Deadline = until;
        Set(guest, at).Snoozes++;
        return Ok;
    }

    private string LetPass(LetAhead letAhead, DateTimeOffset at)
    {
        var index = Live.FindIndex(guest => guest.Id == letAhead.Party);
        if (index < 0 || Live[index].Deadline is not null)
        {
            return index < 0 ? "party_not_found" : "party_changed";
        }

        var behind = Math.Min(letAhead.Parties, Live.Count - index - 1);
        return behind < 1 ? Ok : PutBefore(Live[index], index + behind + 1, at);
    }

    private string Reorder(Move move, DateTimeOffset at)
    {
        var index = Live.FindIndex(guest => guest.Id == move.Party);
        return With(move.Party, move.Rev, guest => guest.Deadline is null, "party_changed", guest =>
        {
            var before = move.Before is null ? Live.Count : Live.FindIndex(other => other.Id == move.Before);
            return before < 0 ? "party_not_found" : before == index || before == index + 1 ? Ok : PutBefore(guest, before, at);
        });
    }

    private string PutBefore(Guest guest, int before, DateTimeOffset at)
    {
        var high = before < Live.Count ? Live[before].Place : tickets + 1;
        var low = before > 0 ? Live[before - 1].Place : high - 2;
        Set(guest, at).Place = (low + high) / 2;
        return Ok;
    }

    private string StillHere(SayStillHere said, DateTimeOffset at)
    {
        var guest = all.Find(guest => guest.Id == said.Party);
        if (guest?.End is null or "served")
        {
            return guest is null ? "party_not_found" : guest.End is null ? Ok : "party_changed";
        }

        if (guest.End is "left" && at - guest.EndedAt < TimeSpan.FromMinutes(2))
        {
            if (Live.Sum(other => other.Size) + guest.Size > options.MaxGuests)
            {
                return "queue_full";
            }

            (guest.End, guest.StillHere) = (null, false);
            Set(guest, at);
            return Ok;
        }

        _ = guest.StillHere || (Set(guest, at).StillHere = true);
        return Ok;
    }

    private string Edit(EditParty edit, DateTimeOffset at)
    {
        return With(edit.Party, edit.Rev, _ => true, Ok, guest =>
        {
            var (size, name) = (edit.Size ?? guest.Size, edit.Name is null ? guest.Name : edit.Name.Length == 0 ? null : edit.Name);
            if (size < 1 || size > Math.Max(options.MaxPartySize, guest.Size))
            {
                return "size_out_of_range";
            }

            if (size > guest.Size && Live.Sum(other => other.Size) + size - guest.Size > options.MaxGuests)
            {
                return "queue_full";
            }

            if (!options.AllowDuplicateNames && name is not null && !string.Equals(name, guest.Name, StringComparison.OrdinalIgnoreCase)
                && Live.Exists(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                return "already_in_queue";
            }

            if (size != guest.Size || !string.Equals(name, guest.Name, StringComparison.Ordinal))
            {
                (guest.Size, guest.Name) = (size, name);
                Set(guest, at);
            }

            return Ok;
        });
    }

    /// <summary>Does a host's command between two looks at everything, so that it can be undone.</summary>
    private string Host(WaitlistCommand command, DateTimeOffset at, Func<string> act)
    {
        var (open, said) = (closed is null, Remember(command, at, act));
        if (open && command is not ReportDelivery && command.Device is { Name: { } name } device && string.Equals(said, Ok, StringComparison.Ordinal)
            && names.TryAdd(device.Id, name))
        {
            Note(() => { }, at);
        }

        return said;
    }

    private string Remember(WaitlistCommand command, DateTimeOffset at, Func<string> act)
    {
        if (command is Undo or Close or ReportDelivery or NameDevice or DeclareNearby or Leave or SayOnMyWay or Snooze or LetAhead or SayStillHere
            or EditParty { By: Actor.Guest } or Join { Source: not PartySource.Host })
        {
            return act();
        }

        var (before, queue, noes, from) = (all.ConvertAll(guest => guest.Copy()), (options, paused, announced, settings), declined, version);
        var said = act();
        if (version > from)
        {
            var touched = all.Where(guest => before.Find(old => old.Id == guest.Id)?.Rev != guest.Rev).OrderBy(guest => guest.Rev);
            past.Add(new Past(version, at, command.Device?.Id, [.. touched.Select(now => (now.Id, now.Rev, before.Find(old => old.Id == now.Id)))])
            {
                Queue = settings == queue.settings ? null : (queue.options, queue.paused, queue.announced, settings),
                Declined = declined > noes,
            });
        }

        return said;
    }

    private string TakeBack(Undo undo, DateTimeOffset at)
    {
        if (past.Find(done => done.Version == undo.Version) is not { } done || at - done.At >= TimeSpan.FromMinutes(1))
        {
            return "undo_unavailable";
        }

        if (!string.Equals(done.Device, undo.Device?.Id, StringComparison.Ordinal))
        {
            return "undo_not_yours";
        }

        if (done.Parties.Exists(party => all.Find(guest => guest.Id == party.Id)?.Rev != party.Rev))
        {
            return "party_changed";
        }

        if (done.Queue is { } changed && changed.Rev != settings)
        {
            return "settings_changed";
        }

        var sizes = done.Parties.Sum(party =>
            (party.Before is { End: null } old ? old.Size : 0) - (Live.Find(guest => guest.Id == party.Id)?.Size ?? 0));
        if (sizes > 0 && Live.Sum(guest => guest.Size) + sizes > options.MaxGuests)
        {
            return "queue_full";
        }

        past.Remove(done);
        foreach (var (id, _, before) in done.Parties)
        {
            PutBack(all.FindIndex(guest => guest.Id == id), before, at);
        }

        if (done.Queue is { } queue)
        {
            Note(() => (options, paused, announced) = (queue.Options, queue.Paused, queue.Announced?.Until > at ? queue.Announced : null), at, true);
        }

        return done.Declined ? Note(() => declined--, at) : Ok;
    }

    private void PutBack(int index, Guest? before, DateTimeOffset at)
    {
        if (before is null)
        {
            all.RemoveAt(index);
            Note(() => { }, at);
            return;
        }

        (before.Push, before.Promise) = (all[index].Push, all[index].Promise is null ? null : before.Promise);
        all[index] = before;
        before.Deadline = before.Deadline < at ? at.AddMinutes(1) : before.Deadline;
        Set(before, at);
    }

    private string Note(Action change, DateTimeOffset at, bool forQueue = false)
    {
        change();
        (version, last) = (version + 1, at);
        settings = forQueue ? version : settings;
        return Ok;
    }

    private Guest Finish(Guest guest, string reason, DateTimeOffset at)
    {
        (Free(guest).End, guest.EndedAt, guest.Deadline) = (reason, at, null);
        return Set(guest, at);
    }

    private static Guest Free(Guest guest)
    {
        (guest.Held, guest.SnoozedUntil, guest.OnMyWay) = (false, null, false);
        return guest;
    }

    private string With(PartyId id, long? rev, Func<Guest, bool> may, string otherwise, Func<Guest, string> change)
    {
        var said = Ok;
        var found = With(id, rev, may, otherwise, (Func<Guest, object>)(guest => said = change(guest)));
        return string.Equals(found, Ok, StringComparison.Ordinal) ? said : found;
    }

    private sealed record Past(long Version, DateTimeOffset At, string? Device, List<(PartyId Id, long Rev, Guest? Before)> Parties)
    {
        public (WaitlistOptions Options, bool Paused, (string Text, DateTimeOffset Until)? Announced, long Rev)? Queue { get; init; }

        public bool Declined { get; init; }
    }

    private sealed class Guest(PartyId id)
    {
        public PartyId Id => id;

        public string? Name { get; set; }

        public int Size { get; set; }

        public int Ticket { get; init; }

        public double Place { get; set; }

        public bool Nearby { get; set; }

        public bool Held { get; set; }

        public bool OnMyWay { get; set; }

        public bool StillHere { get; set; }

        public DateTimeOffset? SnoozedUntil { get; set; }

        public int Snoozes { get; set; }

        public bool IsPromised { get; set; }

        /// <summary>When its promise ends; null once that has passed.</summary>
        public DateTimeOffset? Promise { get; set; }

        public int Call { get; set; }

        public (int Call, PushState State) Push { get; set; }

        public DateTimeOffset? Deadline { get; set; }

        public long Rev { get; set; }

        public string? End { get; set; }

        public DateTimeOffset EndedAt { get; set; }

        public bool IsReady => Deadline is null && !Held && SnoozedUntil is null;

        public Guest Copy() => (Guest)MemberwiseClone();
    }
}
