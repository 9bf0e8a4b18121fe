using System.Security.Cryptography;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Opens a chat room.</summary>
internal sealed class CreateRoom(RoomDirectory directory, RateLimits limits, RoomPresence presence, TimeProvider time)
{
    internal sealed record Request(string Name, bool? PublicRead, bool? AnonymousWrite, int? KeepMessages, int? KeepDays);

    public static Task HandleAsync(HttpContext context, OwnerRequests requests, CreateRoom endpoint) =>
        requests.HandleAsync(context, Read, (request, create) => endpoint.OpenAsync(context, request, create));

    private async Task<Problem?> OpenAsync(HttpContext context, OwnerRequest request, CreateChat create)
    {
        if (await directory.FindCreatedAsync(request.Command) is null && await limits.TakeAsync(Rate.Rooms, request.Key.Subject, default) is { } wait)
        {
            return Problem.RateLimitExceeded(wait);
        }

        var (room, error) = await directory.OpenAsync(create.Id, create, request.Command);
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
    private static (CreateChat? Create, Problem? Problem) Read(OwnerRequest request)
    {
        var (fields, problem) = RoomFields.Change(request.Body);
        return fields is null ? (null, problem)
            : fields.Name is null ? (null, Problem.Field("name", "name is required"))
            : (new CreateChat(RoomId.From(RandomNumberGenerator.GetBytes(RoomId.Length / 2)), request.Key.Owner, fields.Name, fields.ApplyTo(new ChatOptions())), null);
    }
}
