using Queue.Core.Rooms;
using Queue.Server.Http;
using Queue.Server.Push;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// A browser wants to be told no more of a room. Its endpoint, which nobody else knows, is credential enough: also who may not read the room
/// any more can do this.
/// </summary>
internal static class UnsubscribeRoomPush
{
    private const string Invalid = "endpoint is required";

    internal sealed record Request(string Endpoint);

    public static async Task HandleAsync(HttpContext context, string id, PushStore store)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, Invalid, mayBeEmpty: false);
        using (body)
        {
            string? endpoint = null;
            problem ??= body?.OnlyFields("endpoint") ?? body?.Text("endpoint", Invalid, out endpoint);
            problem ??= string.IsNullOrEmpty(endpoint) ? Problem.Field("endpoint", Invalid) : null;
            if (problem is not null)
            {
                await problem.WriteAsync(context);
                return;
            }

            if (RoomId.TryParse(id, out var room))
            {
                await store.RemoveAsync(PushTarget.Of(room).Value, endpoint ?? "");
            }

            await context.Response.WriteAsync("ok", context.RequestAborted);
        }
    }
}
