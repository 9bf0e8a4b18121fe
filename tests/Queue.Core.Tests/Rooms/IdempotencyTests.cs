using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Rooms;

public sealed class IdempotencyTests
{
    private static readonly int Day = (int)TimeSpan.FromHours(24).TotalSeconds;
    private static readonly CreateWaitlist LongNight = Create() with { ClosesAt = Start + TimeSpan.FromDays(9) };

    [Fact]
    public void An_accepted_answer_is_kept_beside_its_events() =>
        Open(Ann).When(new DeclareNearby(Ann), At(10), Key()).Then(
            new PartyDeclaredNearby(Ann) { At = At(10) },
            new CommandAnswered("key-1", "print-1", Done.Value) { At = At(10) });

    [Fact]
    public void A_repeat_gets_the_same_reply_and_version_and_no_events()
    {
        var first = Open(Ann, Bob).When(new Call(Ann, 2), At(10), Key());
        var later = first.When(Joining(Cem), At(11)).When(new Seat(Ann, null), At(12));
        var repeat = later.When(new Call(Ann, 2), At(20), Key()).Then();
        Assert.Equal(first.Accepted().Reply, repeat.Accepted().Reply);
        Assert.Equal(first.Accepted().Version, repeat.Accepted().Version);
        Assert.Equal(Spec.Bytes(later.State), Spec.Bytes(repeat.State));
    }

    [Fact]
    public void A_repeat_after_a_restart_gets_the_same_reply()
    {
        var first = Open(Ann, Bob).When(new Call(Ann, 2), At(10), Key());
        var restarted = Spec.Given(RoomJson.ReadState(RoomJson.WriteState(first.State)));
        var repeat = restarted.When(new Call(Ann, 2), At(20), Key()).Then();
        Assert.Equal(first.Accepted().Reply, repeat.Accepted().Reply);
        Assert.Equal(first.Accepted().Version, repeat.Accepted().Version);
    }

    [Fact]
    public void The_version_of_an_answer_is_that_of_the_room_after_it()
    {
        var spec = Open(Ann).When(new DeclareNearby(Ann), At(10), Key());
        Assert.Equal(spec.State.Version, spec.Accepted().Version);
    }

    [Fact]
    public void The_same_key_for_something_else_is_refused() =>
        Open(Ann, Bob)
            .When(new Call(Ann, null), At(10), Key())
            .When(new Call(Bob, null), At(11), Key(fingerprint: "print-2")).ThenRejected("idempotency_key_reused");

    [Fact]
    public void Another_key_asks_again() =>
        Open(Ann)
            .When(new Call(Ann, null), At(10), Key())
            .When(new Call(Ann, null), At(11), Key("key-2")).ThenRejected("party_changed");

    [Fact]
    public void Keys_differ_by_case() =>
        Open(Ann).When(new Call(Ann, null), At(10), Key("k")).When(new Call(Ann, null), At(11), Key("K")).ThenRejected("party_changed");

    [Fact]
    public void A_refusal_is_evaluated_again()
    {
        var full = Open(new WaitlistOptions { MaxGuests = 2 }, Ann).When(Joining(Bob), At(10), Key()).ThenRejected("queue_full");
        full.When(new Leave(Ann), At(11)).When(Joining(Bob), At(12), Key()).ThenAccepted();
    }

    [Fact]
    public void A_repeat_after_close_still_gets_its_answer() =>
        Open(Ann)
            .When(new Leave(Ann), At(10), Key())
            .When(new Close(), At(11))
            .When(new Leave(Ann), At(12), Key()).Then().ThenReply(Done.Value);

    [Fact]
    public void A_keyed_command_without_effect_keeps_its_answer_too() =>
        Open()
            .When(new Advance(null, null), At(10), Key())
            .Then(new CommandAnswered("key-1", "print-1", new Advanced(null)) { At = At(10) });

    [Fact]
    public void Q1_A_repeated_advance_with_its_key_serves_nobody_twice()
    {
        var first = Open(Ann, Bob, Cem).When(new Advance(null, null), At(10), Key());
        var repeat = first.When(new Advance(null, null), At(11), Key()).Then();
        Assert.Equal(Ann, repeat.State.Parties.NowServing?.Id);
    }

    [Fact]
    public void An_answer_is_kept_for_24_hours() =>
        Spec.Given(LongNight, Start)
            .When(new Advance(null, null), At(10), Key())
            .When(new Advance(null, null), At(10 + Day).AddMilliseconds(-1), Key()).Then();

    [Fact]
    public void After_24_hours_the_key_is_free_for_anything()
    {
        var spec = Spec.Given(LongNight, Start)
            .When(new Advance(null, null), At(10), Key())
            .When(Joining(Ann), At(10 + Day), Key(fingerprint: "print-2")).ThenAccepted();
        Assert.Equal("print-2", Assert.Single(spec.State.Answers.InOrder).Fingerprint);
    }

    [Fact]
    public void Answers_that_ran_out_are_dropped_when_a_new_one_comes()
    {
        var spec = Spec.Given(LongNight, Start)
            .When(new Advance(null, null), At(10), Key("a"))
            .When(new Advance(null, null), At(20), Key("b"))
            .When(new Advance(null, null), At(15 + Day), Key("c"));
        Assert.Equal("b c", string.Join(' ', spec.State.Answers.InOrder.Select(answer => answer.Key)));
    }

    [Fact]
    public void A_kept_answer_holds_no_name()
    {
        var spec = Open().When(Joining(Ann, "Annabella"), At(1), Key("a")).When(new Call(Ann, null), At(2), Key("b"));
        spec = spec.When(new Advance(Ann, null), At(3), Key("c"));
        Assert.DoesNotContain(spec.Decision.Events, happened =>
            System.Text.Encoding.UTF8.GetString(RoomJson.WriteEvent(happened)).Contains("Annabella", StringComparison.Ordinal));
        Assert.Null(spec.State.Answers.InOrder.Select(answer => answer.Reply).OfType<PartyChanged>().Single().Row.Name);
    }

    [Fact]
    public void A_repeat_leaves_what_is_due_to_the_timer() =>
        Open(Ann, Bob)
            .When(new Call(Ann, null), At(10), Key())
            .When(new Call(Ann, null), At(500), Key()).Then()
            .When(new DeadlinePassed(), At(500)).Then(NoShow(Ann, 500), Called(Bob, 500, Actor.Timer));
}
