using System.Collections.Immutable;

namespace Queue.Core.Rooms;

/// <summary>What a room makes of a command: events to store, and an answer or a refusal. Accepted or rejected, nothing else.</summary>
public abstract record Decision
{
    private Decision(ImmutableArray<RoomEvent> events, RoomState state)
    {
        Events = events;
        State = state;
    }

    /// <summary>
    /// The events to store, in order. A rejection carries only what had become due anyway, which happens with or without the
    /// command.
    /// </summary>
    public ImmutableArray<RoomEvent> Events { get; }

    /// <summary>The state after <see cref="Events"/>. Nobody may see it before they are stored.</summary>
    public RoomState State { get; }

    /// <summary>The command was accepted.</summary>
    public sealed record Accepted : Decision
    {
        internal Accepted(ImmutableArray<RoomEvent> events, RoomState state, RoomReply reply, long version)
            : base(events, state)
        {
            Reply = reply;
            Version = version;
        }

        /// <summary>The answer.</summary>
        public RoomReply Reply { get; }

        /// <summary>The version this answer belongs to: the new one, or for a repeated command the one of its first answer.</summary>
        public long Version { get; }
    }

    /// <summary>The command was refused; it had no effect.</summary>
    public sealed record Rejected : Decision
    {
        internal Rejected(ImmutableArray<RoomEvent> due, RoomState state, RoomError error)
            : base(due, state) => Error = error;

        /// <summary>Why.</summary>
        public RoomError Error { get; }
    }
}

/// <summary>What one kind of room says to a command, before due events and kept answers are put around it.</summary>
internal readonly record struct Outcome(ImmutableArray<RoomEvent> Events, RoomReply? Reply, RoomError? Error)
{
    public static Outcome Accept(RoomReply reply, params ReadOnlySpan<RoomEvent> events) => new([.. events], reply, null);

    public static Outcome Accept(RoomReply reply, ImmutableArray<RoomEvent> events) => new(events, reply, null);

    public static implicit operator Outcome(RoomError error) => new([], null, error);
}
