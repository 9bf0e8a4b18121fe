using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class JoinWaitlistTests
{
    private static readonly WaitlistOptions Small = new() { MaxGuests = 6 };

    [Fact]
    public void First_party_gets_ticket_and_position_one_and_waits_for_nobody() =>
        Open()
            .When(Joining(Ann, "Ann", 3), At(7))
            .Then(new PartyJoined(Ann, 1, 3, PartySource.Guest, 300_000, 600_000) { At = At(7), Personal = new PersonalData("Ann") })
            .ThenReply(new PartyPlaced(Ann, 1, 1, 1, 300_000, 600_000));

    [Fact]
    public void Second_party_is_behind_the_first() =>
        Open(Ann)
            .When(Joining(Bob), At(7))
            .ThenReply(new PartyPlaced(Bob, 2, 2, 2, 300_000, 900_000));

    [Fact]
    public void A_party_without_a_name_stores_no_personal_part() =>
        Assert.Null(Open().When(Joining(Ann), At(1)).Decision.Events[0].Personal);

    [Fact]
    public void Q11_Position_in_the_reply_counts_the_party_being_served_like_the_view_does()
    {
        var spec = Open(Ann, Bob).When(new Advance(null, null), At(10)).When(Joining(Cem), At(11));
        Assert.Equal(3, spec.Reply<PartyPlaced>().Position);
        Assert.Equal(3, spec.View.Guest(Cem)?.Position);
        Assert.Equal(spec.Reply<PartyPlaced>().QueueLength, spec.View.Guest(Cem)?.QueueLength);
    }

    [Fact]
    public void Q6_Ten_joins_in_one_millisecond_get_ten_positions()
    {
        var spec = Open();
        var positions = new List<int>();
        foreach (var number in Enumerable.Range(1, 10))
        {
            spec = spec.When(Joining(Id(number)), At(5));
            positions.Add(spec.Reply<PartyPlaced>().Position);
        }

        Assert.Equal(Enumerable.Range(1, 10), positions);
    }

    [Fact]
    public void Q10_Parties_that_join_in_one_second_keep_their_order_after_a_restart()
    {
        // The ids sort in the opposite order of joining.
        PartyId[] joined = [Eve, Dua, Cem, Bob, Ann];
        var spec = joined.Aggregate(Open(), (room, party) => room.When(Joining(party), At(5)));
        var restarted = RoomJson.ReadState(RoomJson.WriteState(spec.State));
        Assert.Equal(joined, Spec.Given(restarted).State.Parties.Select(party => party.Id));
    }

    [Fact]
    public void Full_queue_is_refused() =>
        Open(Small, Ann, Bob).When(Joining(Cem, size: 3), At(9)).ThenRejected("queue_full");

    [Fact]
    public void The_last_free_seats_are_given() =>
        Open(Small, Ann, Bob).When(Joining(Cem, size: 2), At(9)).ThenAccepted();

    [Fact]
    public void A_called_party_still_counts_against_the_capacity() =>
        Open(Small, Ann, Bob, Cem).When(new Advance(null, null), At(9)).When(Joining(Dua, size: 1), At(10)).ThenRejected("queue_full");

    [Fact]
    public void A_seated_party_frees_its_seats() =>
        Open(Small, Ann, Bob, Cem).When(new Seat(Ann, null), At(9)).When(Joining(Dua), At(10)).ThenAccepted();

    [Fact]
    public void A_no_show_that_is_due_makes_room_for_the_party_that_joins_then() =>
        Open(Small, Ann, Bob, Cem)
            .When(new Call(Ann, null), At(10))
            .When(Joining(Dua), At(130))
            .ThenAccepted();

    [Theory]
    [InlineData("Ann")]
    [InlineData("ann")]
    [InlineData("ANN")]
    public void Q7_Second_party_of_the_same_name_is_refused_in_any_case(string name)
    {
        var spec = Open().When(Joining(Ann, "Ann"), At(1)).When(Joining(Bob, name), At(2)).ThenRejected("already_in_queue");
        Assert.Equal("You are already in this queue", spec.Error().Text);
    }

    [Fact]
    public void Q7_Two_real_Anns_may_join_when_the_rule_is_off() =>
        Open(new WaitlistOptions { AllowDuplicateNames = true })
            .When(Joining(Ann, "Ann"), At(1)).When(Joining(Bob, "Ann"), At(2)).ThenAccepted();

    [Fact]
    public void Q7_A_retried_join_with_the_same_key_gives_the_same_party()
    {
        var first = Open().When(Joining(Ann, "Ann"), At(1), Key());
        first.When(Joining(Bob, "Ann"), At(2), Key()).Then().ThenReply(first.Reply<PartyPlaced>());
    }

    [Fact]
    public void Parties_without_names_are_no_duplicates() =>
        Open().When(Joining(Ann), At(1)).When(Joining(Bob), At(2)).ThenAccepted();

    [Fact]
    public void A_name_is_free_again_once_its_party_has_ended() =>
        Open()
            .When(Joining(Ann, "Ann"), At(1))
            .When(new Leave(Ann), At(2))
            .When(Joining(Bob, "Ann"), At(3)).ThenAccepted();

    [Theory]
    [InlineData(21)]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_size_the_queue_does_not_take_is_refused(int size)
    {
        var spec = Open().When(Joining(Ann, size: size), At(1)).ThenRejected("size_out_of_range");
        Assert.Equal("size must be between 1 and 20", spec.Error().Text);
    }

    [Fact]
    public void An_id_that_waits_already_is_not_added_twice() =>
        Open(Ann).When(Joining(Ann), At(5)).ThenRejected("party_changed");

    [Fact]
    public void An_id_that_has_ended_never_lives_again() =>
        Open(Ann).When(new Leave(Ann), At(4)).When(Joining(Ann), At(5)).ThenRejected("party_changed");

    [Fact]
    public void Join_before_opening_says_when_it_opens()
    {
        var spec = Spec.Given(Create() with { OpensAt = At(600) }, Start);
        Assert.Equal(At(600), spec.When(Joining(Ann), At(599)).ThenRejected("outside_opening_hours").Error().OpensAt);
        Assert.Equal("Session closed", spec.When(Joining(Ann), At(599)).Error().Text);
    }

    [Fact]
    public void Join_at_the_opening_instant_opens_first() =>
        Spec.Given(Create() with { OpensAt = At(600) }, Start)
            .When(Joining(Ann), At(600))
            .Then(
                new WaitlistOpened { At = At(600) },
                new PartyJoined(Ann, 1, 2, PartySource.Guest, 0, 600_000) { At = At(600) });

    [Fact]
    public void Join_at_closing_time_is_refused_and_the_queue_closes() =>
        Spec.Given(Create() with { ClosesAt = At(600) }, Start)
            .When(Joining(Ann), At(600))
            .ThenRejected("outside_opening_hours", Closed(CloseReason.ClosingTime, 600));

    [Fact]
    public void Join_after_the_host_closed_is_refused() =>
        Open().When(new Close(), At(5)).When(Joining(Ann), At(6)).ThenRejected("session_closed");

    [Fact]
    public void Join_after_an_idle_close_is_no_matter_of_hours() =>
        Open().When(Joining(Ann), At(7200)).ThenRejected("session_closed", Closed(CloseReason.Idle, 7200));

    [Fact]
    public void Tickets_are_never_given_twice() =>
        Assert.Equal(
            3,
            Open(Ann, Bob).When(new Leave(Bob), At(5)).When(Joining(Cem), At(6)).Reply<PartyPlaced>().Ticket);

    [Fact]
    public void A_party_added_by_the_host_was_added_by_the_host()
    {
        var spec = Open().When(new Join(Ann, null, 2, PartySource.Host), At(1)).When(new Call(Ann, 99), At(2));
        Assert.Equal("The party was already added by the host", spec.ThenRejected("party_changed").Error().Text);
    }
}
