using Queue.Core.Rooms;
using Queue.Server.Http;
using Queue.Server.Keys;

namespace Queue.Server.Endpoints.Keys;

/// <summary>A request of a program that opens a room of its own.</summary>
/// <param name="Key">The API key it showed.</param>
/// <param name="Body">What it sent.</param>
/// <param name="Command">Makes a repeat recognisable, if it gave an Idempotency-Key; no other owner's equals it.</param>
internal sealed record OwnerRequest(ApiKey Key, JsonBody Body, CommandKey? Command);

/// <summary>The way of such a request: key, body, then what it asks for.</summary>
internal sealed class OwnerRequests(KeyCredential credential)
{
    /// <summary>Answers, or writes the problem that <paramref name="open"/> or the way to it gives.</summary>
    public async Task HandleAsync<T>(HttpContext context, Func<OwnerRequest, (T? Command, Problem? Problem)> read, Func<OwnerRequest, T, Task<Problem?>> open)
        where T : RoomCommand
    {
        if (await TryHandleAsync(context, read, open) is { } problem)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync<T>(
        HttpContext context, Func<OwnerRequest, (T? Command, Problem? Problem)> read, Func<OwnerRequest, T, Task<Problem?>> open)
        where T : RoomCommand
    {
        var (key, refused) = credential.Require(context);
        if (key is null)
        {
            return refused;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, "Invalid JSON", mayBeEmpty: false);
        if (body is null)
        {
            return unreadable;
        }

        using (body)
        {
            var (repeatable, unusable) = IdempotencyKeyHeader.Read(context, body, key.Subject);
            var request = new OwnerRequest(key, body, repeatable?.Of(key.Owner));
            var (command, invalid) = read(request);
            return command is null || unusable is not null ? invalid ?? unusable : await open(request, command);
        }
    }
}
