using System.Collections.Immutable;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Storage;

namespace Queue.Server.Rooms;

/// <summary>How rooms are opened: by a code that is drawn, or by an id.</summary>
internal sealed partial class RoomDirectory
{
    private const int CodeAttempts = 16;

    /// <summary>
    /// Opens a waitlist under a new code. A code that is taken is drawn again; a key that opened a room before gives that room,
    /// or a refusal when something else was asked then.
    /// </summary>
    public async Task<(RoomActor? Room, RoomError? Error)> OpenAsync(CreateWaitlist create, CommandKey? key)
    {
        for (var attempt = 0; attempt < CodeAttempts && !stopping; attempt++)
        {
            var decision = RoomLogic.Decide(null, create with { Code = newCode() }, null, services.Time.GetUtcNow());
            var result = AppendResult.Fenced;
            var room = await LoadOnceAsync(create.Id, async () =>
            {
                result = await CommitAsync(OpeningOf(decision.State, decision.Events, key));
                return result == AppendResult.Committed
                    ? Register(new RoomActor(services, new LoadedRoom(decision.State, 1, []), services.Clock.Observe()))
                    : null;
            });
            switch (result)
            {
                case AppendResult.Committed:
                    return (room, null);
                case AppendResult.KeyTaken when await FindCreatedAsync(key) is { } other:
                    return other;
                case AppendResult.KeyTaken or AppendResult.CodeTaken or AppendResult.Fenced:
                    break;
            }
        }

        throw new RoomUnavailableException("No free code was found.");
    }

    /// <summary>
    /// Opens a room that is reached by its id. A key that opened a room before gives that room, or a refusal when something else was
    /// asked then; when the id is taken, and not by this key, there is neither.
    /// </summary>
    public async Task<(RoomActor? Room, RoomError? Error)> OpenAsync(RoomId id, RoomCommand open, CommandKey? key)
    {
        if (await FindCreatedAsync(key) is { } before)
        {
            return before;
        }

        var decision = RoomLogic.Decide(null, open, null, services.Time.GetUtcNow());
        AppendResult? result = null;
        RoomActor? room;
        do
        {
            // Does not run when somebody else just looks for the room, and finds none: then it is tried again.
            room = await LoadOnceAsync(id, async () =>
            {
                result = await CommitAsync(OpeningOf(decision.State, decision.Events, key));
                return result == AppendResult.Committed
                    ? Register(new RoomActor(services, new LoadedRoom(decision.State, 1, []), services.Clock.Observe()))
                    : null;
            });
        }
        while (room is null && result is null);

        return result == AppendResult.Committed ? (room, null) : await FindCreatedAsync(key) ?? (null, null);
    }

    /// <summary>What a key opened before: its room, or a refusal when something else was asked then; <see langword="null"/> for a new key.</summary>
    public async Task<(RoomActor? Room, RoomError? Error)?> FindCreatedAsync(CommandKey? key)
    {
        if (key is null)
        {
            return null;
        }

        var notBefore = services.Time.GetUtcNow() - AnswerBook.Lifetime;
        return await ReadAsync(services.Log.FindCreatedAsync(key.Key, notBefore, CancellationToken.None)) switch
        {
            null => null,
            var found when found.Fingerprint.Equals(key.Fingerprint, StringComparison.Ordinal) => (await FindAsync(found.Id), null),
            _ => (null, RoomErrors.IdempotencyKeyReused),
        };
    }

    private async Task<AppendResult> CommitAsync(Append opening)
    {
        try
        {
            return await services.Committer.CommitAsync(opening);
        }
        catch
        {
            services.Scheduler.Arm(opening.Id, services.Time.GetUtcNow()); // What failed may be stored.
            throw;
        }
    }

    private static Append OpeningOf(RoomState state, ImmutableArray<RoomEvent> events, CommandKey? key) => new()
    {
        Id = state.Id,
        ExpectedVersion = 0,
        Events = events,
        NextDeadline = RoomLogic.NextDeadline(state),
        Opening = Opening.Of(state, key),
    };
}
