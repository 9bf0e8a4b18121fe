using System.Buffers.Text;

namespace Queue.Benchmarks.Load;

/// <summary>A WebSocket that follows a chat room. Refuses an item that is not the next one.</summary>
internal sealed class RoomFollower : Waiter
{
    private long last;

    public RoomFollower(Connection connection, string path)
        : base(connection)
    {
        var answer = connection.Ask(Requests.Upgrade(path));
        if (answer.Status != 101)
        {
            throw new InvalidDataException($"No WebSocket: {answer.ToString()}");
        }

        connection.IsFramed = true;
    }

    public override void Arm()
    {
        // It always waits.
    }

    public override bool Take(Response response)
    {
        var seq = Number(response.Body, "\"seq\":"u8);
        if (seq != last + 1 && last > 0)
        {
            throw new InvalidDataException($"Item {seq} came after {last}: {response.ToString()}");
        }

        last = seq;
        return true;
    }

    /// <summary>The number after a name.</summary>
    public static int Number(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) =>
        Utf8Parser.TryParse(json[(json.IndexOf(name) + name.Length)..], out int number, out _)
            ? number
            : throw new InvalidDataException("An item without its number.");
}
