using System.Globalization;
using Queue.Server.Http;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// What was said in a room, in order: after a cursor, before one, or the newest. The headers say how far the answer reaches, also when
/// items of some senders were left out: who goes on from <c>Queue-Last-Seq</c> misses nothing.
/// </summary>
internal sealed class GetItems(ChatGate gate, ChatHistory history)
{
    public static Task HandleAsync(HttpContext context, string id, GetItems endpoint) => endpoint.HandleAsync(context, id);

    private async Task HandleAsync(HttpContext context, string id)
    {
        var (access, problem) = await gate.FindAsync(context, id, ChatRight.Read);
        if (access is not { Room.Current: ChatSnapshot snapshot })
        {
            await (problem ?? Problem.RoomNotFound).WriteAsync(context);
            return;
        }

        var (query, invalid) = await ItemQuery.ReadAsync(context, snapshot.Chat, history);
        if (query is null)
        {
            await (invalid ?? Problem.RoomNotFound).WriteAsync(context);
            return;
        }

        var page = await history.ReadAsync(snapshot, query.Range, context.RequestAborted);
        var headers = context.Response.Headers;
        headers["Queue-Has-More"] = page.HasMore ? "true" : "false";
        headers["Queue-First-Seq"] = page.From.ToString(CultureInfo.InvariantCulture);
        headers["Queue-Last-Seq"] = page.To.ToString(CultureInfo.InvariantCulture);
        headers["Queue-Version"] = snapshot.VersionHeader;
        headers.Vary = snapshot.Vary;
        await ItemReply.WriteAsync(context, [.. page.Items.Where(query.Takes)]);
    }
}
