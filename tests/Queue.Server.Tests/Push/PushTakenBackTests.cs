using System.Globalization;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>What phones hear when a host calls again, or takes back a call or an end.</summary>
public sealed class PushTakenBackTests
{
    [Fact]
    public async Task A_second_call_says_that_it_is_one_and_is_as_urgent_as_the_first()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        var rev = await CallAsync(evening, party);
        Assert.Equal("called", (string?)(await evening.ReceivedAsync(at, 2))["kind"]);

        evening.Time.Advance(TimeSpan.FromSeconds(90));
        await CallAsync(evening, party, rev);
        var again = await evening.ReceivedAsync(at, 3);
        Assert.Equal("called_again", (string?)again["kind"]);
        Assert.Equal("We are calling you again! Please come within 2 minutes.", (string?)again["body"]);
        var headers = evening.To(at)[2].Headers;
        Assert.Equal(("high", "120"), (headers["Urgency"], headers["TTL"]));
    }

    [Fact]
    public async Task The_alert_of_an_old_call_does_not_leave_any_more()
    {
        await using var evening = await PushEvening.StartAsync("\"callWindowSeconds\":600");
        var (party, at) = await evening.GuestAsync("script");
        var rev = await RefusedCallAsync(evening, party);

        await CallAsync(evening, party, rev);
        evening.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("called_again", (string?)(await evening.ReceivedAsync(at, 3))["kind"]);
        await DroppedAsync(evening, "called");
        Assert.Equal(3, evening.To(at).Count);
    }

    [Fact]
    public async Task Who_was_told_of_a_call_is_told_that_it_was_a_false_alarm_and_at_once()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync(language: "de");
        await evening.Queue.PartyAsync("call", party);
        await evening.ReceivedAsync(at, 2);

        await evening.Queue.PartyAsync("restore", party);
        var alarm = await evening.ReceivedAsync(at, 3);
        Assert.Equal("false_alarm", (string?)alarm["kind"]);
        Assert.StartsWith("Falscher Alarm", (string?)alarm["body"], StringComparison.Ordinal);
        Assert.Equal("high", evening.To(at)[2].Headers["Urgency"]);
    }

    [Fact]
    public async Task Who_may_have_been_told_of_a_call_is_told_that_it_was_a_false_alarm()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync("script");
        evening.Service.Script.Enqueue(500);
        await evening.Queue.PartyAsync("call", party);
        await evening.CountedAsync("queue_push_deliveries_total{kind=\"called\",outcome=\"retry\"}", 1);

        await evening.Queue.PartyAsync("restore", party);
        Assert.Equal("false_alarm", (string?)(await evening.ReceivedAsync(at, 3))["kind"]);
    }

    [Fact]
    public async Task Nobody_who_was_not_told_of_a_call_hears_of_a_false_alarm()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync("script");
        await RefusedCallAsync(evening, party);

        await evening.Queue.PartyAsync("restore", party);
        evening.Time.Advance(TimeSpan.FromSeconds(30));
        await DroppedAsync(evening, "called");
        await DroppedAsync(evening, "false_alarm");
        Assert.Equal(2, evening.To(at).Count);
    }

    [Fact]
    public async Task Who_is_called_again_at_once_comes_rightly_and_hears_of_no_false_alarm()
    {
        await using var evening = await PushEvening.StartAsync("\"callWindowSeconds\":600");
        var (party, at) = await evening.GuestAsync("script");
        evening.Service.Script.Enqueue(503);
        evening.Service.Waits.Enqueue(30);
        await evening.Queue.PartyAsync("call", party);
        await evening.CountedAsync("queue_push_deliveries_total{kind=\"called\",outcome=\"retry\"}", 1);

        await evening.Queue.PartyAsync("restore", party);
        await evening.Queue.PartyAsync("call", party);
        evening.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("called_again", (string?)(await evening.ReceivedAsync(at, 3))["kind"]);
        await DroppedAsync(evening, "false_alarm");
        Assert.Equal(3, evening.To(at).Count);
    }

    [Theory]
    [InlineData("kick", "removed")]
    [InlineData("no-show", "no_show")]
    public async Task An_end_that_is_taken_back_within_15_seconds_is_told_to_nobody(string end, string kind)
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        await evening.Queue.PartyAsync("call", party);
        await evening.ReceivedAsync(at, 2);
        await evening.Queue.PartyAsync(end, party);
        evening.Time.Advance(TimeSpan.FromSeconds(14));
        await evening.Queue.PartyAsync("restore", party);

        evening.Time.Advance(TimeSpan.FromSeconds(1));
        await DroppedAsync(evening, kind);
        Assert.Equal(2, evening.To(at).Count);

        // A second end is told as the first would have been.
        await evening.Queue.PartyAsync("kick", party);
        evening.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("removed", (string?)(await evening.ReceivedAsync(at, 3))["kind"]);
    }

    [Theory]
    [InlineData("kick")]
    [InlineData("leave")]
    [InlineData("seat")]
    public async Task A_restored_party_is_called_hours_later_on_the_same_phone(string end)
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        await evening.Queue.PartyAsync(end, party);
        await HandledAsync(evening, await evening.Queue.PartyAsync("restore", party));
        evening.Time.Advance(TimeSpan.FromMinutes(50));
        evening.Time.Advance(TimeSpan.FromMinutes(50));

        // Whatever the delivery loop sends now, it has tidied up before.
        await evening.GuestAsync();
        await evening.Queue.PartyAsync("call", party);
        Assert.Equal("called", (string?)(await evening.ReceivedAsync(at, 3))["kind"]);
    }

    private static async Task<long> CallAsync(PushEvening evening, string party, long? rev = null)
    {
        var body = rev is null ? $$"""{"partyId":"{{party}}"}""" : $$"""{"partyId":"{{party}}","rev":{{rev}}}""";
        var answer = await evening.Queue.HostAsync("call", body);
        return (long?)answer.Json["party"]?["rev"] ?? throw new InvalidOperationException(answer.Text);
    }

    // The service says that it did not take the alert and wants to be left alone for half a minute.
    private static async Task<long> RefusedCallAsync(PushEvening evening, string party)
    {
        evening.Service.Script.Enqueue(429);
        evening.Service.Waits.Enqueue(30);
        var rev = await CallAsync(evening, party);
        await evening.CountedAsync("queue_push_deliveries_total{kind=\"called\",outcome=\"retry\"}", 1);
        return rev;
    }

    private static Task DroppedAsync(PushEvening evening, string kind) =>
        evening.CountedAsync($"queue_push_deliveries_total{{kind=\"{kind}\",outcome=\"dropped\"}}", 1);

    private static Task HandledAsync(PushEvening evening, Answer answer) => evening.CountedAsync(
        "queue_events_handled_total{handler=\"push\"}",
        int.Parse((answer.Header("Queue-Version") ?? "").Split('.')[1], CultureInfo.InvariantCulture));
}
