using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Venues;

namespace Queue.Server.Endpoints.Venues;

/// <summary>What is particular about one command's request.</summary>
internal sealed record VenueRequest
{
    public VenueRight Right { get; init; } = VenueRight.Own;

    /// <summary>No body counts as an empty object.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Makes the command from the body, or the problem to answer.</summary>
    public required Func<JsonBody, (VenueCommand? Command, Problem? Problem)> Read { get; init; }

    /// <summary>What must be done before the venue is asked.</summary>
    public Func<VenueAccess, VenueCommand, Task<Problem?>>? Prepare { get; init; }

    /// <summary>Writes the answer to an accepted command.</summary>
    public required Func<HttpContext, VenueAccess, RoomAnswer, Task> Respond { get; init; }
}

/// <summary>The way of every command to a venue: credential, body, room, and what follows for its evenings; then the answer.</summary>
internal sealed class VenueCommandRequest(VenueGate gate, RoomDirectory directory, VenueKeeper keeper)
{
    public async Task HandleAsync(HttpContext context, string id, VenueRequest request)
    {
        if (await TryHandleAsync(context, id, request) is { } problem)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync(HttpContext context, string id, VenueRequest request)
    {
        var (access, refused) = await gate.FindAsync(context, id, request.Right);
        if (access is null)
        {
            return refused;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, "Invalid JSON", request.MayBeEmpty);
        if (body is null)
        {
            return unreadable;
        }

        using (body)
        {
            var (command, invalid) = request.Read(body);
            var (key, unusable) = IdempotencyKeyHeader.Read(context, body, access.Credential);
            return command is null || unusable is not null
                ? invalid ?? unusable
                : await SendAsync(context, access, request, command, key);
        }
    }

    private async Task<Problem?> SendAsync(HttpContext context, VenueAccess access, VenueRequest request, VenueCommand command, CommandKey? key)
    {
        if (request.Prepare is { } prepare && await prepare(access, command) is { } unprepared)
        {
            return unprepared;
        }

        // A client that goes away stops waiting; what it asked is still decided and stored.
        var answer = await directory.AskAsync(access.Room, command with { Device = access.Device?.Id }, key).WaitAsync(context.RequestAborted);
        if (answer.Error is { } error)
        {
            return error == RoomErrors.VenueEnded ? Problem.VenueNotFound : Problem.Of(error);
        }

        await keeper.SettleAsync(access.Room.Id);
        await request.Respond(context, access, answer);
        return null;
    }
}
