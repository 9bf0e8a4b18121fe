using Queue.Core.Waitlist;
using Queue.Server.Events;
using Queue.Server.Rooms;

namespace Queue.Server.Push;

/// <summary>Turns events into alerts that are enqueued; sending is the delivery loop's work. Quick and durable, once an event.</summary>
internal sealed class PushHandler(PushStore store, RoomDirectory directory, EventInstruments instruments, TimeProvider time) : IEventHandler
{
    public string Name => "push";

    public async Task HandleAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancellationToken)
    {
        var events = new List<HandledEvent>(messages.Count);
        foreach (var room in messages.GroupBy(message => message.Room))
        {
            // Who is close is looked up once a room, with its newest event that shortened the line.
            var last = room.LastOrDefault(message => PushNotices.ShortensLine(message.Happened));
            var close = last is null ? [] : await GettingCloseAsync(last);
            events.AddRange(room.Select(message => Handling(message, message == last ? close : [])));
        }

        instruments.Handled(Name, await store.HandleAsync(events));
    }

    private static HandledEvent Handling(EventMessage message, IReadOnlyList<Notice> close)
    {
        var own = PushNotices.Of(message.Happened, message.Version);
        return new HandledEvent(
            message.Id,
            message.Happened.At.ToUnixTimeMilliseconds(),
            own is null ? close : [own, .. close],
            (message.Happened as PartyFinished)?.Party);
    }

    private async Task<IReadOnlyList<Notice>> GettingCloseAsync(EventMessage message) =>
        await directory.FindAsync(message.Room) is { } room && room.Current.State is WaitlistState { Closed: null } state
            ? [.. PushNotices.GettingClose(state, time.GetUtcNow().ToUnixTimeMilliseconds())]
            : [];
}
