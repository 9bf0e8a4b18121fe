using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>What is particular about one command's request.</summary>
internal sealed record ChatRequest
{
    public required ChatRight Right { get; init; }

    public int MaxBytes { get; init; } = JsonBody.MaxBytes;

    /// <summary>No body counts as an empty object.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Makes the command from the body, or the problem to answer.</summary>
    public required Func<JsonBody, (ChatCommand? Command, Problem? Problem)> Read { get; init; }

    /// <summary>Writes the answer to an accepted command.</summary>
    public required Func<HttpContext, ChatCommand, RoomAnswer, Task> Respond { get; init; }
}

/// <summary>The way of every command to a chat room: credential, body, allowance, room, answer.</summary>
internal sealed class ChatCommandRequest(ChatGate gate, RoomDirectory directory, RateLimits limits)
{
    public async Task HandleAsync(HttpContext context, string id, ChatRequest request)
    {
        if (await TryHandleAsync(context, id, request) is { } problem)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync(HttpContext context, string id, ChatRequest request)
    {
        var (access, refused) = await gate.FindAsync(context, id, request.Right);
        if (access is null)
        {
            return refused;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, "Invalid JSON", request.MayBeEmpty, request.MaxBytes);
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

    private async Task<Problem?> SendAsync(HttpContext context, ChatAccess access, ChatRequest request, ChatCommand command, CommandKey? key)
    {
        if (command is PostMessage or PublishNotification && !IsKnown(access, key) && await TakeAsync(context, access) is { } wait)
        {
            return Problem.RateLimitExceeded(wait);
        }

        // A client that goes away stops waiting; what it asked is still decided and stored.
        var answer = await directory.AskAsync(access.Room, command, key).WaitAsync(context.RequestAborted);
        if (answer.Error is { } error)
        {
            return error == RoomErrors.RoomDeleted ? Problem.RoomNotFound : Problem.Of(error);
        }

        await request.Respond(context, command, answer);
        return null;
    }

    // Who repeats an answered request need not be admitted again.
    private static bool IsKnown(ChatAccess access, CommandKey? key) =>
        key is not null && ((ChatSnapshot)access.Room.Current).Chat is var state && state.Answers.Find(key.Key, state.LastInstant) is not null;

    private ValueTask<TimeSpan?> TakeAsync(HttpContext context, ChatAccess access) => access.Standing switch
    {
        ChatStanding.Owner => limits.TakeAsync(Rate.OwnerMessages, access.Credential, default),
        ChatStanding.Token => limits.TakeAsync(Rate.Messages, access.Credential, default),
        ChatStanding.Anybody => limits.TakeAsync(Rate.AnonymousMessages, RateLimits.AddressOf(context), default),
    };
}
