using System.Collections.Immutable;
using System.Diagnostics;
using Queue.Core.Chat;
using Queue.Core.Jobs;
using Queue.Core.Venues;
using Queue.Core.Waitlist;

namespace Queue.Core.Rooms;

/// <summary>
/// The one place that knows all kinds of room. Pure: the same arguments give the same result; the clock, ids and randomness
/// come in as values.
/// </summary>
public static class RoomLogic
{
    /// <summary>
    /// Decides a command. A repeated keyed command gets its kept answer and nothing happens, not even what is due: that stays with
    /// the timer. For every other one, everything that is already due at <paramref name="now"/> happens first, so that a late timer
    /// never changes an outcome; then the room's own rules decide.
    /// </summary>
    /// <param name="state">The room, or <see langword="null"/> for a command that opens one.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="key">Makes a repeat recognisable; <see langword="null"/> when the caller gave none.</param>
    /// <param name="now">The clock. The room's time is the later of this and its newest event.</param>
    /// <returns>Events and an answer, or a refusal.</returns>
    public static Decision Decide(RoomState? state, RoomCommand command, CommandKey? key, DateTimeOffset now)
    {
        var at = InstantFor(state, now);
        if (state is null)
        {
            var opening = Open(command, at);
            return new Decision.Accepted([opening], Evolve(null, opening), Done.Value, 1);
        }

        if (command is ResumeService resume)
        {
            var extended = Extend(state, resume, at);
            state = Evolve(state, extended);
            return Conclude(extended.AddRange(Due(ref state, at)), state, Outcome.Accept(Done.Value), null, at);
        }

        if (state is ChatState chat && command is ChatCommand said && ChatLogic.IsReplay(chat, said))
        {
            return new Decision.Rejected([], state, RoomErrors.HookReplayed);
        }

        if (key is not null && state.Answers.Find(key.Key, at) is { } kept)
        {
            return string.Equals(kept.Fingerprint, key.Fingerprint, StringComparison.Ordinal)
                ? new Decision.Accepted([], state, kept.Reply, kept.Version)
                : new Decision.Rejected([], state, RoomErrors.IdempotencyKeyReused);
        }

        var due = Due(ref state, at);
        return Conclude(due, state, DecideKind(state, command, at), key, at);
    }

    /// <summary>Folds one event into the state.</summary>
    /// <param name="state">The state before it; <see langword="null"/> before the opening event.</param>
    /// <param name="happened">A stored event, or one that <see cref="Decide"/> gave for this very state.</param>
    /// <returns>The state after it.</returns>
    public static RoomState Evolve(RoomState? state, RoomEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var next = (state, happened) switch
        {
            ({ } room, CommandAnswered e) => room with
            {
                Answers = room.Answers.Add(new Answer(e.Key, e.Fingerprint, e.Reply, room.Version + 1, e.At)),
            },
            (null, ChatCreated) or (ChatState, _) => ChatLogic.Evolve(state as ChatState, happened),
            (null, JobStarted) or (JobState, _) => JobLogic.Evolve(state as JobState, happened),
            (null, VenueCreated) or (VenueState, _) => VenueLogic.Evolve(state as VenueState, happened),
            (null or WaitlistState, _) => WaitlistLogic.Evolve(state as WaitlistState, happened),
            _ => throw new UnreachableException($"No kind of room folds {happened.GetType().Name}."),
        };
        return next with { Version = next.Version + 1, LastInstant = happened.At };
    }

    /// <summary>Folds events in order.</summary>
    /// <param name="state">The state before them.</param>
    /// <param name="events">The events, oldest first.</param>
    /// <returns>The state after them.</returns>
    public static RoomState Evolve(RoomState state, IEnumerable<RoomEvent> events) => events.Aggregate(state, Evolve);

    /// <summary>The next instant at which something becomes due by itself.</summary>
    /// <param name="state">The room.</param>
    /// <returns>The instant, or <see langword="null"/> when nothing will.</returns>
    public static DateTimeOffset? NextDeadline(RoomState state) => state switch
    {
        WaitlistState waitlist => WaitlistLogic.NextDeadline(waitlist),
        ChatState chat => ChatLogic.NextDeadline(chat),
        JobState job => JobLogic.NextDeadline(job),
        VenueState venue => VenueLogic.NextDeadline(venue),
        _ => throw new UnreachableException(),
    };

    /// <summary>How heavy a state is: the number of things it holds. Compared with a number of events to decide on a checkpoint.</summary>
    /// <param name="state">The room.</param>
    /// <returns>0 or more.</returns>
    public static int Weight(RoomState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Answers.InOrder.Count + state switch
        {
            WaitlistState waitlist => waitlist.Parties.Count + waitlist.Finished.Count,
            ChatState chat => chat.Days.Count + chat.Tokens.Count + chat.Hooks.Count + chat.HookPosts.Count,
            JobState => 1,
            VenueState venue => venue.Devices.Count + venue.Removed.Count + 1,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The room's time for a command that comes now: whole milliseconds, never before the newest event.</summary>
    /// <param name="state">The room, or <see langword="null"/>.</param>
    /// <param name="now">The clock.</param>
    /// <returns>The instant for the events of that command.</returns>
    public static DateTimeOffset InstantFor(RoomState? state, DateTimeOffset now)
    {
        var at = EpochMilliseconds.Truncate(now);
        return state is not null && state.LastInstant > at ? state.LastInstant : at;
    }

    /// <summary>The stored name of a state's kind.</summary>
    /// <param name="state">The room.</param>
    /// <returns>One of <see cref="RoomKinds"/>.</returns>
    public static string KindOf(RoomState state) => state switch
    {
        WaitlistState => RoomKinds.Waitlist,
        ChatState => RoomKinds.Chat,
        JobState => RoomKinds.Job,
        VenueState => RoomKinds.Venue,
        _ => throw new UnreachableException(),
    };

    private static RoomEvent Open(RoomCommand command, DateTimeOffset at) => command switch
    {
        CreateWaitlist create => WaitlistLogic.Open(create, at),
        CreateChat create => ChatLogic.Open(create, at),
        StartJob start => JobLogic.Open(start, at),
        CreateVenue create => VenueLogic.Open(create, at),
        _ => throw new UnreachableException($"{command.GetType().Name} does not open a room."),
    };

    private static Outcome DecideKind(RoomState state, RoomCommand command, DateTimeOffset at) => (state, command) switch
    {
        (_, DeadlinePassed) => Outcome.Accept(Done.Value),
        (WaitlistState waitlist, WaitlistCommand asked) => WaitlistLogic.Decide(waitlist, asked, at),
        (ChatState chat, ChatCommand asked) => ChatLogic.Decide(chat, asked, at),
        (JobState job, JobCommand asked) => JobLogic.Decide(job, asked, at),
        (VenueState venue, VenueCommand asked) => VenueLogic.Decide(venue, asked, at),
        _ => throw new UnreachableException($"{command.GetType().Name} is no command of a {state.GetType().Name}."),
    };

    private static ImmutableArray<RoomEvent> Extend(RoomState state, ResumeService resume, DateTimeOffset at) => state switch
    {
        WaitlistState waitlist => WaitlistLogic.Extend(waitlist, resume, at),
        ChatState or JobState or VenueState => [],
        _ => throw new UnreachableException(),
    };

    private static ImmutableArray<RoomEvent> Due(ref RoomState state, DateTimeOffset at)
    {
        var events = ImmutableArray.CreateBuilder<RoomEvent>();
        while (NextDeadline(state) is { } deadline && deadline <= at)
        {
            var due = state switch
            {
                WaitlistState waitlist => WaitlistLogic.Due(waitlist, deadline, at),
                ChatState chat => ChatLogic.Due(chat, at),
                JobState => JobLogic.Due(at),
                VenueState venue => VenueLogic.Due(venue, at),
                _ => throw new UnreachableException(),
            };
            state = Evolve(state, due);
            events.AddRange(due);
        }

        return events.ToImmutable();
    }

    private static Decision Conclude(
        ImmutableArray<RoomEvent> due, RoomState state, Outcome outcome, CommandKey? key, DateTimeOffset at)
    {
        if (outcome.Error is { } error)
        {
            return new Decision.Rejected(due, state, error);
        }

        var reply = outcome.Reply ?? throw new UnreachableException("An outcome has a reply or an error.");
        var events = due.AddRange(outcome.Events);
        if (key is not null)
        {
            events = events.Add(new CommandAnswered(key.Key, key.Fingerprint, reply) { At = at });
        }

        var after = Evolve(state, events.Skip(due.Length));
        return new Decision.Accepted(events, after, reply, after.Version);
    }
}
