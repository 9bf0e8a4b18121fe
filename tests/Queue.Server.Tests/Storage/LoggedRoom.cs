using System.Security.Cryptography;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Storage;

/// <summary>A room as the engine stores it: decides commands on its state and gives the append of each.</summary>
internal sealed class LoggedRoom(string code)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 6, 18, 0, 0, TimeSpan.Zero);

    private RoomState? state;

    public LoggedRoom()
        : this(RandomNumberGenerator.GetString(RoomCode.Alphabet, RoomCode.Length))
    {
    }

    public RoomId Id { get; } = RoomId.From(RandomNumberGenerator.GetBytes(RoomId.Length / 2));

    public RoomCode Code { get; } = RoomCode.Parse(code);

    public WaitlistState State => state as WaitlistState ?? throw new InvalidOperationException("Open the room first.");

    /// <summary>The state as it is stored, to compare two.</summary>
    public byte[] Bytes => RoomJson.WriteState(State);

    public Append Open(
        CommandKey? key = null, DateTimeOffset? at = null, DateTimeOffset? closesAt = null, string name = "Trattoria", int callWindowSeconds = 120)
    {
        var create = new CreateWaitlist
        {
            Id = Id,
            Code = Code,
            EventName = name,
            ClosesAt = closesAt,
            Options = new WaitlistOptions { MaxGuests = 1000, AllowDuplicateNames = true, CallWindowSeconds = callWindowSeconds },
        };
        var decision = RoomLogic.Decide(null, create, null, at ?? Start);
        state = decision.State;
        return AppendOf(0, decision) with { Opening = new Opening(RoomKinds.Waitlist, Code, key) };
    }

    public Append Join(string? name = "Ann", int size = 2) => Do(new Join(new PartyId(Guid.NewGuid()), name, size, PartySource.Guest));

    public Append Do(RoomCommand command, CommandKey? key = null)
    {
        var before = State.Version;
        var decision = Assert.IsType<Decision.Accepted>(RoomLogic.Decide(State, command, key, Start));
        state = decision.State;
        return AppendOf(before, decision);
    }

    /// <summary>The append with the state after it, to start the next load from.</summary>
    public Append WithCheckpoint(Append append) => append with { Checkpoint = State };

    /// <summary>Folds what is stored, as a load does.</summary>
    public static RoomState Fold(StoredRoom? stored)
    {
        Assert.NotNull(stored);
        var folded = stored.Events.Aggregate(stored.Checkpoint, RoomLogic.Evolve);
        Assert.NotNull(folded);
        Assert.Equal(stored.Version, folded.Version);
        return folded;
    }

    private Append AppendOf(long before, Decision decision) => new()
    {
        Id = Id,
        ExpectedVersion = before,
        Events = decision.Events,
        NextDeadline = RoomLogic.NextDeadline(decision.State),
    };
}
