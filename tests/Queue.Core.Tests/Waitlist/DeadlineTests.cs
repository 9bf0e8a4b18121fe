using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class DeadlineTests
{
    private const int Hour = 3600;
    private static readonly WaitlistOptions Patient = new() { OnCallExpired = CallExpiry.Keep };

    [Fact]
    public void The_opening_hour_opens_the_queue() =>
        Spec.Given(Create() with { OpensAt = At(600) }, Start)
            .When(new DeadlinePassed(), At(600))
            .Then(new WaitlistOpened { At = At(600) });

    [Fact]
    public void An_opening_hour_that_has_passed_is_none()
    {
        var spec = Spec.Given(Create() with { OpensAt = Start }, Start);
        Assert.True(spec.State.Opened);
        Assert.Null(spec.State.OpensAt);
    }

    [Fact]
    public void Waiting_for_the_opening_hour_is_not_idling() =>
        Spec.Given(Create() with { OpensAt = At(30 * Hour) }, Start).When(new DeadlinePassed(), At(29 * Hour)).Then();

    [Fact]
    public void A_late_start_opens_and_then_waits_two_hours_from_there()
    {
        var spec = Spec.Given(Create() with { OpensAt = At(600) }, Start).When(new DeadlinePassed(), At(5 * Hour));
        spec.Then(new WaitlistOpened { At = At(5 * Hour) });
        Assert.Equal(At(7 * Hour), RoomLogic.NextDeadline(spec.State));
    }

    [Fact]
    public void Closing_time_closes_and_ends_every_party() =>
        Spec.Given(Create() with { ClosesAt = At(600) }, Start)
            .When(Joining(Ann), At(1))
            .When(new DeadlinePassed(), At(600))
            .Then(Closed(Ann, 600, Actor.Timer), Closed(CloseReason.ClosingTime, 600));

    [Fact]
    public void A_queue_with_a_closing_time_is_never_idle() =>
        Spec.Given(Create() with { ClosesAt = At(9 * Hour) }, Start).When(new DeadlinePassed(), At((9 * Hour) - 1)).Then();

    [Fact]
    public void A_queue_with_a_closing_time_has_no_other_lifetime() =>
        Spec.Given(Create() with { ClosesAt = At(20 * Hour) }, Start)
            .When(Joining(Ann), At(13 * Hour)).ThenAccepted();

    [Fact]
    public void Opening_and_closing_hours_that_both_passed_open_and_close() =>
        Spec.Given(Create() with { OpensAt = At(600), ClosesAt = At(700) }, Start)
            .When(new DeadlinePassed(), At(800))
            .Then(new WaitlistOpened { At = At(800) }, Closed(CloseReason.ClosingTime, 800));

    [Fact]
    public void L1_An_empty_queue_without_a_closing_time_closes_after_two_hours() =>
        Open().When(new DeadlinePassed(), At(2 * Hour)).Then(Closed(CloseReason.Idle, 2 * Hour));

    [Fact]
    public void L1_A_restart_does_not_postpone_the_idle_close()
    {
        var restarted = RoomJson.ReadState(RoomJson.WriteState(Open().State));
        Assert.Equal(At(2 * Hour), RoomLogic.NextDeadline(Spec.Given(restarted).When(new ResumeService(At(Hour + 60)), At(Hour)).State));
    }

    [Fact]
    public void L1_A_change_postpones_the_idle_close() =>
        Assert.Equal(At(5 * Hour), RoomLogic.NextDeadline(
            Open(Ann).When(new Leave(Ann), At(3 * Hour)).State));

    [Fact]
    public void L1_A_queue_with_a_party_is_not_idle() =>
        Open(Ann).When(new DeadlinePassed(), At((12 * Hour) - 1)).Then();

    [Fact]
    public void L1_A_busy_queue_closes_after_twelve_hours() =>
        Open(Ann)
            .When(Joining(Bob), At(11 * Hour))
            .When(new DeadlinePassed(), At(12 * Hour))
            .Then(Closed(Ann, 12 * Hour, Actor.Timer), Closed(Bob, 12 * Hour, Actor.Timer), Closed(CloseReason.Lifetime, 12 * Hour));

    [Fact]
    public void The_lifetime_counts_from_the_opening_hour()
    {
        var spec = Spec.Given(Create() with { OpensAt = At(600) }, Start).When(Unpromised(Ann), At(700));
        Assert.Equal(At(600 + (12 * Hour)), RoomLogic.NextDeadline(spec.State));
    }

    [Fact]
    public void L3_A_call_is_the_next_deadline_and_the_closing_comes_after_it()
    {
        var spec = Open(Ann).When(new Call(Ann, null), At(10));
        Assert.Equal(At(130), RoomLogic.NextDeadline(spec.State));
        Assert.Equal(At(130 + (2 * Hour)), RoomLogic.NextDeadline(spec.When(new DeadlinePassed(), At(130)).State));
    }

    [Fact]
    public void The_earliest_of_several_calls_is_the_next_deadline()
    {
        var spec = Open(Ann, Bob).When(new Call(Bob, null), At(10)).When(new Call(Ann, null), At(20));
        Assert.Equal(At(130), RoomLogic.NextDeadline(spec.State));
    }

    [Fact]
    public void A_call_that_the_host_keeps_is_no_deadline() =>
        Assert.Equal(At(12 * Hour), RoomLogic.NextDeadline(Open(Patient, Ann).When(new Call(Ann, null), At(10)).State));

    [Fact]
    public void L4_A_night_without_service_closes_once()
    {
        var spec = Open(Ann, Bob).When(new Call(Ann, null), At(10)).When(new DeadlinePassed(), At(20 * Hour));
        spec.Then(NoShow(Ann, 20 * Hour), Closed(Bob, 20 * Hour, Actor.Timer), Closed(CloseReason.Lifetime, 20 * Hour));
        spec.When(new DeadlinePassed(), At(30 * Hour)).Then();
    }

    [Fact]
    public void A_clock_that_jumps_back_does_not_move_the_room_back() =>
        Open(Ann).When(new Call(Ann, null), At(100)).When(new Seat(Ann, null), At(50)).Then(Seated(Ann, 100));

    [Fact]
    public void Instants_are_cut_to_milliseconds() =>
        Open().When(Joining(Ann), At(5).AddTicks(9_999))
            .Then(new PartyJoined(Ann, 1, 2, PartySource.Guest, 0, 600_000) { At = At(5) });

    [Fact]
    public void Hours_given_in_parts_of_a_millisecond_are_the_same_after_a_restart()
    {
        var create = Create() with { OpensAt = At(600).AddTicks(5), ClosesAt = At(700).AddTicks(5) };
        var spec = Spec.Given(create, Start);
        var restarted = RoomJson.ReadState(RoomJson.WriteState(spec.State));
        Assert.Equal(RoomLogic.NextDeadline(restarted), RoomLogic.NextDeadline(spec.State));
        Assert.Equal(Assert.IsType<WaitlistState>(restarted).ClosesAt, spec.State.ClosesAt);
    }
}
