using System.Globalization;
using System.Text;
using Queue.Benchmarks.Servers;

namespace Queue.Benchmarks.Load;

/// <summary>Gives every guest another name.</summary>
internal sealed class GuestNames
{
    public const string First = "Guest 00000000";

    private int last;

    public void WriteNext(Span<byte> name) => (++last).TryFormat(name[6..], out _, "D8", CultureInfo.InvariantCulture);
}

/// <summary>A join request whose name is filled in before each sending.</summary>
internal sealed class JoinRequest
{
    private readonly byte[] bytes;
    private readonly GuestNames names;
    private readonly int nameAt;

    public JoinRequest(Waitlist queue, GuestNames names)
    {
        this.names = names;
        bytes = Requests.Post($"{queue.Path}/join", $$"""{"name":"{{GuestNames.First}}","size":1}""");
        nameAt = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(GuestNames.First));
    }

    public ReadOnlySpan<byte> Next()
    {
        names.WriteNext(bytes.AsSpan(nameAt, GuestNames.First.Length));
        return bytes;
    }

    /// <summary>The id in the answer, which is its first property.</summary>
    public static ReadOnlySpan<byte> PartyId(Response response) => response.Body.Slice("{\"partyId\":\"".Length, 36);
}

/// <summary>Guests that join, one after the other.</summary>
internal sealed class JoinClient(Connection connection, Waitlist queue, GuestNames names) : Client(connection)
{
    private readonly JoinRequest join = new(queue, names);

    /// <summary>Told of every party that joined.</summary>
    public Action<string>? Joined { get; init; }

    public override ReadOnlySpan<byte> Next() => join.Next();

    public override void Take(Response response)
    {
        Expect(200, response);
        Joined?.Invoke(Encoding.ASCII.GetString(JoinRequest.PartyId(response)));
    }
}

/// <summary>A guest that joins and leaves in turn, so that the queue keeps its length.</summary>
internal sealed class JoinLeaveClient(Connection connection, Waitlist queue, GuestNames names) : Client(connection)
{
    private readonly JoinRequest join = new(queue, names);
    private readonly byte[] leave = Requests.Post($"{queue.Path}/leave", $$"""{"partyId":"{{Guid.Empty}}"}""");
    private bool isIn;

    public override ReadOnlySpan<byte> Next() => isIn ? leave : join.Next();

    public override void Take(Response response)
    {
        Expect(200, response);
        if (!isIn)
        {
            JoinRequest.PartyId(response).CopyTo(leave.AsSpan()[^38..]);
        }

        isIn = !isIn;
    }
}
