using System.Security.Cryptography;
using Queue.Core.Hours;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Storage;

/// <summary>A venue as the engine stores it, and its evenings.</summary>
internal sealed class LoggedVenue(string code)
{
    private static readonly DateTimeOffset Start = LoggedRoom.Start;

    private RoomState? state;

    public LoggedVenue()
        : this(RandomNumberGenerator.GetString(RoomCode.Alphabet, RoomCode.Length))
    {
    }

    public RoomId Id { get; } = RoomId.From(RandomNumberGenerator.GetBytes(RoomId.Length / 2));

    public OwnerId Owner { get; } = new($"own_{Guid.NewGuid():N}");

    public RoomCode Code { get; } = RoomCode.Parse(code);

    public string Slug { get; init; } = $"venue-{Guid.NewGuid():N}";

    public RoomId RoomOf(int number) => VenueEvening.RoomOf(Id, number);

    public Append Open() => Opened(new CreateVenue(
        Id, Code, Owner, Slug, new VenueProfile("Trattoria", new WeeklyHours("UTC", [], []), 0, new WaitlistOptions())), kept: true);

    public Append Evening(int number, RoomCode? other = null) => Opened(
        new CreateWaitlist
        {
            Id = RoomOf(number),
            Code = other ?? Code,
            EventName = "Trattoria",
            Venue = new VenueEvening(Id, number, 1),
        },
        kept: false);

    public Append Do(VenueCommand command)
    {
        var before = state ?? throw new InvalidOperationException("Open the venue first.");
        var decision = RoomLogic.Decide(before, command, null, Start);
        state = decision.State;
        return AppendOf(before.Version, decision);
    }

    private Append Opened(RoomCommand create, bool kept)
    {
        var decision = RoomLogic.Decide(null, create, null, Start);
        state = kept ? decision.State : state;
        return AppendOf(0, decision) with { Opening = Opening.Of(decision.State, null) };
    }

    private static Append AppendOf(long before, Decision decision) => new()
    {
        Id = decision.State.Id,
        ExpectedVersion = before,
        Events = decision.Events,
        NextDeadline = RoomLogic.NextDeadline(decision.State),
    };
}
