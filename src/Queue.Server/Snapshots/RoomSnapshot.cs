using System.Diagnostics;
using Microsoft.Extensions.Primitives;
using Queue.Core.Chat;
using Queue.Core.Jobs;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Snapshots;

/// <summary>
/// A room as everybody may see it: one committed version, immutable. Published only after its commit, so no reader is ever ahead of
/// the disk. The signal belongs to the snapshot itself: who still looks at this one cannot miss the next.
/// </summary>
internal abstract class RoomSnapshot
{
    // Under one code the versions of a later evening come after all of an earlier one: whoever follows the code goes forward only. A
    // browser's numbers hold this for nine million evenings.
    private const long VersionsOfAnEvening = 1_000_000_000;

    private readonly long earlier;
    private readonly TaskCompletionSource superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected RoomSnapshot(RoomState state, int epoch)
    {
        State = state;
        Epoch = epoch;
        earlier = state is WaitlistState { Venue: { } evening } ? evening.Number * VersionsOfAnEvening : 0;
        VersionHeader = VersionText(state.Version);
    }

    public RoomState State { get; }

    public long Version => State.Version;

    public int Epoch { get; }

    /// <summary>The version as processes compare it.</summary>
    public SnapshotVersion SharedVersion => new(Epoch, earlier + Version);

    /// <summary>The header <c>Queue-Version</c>.</summary>
    public StringValues VersionHeader { get; }

    /// <summary>Completes when a newer version was published.</summary>
    public Task Superseded => superseded.Task;

    /// <summary>A version of this room as the header says it.</summary>
    public string VersionText(long version) => new SnapshotVersion(Epoch, earlier + version).ToString();

    /// <summary>What answers about this room depend on besides its address, so that no cache mixes them up.</summary>
    public abstract StringValues Vary { get; }

    /// <summary>The view of an audience; <see langword="null"/> when there is none.</summary>
    public abstract RenderedView? View(Audience audience);

    /// <summary>What to say to an audience that has no view.</summary>
    public abstract Problem Missing { get; }

    /// <param name="state">The room.</param>
    /// <param name="epoch">The log's epoch.</param>
    /// <param name="newest">The newest items of a chat room.</param>
    public static RoomSnapshot Of(RoomState state, int epoch, IReadOnlyList<ChatItem>? newest = null) => state switch
    {
        JobState job => new JobSnapshot(job, epoch),
        WaitlistState waitlist => new WaitlistSnapshot(waitlist, epoch),
        VenueState venue => new VenueSnapshot(venue, epoch),
        ChatState chat => new ChatSnapshot(chat, epoch, ItemRing.Of(chat.Id, newest ?? [])),
        _ => throw new UnreachableException(),
    };

    /// <summary>The room at a later version, after what happened since.</summary>
    public virtual RoomSnapshot Next(RoomState state, IEnumerable<RoomEvent> happened) => Of(state, Epoch);

    public void Supersede() => superseded.TrySetResult();
}
