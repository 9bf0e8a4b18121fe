using System.Text;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Core.Tests.Rooms;

/// <summary>
/// <c>Spec.Given(events).When(command, at).Then(events)</c>. Every decision made on the way is also stored, read back and
/// folded again, and must give the decided state to the byte. What an undo needs, how a promise was made, and promises that pass
/// meanwhile, are left out where a test does not speak of them.
/// </summary>
internal sealed class Spec
{
    private readonly Decision? last;

    private Spec(RoomState state, Decision? last)
    {
        Room = state;
        this.last = last;
    }

    public RoomState Room { get; }

    public WaitlistState State => Assert.IsType<WaitlistState>(Room);

    public WaitlistView View => new(State);

    public Decision Decision => last ?? throw new InvalidOperationException("When comes before Then.");

    public static Spec Given(params RoomEvent[] events) =>
        new(events.Aggregate((RoomState?)null, RoomLogic.Evolve) ?? throw new ArgumentException("No events.", nameof(events)), null);

    public static Spec Given(RoomState state) => new(state, null);

    public static Spec Given(CreateWaitlist create, DateTimeOffset at)
    {
        var opening = RoomLogic.Decide(null, create, null, at);
        return new Spec(opening.State, opening);
    }

    public static RoomState Replay(RoomState? state, IEnumerable<RoomEvent> events) =>
        events.Aggregate(state, (before, happened) => RoomLogic.Evolve(before, Reread(happened)))
        ?? throw new ArgumentException("No events.", nameof(events));

    public static string Bytes(RoomState state) => Encoding.UTF8.GetString(RoomJson.WriteState(state));

    public Spec When(RoomCommand command, DateTimeOffset at, CommandKey? key = null)
    {
        var decision = RoomLogic.Decide(Room, command, key, at);
        Assert.Equal(Bytes(decision.State), Bytes(Replay(Room, decision.Events)));
        return new Spec(decision.State, decision);
    }

    public Spec Then(params RoomEvent[] events)
    {
        Assert.IsType<Decision.Accepted>(Decision);
        Assert.Equal(events, Happened(events).Select(happened => happened with { Step = null }));
        return this;
    }

    public Spec ThenReply(RoomReply reply)
    {
        Assert.Equal(reply, Accepted().Reply with { Undo = null });
        return this;
    }

    public Spec ThenAccepted()
    {
        Accepted();
        return this;
    }

    /// <summary>Refused with this code, and nothing happened.</summary>
    public Spec ThenRejected(string code) => ThenRejected(code, []);

    /// <summary>Refused with this code; only what had become due anyway happened.</summary>
    public Spec ThenRejected(string code, params RoomEvent[] due)
    {
        Assert.Equal(code, Error().Code);
        Assert.Equal(due, Happened(due));
        return this;
    }

    public RoomError Error() => Assert.IsType<Decision.Rejected>(Decision).Error;

    public Decision.Accepted Accepted() => Assert.IsType<Decision.Accepted>(Decision);

    public T Reply<T>()
        where T : RoomReply => Assert.IsType<T>(Accepted().Reply);

    private IEnumerable<RoomEvent> Happened(RoomEvent[] expected) => Decision.Events
        .Where(happened => happened is not PromisePassed || expected.OfType<PromisePassed>().Any())
        .Select(happened => happened is PartyJoined joined ? joined with { Basis = null } : happened);

    private static RoomEvent Reread(RoomEvent happened) =>
        RoomJson.ReadEvent(RoomJson.WriteEvent(happened), RoomJson.WritePersonal(happened.Personal));
}
