using Queue.Core.Chat;
using Queue.Core.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>
/// The newest items of a chat room, rendered once for all who get them. The room's actor writes, any number read without waiting: a
/// slot is read as a whole, and the number in it says whether it still holds what was meant. Who does not find an item here reads the log.
/// Shared by all snapshots of a room, as what an item is never changes; a snapshot's own last number says how far it may be read.
/// </summary>
internal sealed class ItemRing(RoomId room)
{
    // More than one commit can hold, so that a burst is not read from the log by everybody.
    private const int Slots = 512;
    private const int MaxBytes = 1024 * 1024;

    private readonly RenderedItem?[] slots = new RenderedItem?[Slots];
    private long first = 1;
    private long last;
    private int bytes;

    public static ItemRing Of(RoomId room, IReadOnlyList<ChatItem> newest)
    {
        var ring = new ItemRing(room);
        foreach (var item in newest)
        {
            ring.Add(item);
        }

        return ring;
    }

    /// <summary>An item; <see langword="null"/> when it is not here.</summary>
    public RenderedItem? Find(long seq) =>
        seq > 0 && Volatile.Read(ref slots[seq % Slots]) is { } item && item.Seq == seq ? item : null;

    /// <summary>Adds the next item, unless it is here already.</summary>
    public void Add(ChatItem item)
    {
        if (item.Seq <= last)
        {
            return;
        }

        if (item.Seq != last + 1 || last == 0)
        {
            ForgetUntil(last);
            first = item.Seq;
        }

        if (item.Seq - first == Slots)
        {
            DropFirst();
        }

        var rendered = ItemView.Render(room, item);
        Volatile.Write(ref slots[item.Seq % Slots], rendered);
        last = item.Seq;
        bytes += rendered.Json.Length;
        while (bytes > MaxBytes && first < last)
        {
            DropFirst();
        }
    }

    /// <summary>Drops all items up to a number.</summary>
    public void ForgetUntil(long seq)
    {
        while (first <= seq && first <= last)
        {
            DropFirst();
        }
    }

    private void DropFirst()
    {
        bytes -= slots[first % Slots]?.Json.Length ?? 0;
        Volatile.Write(ref slots[first % Slots], null);
        first++;
    }
}
