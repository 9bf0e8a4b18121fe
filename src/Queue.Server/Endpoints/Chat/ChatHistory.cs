using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Some items in a row, and which numbers they were looked for under.</summary>
/// <param name="Items">What there is.</param>
/// <param name="From">The first number.</param>
/// <param name="To">The last one; one less than the first when there are none.</param>
/// <param name="HasMore">There are more in the direction in which they were read.</param>
internal sealed record ItemPage(IReadOnlyList<RenderedItem> Items, long From, long To, bool HasMore)
{
    /// <summary>None was forgotten between asking and reading.</summary>
    public bool IsWhole => Items.Count == To - From + 1;
}

/// <summary>Reads what was said: the newest from memory, older from the log.</summary>
internal sealed class ChatHistory(IEventLog log)
{
    private const int Chunk = 500;
    private const int MostChunks = 10;

    /// <summary>Reads items of a room as it is in a snapshot. Their numbers have no holes, so it is known which ones they are.</summary>
    public async ValueTask<ItemPage> ReadAsync(ChatSnapshot snapshot, ItemRange range, CancellationToken cancellationToken)
    {
        var room = snapshot.Chat;
        var end = Math.Min(range.BeforeSeq ?? long.MaxValue, room.LastSeq + 1);
        var begin = Math.Max(range.AfterSeq ?? 0, room.FirstSeq - 1);
        var from = range.AfterSeq is null ? Math.Max(end - range.Most, begin + 1) : begin + 1;
        var to = Math.Min(end - 1, from + range.Most - 1);
        if (to < from)
        {
            return new ItemPage([], from, from - 1, HasMore: false);
        }

        var items = FromMemory(snapshot, from, to) ?? await FromLogAsync(room.Id, from, to, cancellationToken);
        return new ItemPage(items, from, to, range.AfterSeq is null ? from > begin + 1 : to < end - 1);
    }

    /// <summary>
    /// The number of a message by its id, which is how clients of before say what they have. Looked for among the newest few thousand;
    /// <see langword="null"/> when it is not among them.
    /// </summary>
    public async ValueTask<long?> FindAsync(ChatState room, Guid id, CancellationToken cancellationToken)
    {
        long? before = room.LastSeq + 1;
        for (var i = 0; i < MostChunks && before > room.FirstSeq; i++)
        {
            var items = await LoadAsync(room.Id, new ItemRange(null, before, Chunk), cancellationToken);
            if (items.FirstOrDefault(item => IdOf(item) == id) is { } found)
            {
                return found.Seq;
            }

            before = items.Count > 0 ? items[0].Seq : null;
        }

        return null;
    }

    private static RenderedItem[]? FromMemory(ChatSnapshot snapshot, long from, long to)
    {
        var items = new RenderedItem[to - from + 1];
        for (var seq = from; seq <= to; seq++)
        {
            if (snapshot.Find(seq) is not { } item)
            {
                return null;
            }

            items[seq - from] = item;
        }

        return items;
    }

    private async Task<RenderedItem[]> FromLogAsync(RoomId room, long from, long to, CancellationToken cancellationToken)
    {
        var items = await LoadAsync(room, new ItemRange(from - 1, to + 1, (int)(to - from + 1)), cancellationToken);
        return [.. items.Select(item => ItemView.Render(room, item))];
    }

    private async Task<IReadOnlyList<ChatItem>> LoadAsync(RoomId room, ItemRange range, CancellationToken cancellationToken)
    {
        try
        {
            return await log.ReadItemsAsync(room, range, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new RoomUnavailableException("The event log cannot be read.", e);
        }
    }

    private static Guid? IdOf(ChatItem item) => item switch
    {
        MessagePosted message => message.Id,
        NotificationPublished notification => notification.Id,
        _ => null,
    };
}
