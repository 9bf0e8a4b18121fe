using Queue.Core.Chat;
using Queue.Core.Waitlist;
using Queue.Server.Events;
using Queue.Server.Rooms;

namespace Queue.Server.Push;

/// <summary>Turns events into alerts that are enqueued; sending is the delivery loop's work. Quick and durable, once an event.</summary>
internal sealed class PushHandler(
    PushStore store, RoomDirectory directory, EventInstruments instruments, TimeProvider time, ILogger<PushHandler> logger) : IEventHandler
{
    public string Name => HandlerNames.Push;

    public async Task HandleAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken)
    {
        var events = new List<HandledEvent>(messages.Count);
        foreach (var room in messages.GroupBy(message => message.Room))
        {
            // Who is close is looked up once a room, with its newest event that shortened the line. The newest by version, wherever it
            // stands: the last one here may be an old one that came again, and what goes with such a one is dropped.
            var last = room.Where(message => PushNotices.ShortensLine(message.Happened)).MaxBy(message => message.Version);
            foreach (var message in room)
            {
                events.Add(Handling(message, message == last ? await GettingCloseAsync(message) : await AnnouncingAsync(message)));
            }
        }

        instruments.Handled(Name, await store.HandleAsync(events));
    }

    private HandledEvent Handling(EventMessage message, IReadOnlyList<Notice> others) => new(
        message.Id,
        message.Version,
        message.Happened.At.ToUnixTimeMilliseconds(),
        SetAside(message, () => PushNotices.Of(message.Room, message.Happened, message.Version)) is { } own ? [own, .. others] : others)
    {
        Ended = message.Happened switch
        {
            PartyFinished e => PushTarget.Of(e.Party),
            PartyReverted { Effect: UndoEffect.EndedAgain or UndoEffect.Removed } e => PushTarget.Of(e.Party),
            ChatDeleted => PushTarget.Of(message.Room),
            _ => null,
        },
        Restored = message.Happened switch
        {
            PartyRestored e => PushTarget.Of(e.Party),
            PartyReverted { Effect: UndoEffect.Restored } e => PushTarget.Of(e.Party),
            _ => null,
        },
    };

    private async Task<IReadOnlyList<Notice>> AnnouncingAsync(EventMessage message) =>
        message.Happened is Announced told && await CurrentAsync(message) is { } state
            ? SetAside(message, () => PushNotices.Announcing(state, told, message.Version).ToList()) ?? []
            : [];

    private async Task<IReadOnlyList<Notice>> GettingCloseAsync(EventMessage message) =>
        await CurrentAsync(message) is { } state
            ? SetAside(message, () => PushNotices.GettingClose(state, time.GetUtcNow().ToUnixTimeMilliseconds()).ToList()) ?? []
            : [];

    // The open waitlist of an event, not before that event.
    private async Task<WaitlistState?> CurrentAsync(EventMessage message)
    {
        if (await directory.FindAsync(message.Room) is not { } room)
        {
            return null;
        }

        // An event can be faster here than its room shows it; then the room is asked to take one step first.
        if (room.Current.State.Version < message.Version)
        {
            await directory.WakeAsync(message.Room);
            room = await directory.FindAsync(message.Room) ?? room;
        }

        return room.Current.State is WaitlistState { Closed: null } state ? state : null;
    }

    // What fails on an event would fail for ever; the other alerts go on.
    private T? SetAside<T>(EventMessage message, Func<T?> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (Exception e)
        {
            logger.AlertSetAside(e, message.Id);
            instruments.SetAside(Name);
            return null;
        }
    }
}

internal static partial class PushHandlerLog
{
    [LoggerMessage(4003, LogLevel.Error, "Nobody is told of event {Message}: its alert could not be made")]
    public static partial void AlertSetAside(this ILogger logger, Exception exception, string message);
}
