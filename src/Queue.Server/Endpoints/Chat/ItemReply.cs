using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Writes items that are rendered already.</summary>
internal static class ItemReply
{
    public static Task WriteAsync(HttpContext context, RoomAnswer answer, RenderedItem item)
    {
        context.Response.Headers["Queue-Version"] = answer.Snapshot.VersionText(answer.Version);
        return WriteAsync(context, item.Json);
    }

    /// <summary>A list of items, none of which is rendered again.</summary>
    public static Task WriteAsync(HttpContext context, IReadOnlyList<RenderedItem> items) => WriteAsync(context, ListOf(items));

    private static byte[] ListOf(IReadOnlyList<RenderedItem> items)
    {
        using var body = new MemoryStream(items.Sum(item => item.Json.Length + 1) + 2);
        body.WriteByte((byte)'[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(items[i].Json);
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    private static Task WriteAsync(HttpContext context, byte[] json)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }
}
