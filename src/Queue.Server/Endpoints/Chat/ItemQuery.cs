using System.Globalization;
using Queue.Core.Chat;
using Queue.Server.Http;
using Queue.Server.Snapshots;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Chat;

/// <summary>What a client asks to read of a room.</summary>
/// <param name="Range">Which items.</param>
/// <param name="Exclude">Messages of this sender are left out.</param>
/// <param name="Only">Only messages of such senders.</param>
internal sealed record ItemQuery(ItemRange Range, string? Exclude, SenderType? Only)
{
    private const int Most = 500;

    public bool Takes(RenderedItem item) =>
        (Exclude is null || !string.Equals(item.Sender, Exclude, StringComparison.Ordinal)) && (Only is null || item.SenderType == Only);

    /// <summary>Reads the query. A cursor that does not continue in this room is told as such, never answered by nothing.</summary>
    public static async ValueTask<(ItemQuery? Query, Problem? Problem)> ReadAsync(HttpContext context, ChatState room, ChatHistory history)
    {
        long? after = null, before = null, limit = null;
        SenderType? only = null;
        var problem = Cursor(context, out after)
            ?? Number(context, "before_seq", long.MaxValue, out before)
            ?? Number(context, "limit", Most, out limit)
            ?? (limit is 0 ? Problem.Field("limit", "limit must be a whole number between 1 and 500") : null)
            ?? Sender(context, out only);
        if (problem is not null)
        {
            return (null, problem);
        }

        if (after is null && Text(context, "after") is { } id)
        {
            after = Guid.TryParse(id, out var message) ? await history.FindAsync(room, message, context.RequestAborted) : null;
            problem = after is null ? ResyncOf(room) : null;
        }

        problem ??= Check(room, after) ?? (before > room.LastSeq + 1 ? ResyncOf(room) : null);
        return problem is null
            ? (new ItemQuery(new ItemRange(after, before, (int)(limit ?? Most)), Text(context, "exclude"), only), null)
            : (null, problem);
    }

    /// <summary>The number up to which a client has all, when it says so. <c>since_seq</c> is how clients of before call it.</summary>
    public static Problem? Cursor(HttpContext context, out long? after) =>
        Number(context, "after_seq", long.MaxValue, out after) ?? (after is null ? Number(context, "since_seq", long.MaxValue, out after) : null);

    /// <summary>Tells whether all that came after a cursor is there.</summary>
    public static Problem? Check(ChatState room, long? after) => after < room.FirstSeq - 1 || after > room.LastSeq ? ResyncOf(room) : null;

    private static Problem ResyncOf(ChatState room) => Problem.Resync(room.FirstSeq, room.LastSeq);

    private static Problem? Number(HttpContext context, string name, long most, out long? value)
    {
        var text = Text(context, name);
        value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
        return text is null || value is not null ? null : Problem.Field(name, most == long.MaxValue
            ? $"{name} must be a whole number"
            : string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number between 1 and {most}"));
    }

    private static Problem? Sender(HttpContext context, out SenderType? only)
    {
        only = null;
        if (Text(context, "sender_type") is not { } text)
        {
            return null;
        }

        if (!RoomFields.TryParse(text, out var type))
        {
            return Problem.Field("sender_type", "sender_type must be human, agent or system");
        }

        only = type;
        return null;
    }

    private static string? Text(HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
}
