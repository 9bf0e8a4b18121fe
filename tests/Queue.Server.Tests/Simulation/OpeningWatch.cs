using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;

namespace Queue.Server.Tests.Simulation;

/// <summary>Knows what keyed creates were answered with: one room a key, the same for every request, and a refusal for another body.</summary>
internal sealed class OpeningWatch(SimulatedDisk disk)
{
    private readonly Dictionary<string, List<RoomId>> sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (RoomId Id, RoomCode Code, string Body)> opened = new(StringComparer.Ordinal);

    /// <summary>A request left; would it open a room, the room had this id.</summary>
    public void Sent(CommandKey key, RoomId id)
    {
        sent.TryAdd(key.Key, []);
        sent[key.Key].Add(id);
    }

    public void Answered(CommandKey key, RoomActor? room, RoomError? error)
    {
        var stored = disk.FindCreated(key.Key);
        Assert.True(stored is not null, "I1: a create was answered that is not stored");
        if (room is null)
        {
            Assert.Equal(RoomErrors.IdempotencyKeyReused, error);
            Assert.False(stored.Fingerprint.Equals(key.Fingerprint, StringComparison.Ordinal), "I3: a repeated create was refused");
            return;
        }

        var state = (WaitlistState)room.Current.State;
        var answer = (room.Id, state.Code, state.EventName);
        opened.TryAdd(key.Key, answer);
        Assert.Equal(opened[key.Key], answer);
        Assert.Equal((stored.Id, disk.Find(state.Code), key.Fingerprint), (room.Id, room.Id, state.EventName));
    }

    /// <summary>What must hold of the disk when all is over: no key has a second room.</summary>
    public void CheckDisk()
    {
        foreach (var (key, ids) in sent)
        {
            var stored = ids.Where(disk.Rooms.Contains).ToList();
            Assert.True(stored.Count <= 1, "I3: a create took effect twice");
            Assert.Equal(disk.FindCreated(key)?.Id, stored.Cast<RoomId?>().SingleOrDefault());
            Assert.True(!opened.TryGetValue(key, out var answer) || stored.Contains(answer.Id), "I1: an acknowledged room is not stored");
        }
    }
}
