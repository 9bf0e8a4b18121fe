using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class ViewTests
{
    private const string AnnRow =
        """{"id":"00000001-0000-4000-8000-000000000001","name":"Ann","size":2,"status":"called","nearby":false,"joinedAt":1772474401000,"ticket":1,"source":"guest","quotedLowMs":0,"quotedHighMs":600000,"calls":1,"calledAt":1772474410000,"callDeadline":1772474530000,"push":"none","rev":4}""";

    private const string BobRow =
        """{"id":"00000002-0000-4000-8000-000000000001","size":3,"status":"waiting","nearby":false,"joinedAt":1772474402000,"ticket":2,"source":"guest","quotedLowMs":300000,"quotedHighMs":600000,"calls":0,"push":"none","rev":3}""";

    private static Spec Two => Open()
        .When(Joining(Ann, "Ann"), At(1)).When(Joining(Bob, size: 3), At(2))
        .When(new Call(Ann, null), At(10));

    [Fact]
    public void Host_view_on_the_wire() =>
        Assert.Equal(
            $$"""{"type":"queue_update","queue":[{{BobRow}}],"nowServing":{{AnnRow}},"maxGuests":100,"callDeadline":1772474530000,"closed":false,"eventName":"Dinner","nextPollMs":10000}""",
            JsonSerializer.Serialize(Two.View.Host(), ViewJson.Wire.QueueUpdate));

    [Fact]
    public void S1_Host_view_of_an_empty_queue_still_says_that_nobody_is_served() =>
        Assert.Equal(
            """{"type":"queue_update","queue":[],"nowServing":null,"maxGuests":100,"callDeadline":null,"closed":false,"eventName":"Dinner","nextPollMs":10000}""",
            JsonSerializer.Serialize(Open().View.Host(), ViewJson.Wire.QueueUpdate));

    [Fact]
    public void S5_Public_view_shows_tickets_and_sizes_and_neither_name_nor_id() =>
        Assert.Equal(
            """{"type":"queue_update","queue":[{"ticket":2,"size":3,"status":"waiting"}],"nowServing":{"ticket":1,"size":2,"status":"called","calledAt":1772474410000},"maxGuests":100,"callDeadline":1772474530000,"closed":false,"eventName":"Dinner","nextPollMs":5000}""",
            JsonSerializer.Serialize(Two.View.Public(), ViewJson.Wire.PublicQueueUpdate));

    [Fact]
    public void Several_called_parties_are_in_the_queue_but_the_last_one()
    {
        var host = Open(Ann, Bob, Cem).When(new Call(Cem, null), At(10)).When(new Call(Ann, null), At(11)).View.Host();
        Assert.Equal(Ann, host.NowServing?.Id);
        Assert.Equal([(Bob, "waiting"), (Cem, "called")], host.Queue.Select(row => (row.Id, row.Status)));
        Assert.Equal(At(131), host.CallDeadline);
    }

    [Fact]
    public void S9_A_closed_queue_says_so_to_host_public_display_and_status()
    {
        var view = Two.When(new Close(), At(20)).View;
        Assert.True(view.Host().Closed);
        Assert.True(view.Public().Closed);
        Assert.True(view.Display(trusted: false).Closed);
        Assert.Equal("closed", view.Status().State);
    }

    [Fact]
    public void Guest_view_of_a_waiting_party() =>
        Assert.Equal(
            """{"type":"position","position":2,"aheadCount":1,"queueLength":2,"estimatedWaitMs":450000,"eventName":"Dinner","ticket":2,"size":3,"maySnooze":true,"estimatedLowMs":300000,"estimatedHighMs":600000,"nextPollMs":2000}""",
            Guest(Two, Bob));

    [Fact]
    public void Guest_view_of_a_called_party() =>
        Assert.Equal(
            """{"type":"called","deadline":1772474530000,"calledAt":1772474410000,"eventName":"Dinner","ticket":1,"size":2,"maySnooze":true,"nextPollMs":2000}""",
            Guest(Two, Ann));

    [Fact]
    public void Guest_view_of_a_removed_party() =>
        Assert.Equal("""{"type":"removed","reason":"kicked","nextPollMs":15000}""", Guest(Two.When(new Kick(Bob), At(20)), Bob));

    [Fact]
    public void Guest_view_of_a_closed_queue() =>
        Assert.Equal("""{"type":"closed","nextPollMs":15000}""", Guest(Two.When(new Close(), At(20)), Bob));

    [Fact]
    public void S4_An_id_never_known_has_no_view() => Assert.Null(Two.View.Guest(Stranger));

    [Fact]
    public void S4_Each_end_is_told_by_its_true_reason()
    {
        var spec = Open(Ann, Bob, Cem, Dua, Eve)
            .When(new Seat(Ann, null), At(10)).When(new Leave(Bob), At(10)).When(new Kick(Cem), At(10))
            .When(new Call(Dua, null), At(10)).When(new MarkNoShow(Dua, null), At(10)).When(new Close(), At(11));
        var told = new[] { Ann, Bob, Cem, Dua, Eve }.Select(id => spec.View.Guest(id)?.Reason ?? spec.View.Guest(id)?.Type);
        Assert.Equal("served left kicked no_show closed", string.Join(' ', told));
    }

    [Fact]
    public void Guests_further_back_ask_less_often()
    {
        var spec = Enumerable.Range(1, 7).Aggregate(Open(), (room, n) => room.When(Joining(Id(n)), At(n))).When(new Call(Ann, null), At(9));
        var polls = Enumerable.Range(1, 7).Select(n => spec.View.Guest(Id(n))?.NextPollMs);
        Assert.Equal([2000, 2000, 5000, 5000, 5000, 15000, 15000], polls);
    }

    [Fact]
    public void Status_counts_who_waits_and_not_who_is_called() =>
        Assert.Equal(
            """{"code":"BCD234","eventName":"Dinner","state":"open","partiesWaiting":1,"guestsWaiting":3,"estimates":[{"minSize":1,"maxSize":2,"lowMs":0,"highMs":300000},{"minSize":3,"maxSize":4,"lowMs":600000,"highMs":1200000},{"minSize":5,"maxSize":20,"lowMs":600000,"highMs":1200000}],"location":null,"contactInfo":null,"openTime":null,"closeTime":null,"nextPollMs":15000}""",
            JsonSerializer.Serialize(Two.View.Status(), ViewJson.Wire.WaitlistStatus));

    [Fact]
    public void Status_says_full_when_nobody_fits() =>
        Assert.Equal("full", Open(new WaitlistOptions { MaxGuests = 4 }, Ann, Bob).View.Status().State);

    [Fact]
    public void Status_says_when_it_opens_until_it_has()
    {
        var spec = Spec.Given(Create() with { OpensAt = At(600), OpenTime = "18:10", Location = "Pier 3" }, Start);
        Assert.Equal(("closed", At(600)), (spec.View.Status().State, spec.View.Status().OpensAt));
        var opened = spec.When(new DeadlinePassed(), At(600)).View.Status();
        Assert.Equal(("open", null, "18:10", "Pier 3"), (opened.State, opened.OpensAt, opened.OpenTime, opened.Location));
    }

    [Fact]
    public void Status_of_a_queue_closed_before_its_opening_promises_nothing() =>
        Assert.Null(Spec.Given(Create() with { OpensAt = At(600) }, Start).When(new Close(), At(5)).View.Status().OpensAt);

    [Theory]
    [InlineData(DisplayNames.Number, true, null)]
    [InlineData(DisplayNames.Initial, false, null)]
    [InlineData(DisplayNames.Initial, true, "A.")]
    public void Display_shows_what_the_options_let_the_viewer_see(DisplayNames names, bool trusted, string? shown)
    {
        var spec = Open(new WaitlistOptions { DisplayNames = names }).When(Joining(Ann, "ann"), At(1)).When(new Call(Ann, null), At(2));
        Assert.Equal(new DisplayRow(1, shown, At(2)), Assert.Single(spec.View.Display(trusted).NowCalled));
    }

    [Fact]
    public void Display_without_names_lists_nobody()
    {
        var spec = Open(new WaitlistOptions { DisplayNames = DisplayNames.None }, Ann, Bob).When(new Call(Ann, null), At(5));
        Assert.Empty(spec.View.Display(trusted: true).NowCalled);
        Assert.Empty(spec.View.Display(trusted: true).Next);
    }

    [Fact]
    public void Display_shows_the_newest_call_first_and_then_who_is_next()
    {
        var display = Open(Ann, Bob, Cem, Dua)
            .When(new Call(Cem, null), At(10)).When(new Call(Ann, null), At(11)).View.Display(trusted: false);
        Assert.Equal([1, 3], display.NowCalled.Select(row => row.Ticket));
        Assert.Equal([2, 4], display.Next.Select(row => row.Ticket));
    }

    [Fact]
    public void Display_shows_the_next_eight()
    {
        var spec = Enumerable.Range(1, 10).Aggregate(Open(), (room, n) => room.When(Joining(Id(n)), At(n)));
        Assert.Equal(Enumerable.Range(1, 8), spec.View.Display(trusted: false).Next.Select(row => row.Ticket));
    }

    [Fact]
    public void An_initial_is_one_whole_character_as_people_read_it()
    {
        var spec = Open(new WaitlistOptions { DisplayNames = DisplayNames.Initial }).When(Joining(Ann, "👩🏽 Ann"), At(1));
        Assert.Equal("👩🏽.", spec.View.Display(trusted: true).Next[0].Name);
    }

    private static string Guest(Spec spec, PartyId party) => JsonSerializer.Serialize(spec.View.Guest(party), ViewJson.Wire.GuestView);
}
