using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Snapshots;

namespace Queue.Server.Tests.Redis;

/// <summary>A room to put, at any version.</summary>
internal sealed record SharedRoom(RoomId Id, RoomCode Code, string Name)
{
    private static int last;

    public static SharedRoom New(string name = "Trattoria")
    {
        var number = Interlocked.Increment(ref last);
        var code = new string([.. Enumerable.Range(0, 6).Select(i => RoomCode.Alphabet[number / (int)Math.Pow(28, i) % 28])]);
        return new SharedRoom(RoomId.From(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)), RoomCode.Parse(code), name);
    }

    public SharedSnapshot At(int epoch, long version) => SharedSnapshot.Of(RoomSnapshot.Of(
        new WaitlistState
        {
            Id = Id,
            Code = Code,
            EventName = Name,
            Options = new WaitlistOptions { MaxGuests = 10 },
            CreatedAt = DateTimeOffset.UnixEpoch,
            Version = version,
        },
        epoch))!;
}
