using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>
/// Venues and their evenings. A venue's code leads to the newest evening alone: an older one may be in memory too, as somebody looks at how it
/// ended, but is never found by the code again.
/// </summary>
internal sealed partial class RoomDirectory
{
    /// <summary>
    /// Opens a venue under a new code. <paramref name="slug"/> gives the slug to try, by how many were taken already; without another one
    /// there is neither a room nor an error. A key that opened a room before gives that room, or a refusal when something else was asked then.
    /// </summary>
    public async Task<(RoomActor? Room, RoomError? Error)> OpenAsync(CreateVenue create, Func<int, string?> slug, CommandKey? key)
    {
        var taken = 0;
        for (var attempt = 0; attempt < CodeAttempts && !stopping && slug(taken) is { } next; attempt++)
        {
            var decision = RoomLogic.Decide(null, create with { Code = newCode(), Slug = next }, null, services.Time.GetUtcNow());
            var result = AppendResult.Fenced;
            var room = await LoadOnceAsync(create.Id, async () =>
            {
                result = await CommitAsync(OpeningOf(decision.State, decision.Events, key));
                return result == AppendResult.Committed
                    ? Register(new RoomActor(services, new LoadedRoom(decision.State, 1, []), services.Clock.Observe()))
                    : null;
            });
            if (result == AppendResult.Committed)
            {
                return (room, null);
            }

            if (result == AppendResult.KeyTaken && await FindCreatedAsync(key) is { } other)
            {
                return other;
            }

            taken += result == AppendResult.SlugTaken ? 1 : 0;
        }

        return slug(taken) is null ? (null, null) : throw new RoomUnavailableException("No free code was found.");
    }

    /// <summary>Opens an evening of a venue, so that the venue's code leads to it; gives the one that is there when it was opened before.</summary>
    public async Task<RoomActor> OpenEveningAsync(CreateWaitlist create)
    {
        var evening = create.Venue ?? throw new ArgumentException("Not an evening of a venue.", nameof(create));
        AppendResult? result = null;
        while (result is null)
        {
            if (await FindAsync(create.Id) is { } known)
            {
                return known;
            }

            // Does not run when somebody else just looks for the room, and finds none: then it is tried again.
            var decision = RoomLogic.Decide(null, create, null, services.Time.GetUtcNow());
            var opened = await LoadOnceAsync(create.Id, async () =>
            {
                result = await CommitAsync(OpeningOf(decision.State, decision.Events, null));
                return result == AppendResult.Committed
                    ? await RegisterAsync(
                        (WaitlistState)decision.State, evening, new LoadedRoom(decision.State, 1, []), services.Clock.Observe())
                    : null;
            });
            if (opened is not null)
            {
                return opened;
            }
        }

        return await FindAsync(create.Id) ?? throw new RoomUnavailableException("The evening cannot take over its venue's code.");
    }

    /// <summary>The code of a venue that has ended leads to no room in memory any more.</summary>
    public void Release(RoomCode code) => byCode.TryRemove(code, out _);

    /// <summary>A room is the one that its code leads to.</summary>
    public async ValueTask<bool> IsLedToAsync(RoomActor room) =>
        room.Current.State is not WaitlistState { Venue: not null } queue
        || (byCode.TryGetValue(queue.Code, out var held) && held == room)
        || await ReadAsync(services.Log.FindRoomAsync(queue.Code, CancellationToken.None)) == room.Id;

    private async Task<RoomActor> RegisterAsync(WaitlistState queue, VenueEvening evening, LoadedRoom loaded, Grace graceGiven)
    {
        var venue = await HoldAsync(evening.Venue);
        try
        {
            var isNewest = await ReadAsync(services.Log.FindRoomAsync(queue.Code, CancellationToken.None)) == queue.Id;
            var room = new RoomActor(services, loaded, graceGiven) { Venue = venue };
            byId[room.Id] = room;
            if (isNewest)
            {
                // A later evening may have been opened since the log was asked.
                byCode.AddOrUpdate(queue.Code, room, (_, held) => NumberOf(held) > evening.Number ? held : room);
            }

            services.Changed?.Invoke(room.Current.State);
            return room;
        }
        catch
        {
            venue.Release();
            throw;
        }
    }

    private async Task<RoomActor> HoldAsync(RoomId id)
    {
        while (await FindAsync(id) is { } room)
        {
            if (room.TryHold())
            {
                return room;
            }

            await room.Gone;
        }

        throw new RoomUnavailableException("The venue of an evening is not in the event log.");
    }

    private static int NumberOf(RoomActor room) => (room.Current.State as WaitlistState)?.Venue?.Number ?? 0;
}
