using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Simulation;

/// <summary>What survives a crash: events and checkpoints as bytes, exactly as a database would give them back.</summary>
internal sealed class SimulatedDisk
{
    private readonly Dictionary<RoomId, Room> rooms = [];
    private readonly Dictionary<RoomCode, RoomId> codes = [];
    private readonly Dictionary<string, CreatedRoom> keys = new(StringComparer.Ordinal);

    public IReadOnlyCollection<RoomId> Rooms => rooms.Keys;

    public DateTimeOffset? LastAlive { get; set; }

    public long VersionOf(RoomId id) => rooms.TryGetValue(id, out var room) ? room.Events.Count : 0;

    public IReadOnlyList<RoomEvent> EventsOf(RoomId id) => EventsAfter(rooms[id], 0);

    public RoomId? Find(RoomCode code) => codes.TryGetValue(code, out var id) ? id : null;

    public CreatedRoom? FindCreated(string key) => keys.GetValueOrDefault(key);

    public StoredRoom? Load(RoomId id)
    {
        if (!rooms.TryGetValue(id, out var room))
        {
            return null;
        }

        var (after, state) = room.Checkpoint;
        return new StoredRoom(room.Events.Count, state is null ? null : RoomJson.ReadState(state), EventsAfter(room, after));
    }

    public IReadOnlyList<RoomId> Owned(OwnerId owner, string kind) =>
        [.. rooms.Where(room => room.Value.Owner == owner && string.Equals(room.Value.Kind, kind, StringComparison.Ordinal)).Select(room => room.Key)];

    public IReadOnlyList<ChatItem> ReadItems(RoomId id, ItemRange range)
    {
        var items = rooms.TryGetValue(id, out var room) ? EventsAfter(room, 0).OfType<ChatItem>() : [];
        var inside = items.Where(item => item.Seq > (range.AfterSeq ?? -1) && item.Seq < (range.BeforeSeq ?? long.MaxValue));
        return range.AfterSeq is null ? [.. inside.TakeLast(range.Most)] : [.. inside.Take(range.Most)];
    }

    public IReadOnlyList<DueRoom> Due(DateTimeOffset until) =>
        [.. rooms.Where(room => room.Value.NextDeadline <= until)
            .Select(room => new DueRoom(room.Key, room.Value.NextDeadline!.Value)).OrderBy(due => due.At)];

    public AppendResult Apply(Append append)
    {
        if (append.ForgottenUntil is not null && append.Checkpoint is null)
        {
            throw new InvalidOperationException("A room that forgets needs a checkpoint to be read again.");
        }

        if (append.Opening is { } opening && Claim(opening, append.Id) is { } refused)
        {
            return refused;
        }

        var room = rooms[append.Id];
        if (room.Events.Count != append.ExpectedVersion)
        {
            return AppendResult.Fenced;
        }

        room.Events.AddRange(append.Events.Select(happened =>
            (RoomJson.WriteEvent(happened), RoomJson.WritePersonal(happened.Personal) ?? [])));
        room.NextDeadline = append.NextDeadline;
        room.Forget(append.ForgottenUntil ?? 0);
        room.Owner = append.Disowns ? null : room.Owner;
        room.Checkpoint = append.Checkpoint is null ? room.Checkpoint : (append.Version, RoomJson.WriteState(append.Checkpoint));
        return AppendResult.Committed;
    }

    private AppendResult? Claim(Opening opening, RoomId id)
    {
        if (opening.Key is { } taken && keys.ContainsKey(taken.Key))
        {
            return AppendResult.KeyTaken;
        }

        if (opening.IdIsChosen && rooms.ContainsKey(id))
        {
            return AppendResult.RoomTaken;
        }

        if (opening.Code is { } code && !codes.TryAdd(code, id))
        {
            return AppendResult.CodeTaken;
        }

        if (opening.Key is { } key)
        {
            keys[key.Key] = new CreatedRoom(id, key.Fingerprint);
        }

        rooms[id] = new Room { Kind = opening.Kind, Owner = opening.Owner };
        return null;
    }

    private static IReadOnlyList<RoomEvent> EventsAfter(Room room, long version) =>
        [.. room.Events.Skip((int)version).Where(stored => stored.Data.Length > 0).Select(stored => RoomJson.ReadEvent(stored.Data, stored.Personal))];

    private sealed class Room
    {
        public List<(byte[] Data, byte[] Personal)> Events { get; } = [];

        public required string Kind { get; init; }

        public OwnerId? Owner { get; set; }

        public DateTimeOffset? NextDeadline { get; set; }

        public (long Version, byte[]? State) Checkpoint { get; set; }

        /// <summary>Leaves a hole where an item was, as versions count on.</summary>
        public void Forget(long untilSeq)
        {
            for (var i = 0; untilSeq > 0 && i < Events.Count; i++)
            {
                if (Events[i].Data.Length > 0 && RoomJson.ReadEvent(Events[i].Data, []) is ChatItem item && item.Seq <= untilSeq)
                {
                    Events[i] = ([], []);
                }
            }
        }
    }
}
