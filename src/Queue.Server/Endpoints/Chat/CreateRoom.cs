using System.Security.Cryptography;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Opens a chat room.</summary>
internal sealed class CreateRoom(RoomDirectory directory, KeyCredential credential, RateLimits limits, RoomPresence presence, TimeProvider time)
{
    internal sealed record Request(string Name, bool? PublicRead, bool? AnonymousWrite, int? KeepMessages, int? KeepDays);

    public static async Task HandleAsync(HttpContext context, CreateRoom endpoint)
    {
        if (await endpoint.TryHandleAsync(context) is { } problem)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync(HttpContext context)
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
            var (create, invalid) = Read(body, key.Owner);
            var (command, unusable) = IdempotencyKeyHeader.Read(context, body, key.Subject);
            return create is null || unusable is not null
                ? invalid ?? unusable
                : await OpenAsync(context, create, command?.Of(key.Owner), key);
        }
    }

    private async Task<Problem?> OpenAsync(HttpContext context, CreateChat create, CommandKey? command, ApiKey key)
    {
        if (await directory.FindCreatedAsync(command) is null && await limits.TakeAsync(Rate.Rooms, key.Subject, default) is { } wait)
        {
            return Problem.RateLimitExceeded(wait);
        }

        var (room, error) = await directory.OpenAsync(create.Id, create, command);
        if (room is not { Current: ChatSnapshot { Chat.Deleted: false } snapshot })
        {
            return error is null ? Problem.RoomNotFound : Problem.Of(error);
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/api/rooms/{room.Id}";
        var reply = RoomReply.Of(snapshot.Chat, presence.Of(room.Id), time.GetUtcNow());
        await WaitlistReply.WriteAsync(context, new RoomAnswer(Done.Value, null, 1, snapshot), reply, RoomReplyJson.Wire.RoomReply);
        return null;
    }

    // Fields that are not known are ignored: clients of before send some.
    private static (CreateChat? Create, Problem? Problem) Read(JsonBody body, OwnerId owner)
    {
        var (fields, problem) = RoomFields.Change(body);
        return fields is null ? (null, problem)
            : fields.Name is null ? (null, Problem.Field("name", "name is required"))
            : (new CreateChat(RoomId.From(RandomNumberGenerator.GetBytes(RoomId.Length / 2)), owner, fields.Name, fields.ApplyTo(new ChatOptions())), null);
    }
}
