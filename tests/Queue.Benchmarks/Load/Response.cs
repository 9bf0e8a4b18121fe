using System.Text;

namespace Queue.Benchmarks.Load;

/// <summary>What came back, as it stands in the connection's buffer: good until the next receive.</summary>
internal readonly ref struct Response(int status, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
{
    /// <summary>The HTTP status; 0 for a WebSocket frame.</summary>
    public int Status { get; } = status;

    public ReadOnlySpan<byte> Head { get; } = head;

    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>A header as the server spells it.</summary>
    public string Header(string name)
    {
        foreach (var line in Encoding.ASCII.GetString(Head).Split("\r\n"))
        {
            if (line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))
            {
                return line[(name.Length + 2)..];
            }
        }

        throw new InvalidDataException($"The answer has no {name}.");
    }

    public override string ToString() => Encoding.UTF8.GetString(Head) + "\r\n\r\n" + Encoding.UTF8.GetString(Body);
}
