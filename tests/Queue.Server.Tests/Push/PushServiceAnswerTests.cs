using Queue.Server.Tests.Fixtures;
using Queue.WebPush;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>Every answer of a push service, through the server's whole path: what becomes of the alert, the subscription and the row.</summary>
public sealed class PushServiceAnswerTests
{
    [Theory]
    [InlineData("201")]
    [InlineData("202")]
    public async Task P4_A_service_that_takes_an_alert_is_not_asked_again(string answer)
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync(answer);
        await evening.Queue.PartyAsync("call", party);
        await evening.ReceivedAsync(at, 2);
        await Eventually.TrueAsync("the row says sent", async () => await evening.PushStateAsync(party) is "sent");
        evening.Time.Advance(TimeSpan.FromMinutes(1));
        await evening.Queue.PartyAsync("seat", party);
        await evening.GuestAsync();
        Assert.Equal(2, evening.To(at).Count);
    }

    [Theory]
    [InlineData("404")]
    [InlineData("410")]
    public async Task P4_A_subscription_that_is_gone_is_deleted_and_the_row_says_failed(string answer)
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.SubscribedAsync(answer);
        await Eventually.TrueAsync("the row says failed", async () => await evening.PushStateAsync(party) is "failed");
        Assert.Equal("no_subscription", (await evening.TestAsync(party)).Code);
        Assert.Single(evening.To(at));
    }

    [Theory]
    [InlineData("400", 1)]
    [InlineData("401", 2)] // once more with a token that is signed anew
    [InlineData("403", 2)]
    [InlineData("413", 2)] // once more in few bytes
    [InlineData("redirect", 1)] // never followed
    [InlineData("huge400", 1)]
    public async Task An_alert_that_is_refused_is_given_up_and_the_subscription_stays(string answer, int requests)
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.SubscribedAsync(answer);
        await Eventually.TrueAsync("the row says failed", async () => await evening.PushStateAsync(party) is "failed");
        Assert.Equal((requests, requests), (evening.To(at).Count, evening.Service.Received.Count));
        Assert.Equal("sent", (await evening.TestAsync(party)).Text);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("429")]
    [InlineData("abort")]
    public async Task A_service_that_never_recovers_is_given_up_when_the_call_is_over(string answer)
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.SubscribedAsync(answer);
        await evening.Queue.PartyAsync("call", party);
        await evening.AdvanceUntilAsync("a second attempt", () => evening.To(at).Count >= 2);
        await evening.AdvanceUntilAsync("the call is given up", async () =>
            await evening.CounterAsync("queue_push_deliveries_total{kind=\"called\",outcome=\"failed\"}")
            + await evening.CounterAsync("queue_push_deliveries_total{kind=\"called\",outcome=\"dropped\"}") == 1);
    }

    [Fact]
    public async Task A_service_that_hangs_holds_up_nobody_else_and_is_asked_again()
    {
        await using var evening = await PushEvening.StartAsync(settings: ["--Queue:Push:RequestsPerOrigin", "2"]);
        await using var other = await FakePushService.StartAsync(evening.Time);
        var hanging = new List<PushSubscription>();
        for (var i = 0; i < 4; i++)
        {
            hanging.Add((await evening.SubscribedAsync("hang")).At);
        }

        await evening.Service.Hanging.Task;
        var (party, at) = (await evening.Queue.JoinAsync(), other.Local("201"));
        await evening.TrySubscribeAsync(party, at);
        await Eventually.TrueAsync("the other service's alert", () => other.Received.Count == 1);
        await evening.Queue.PartyAsync("call", party);
        await Eventually.TrueAsync("the other service's call", () => other.Received.Count == 2);
        Assert.True(evening.Service.Received.Count <= 2, "Two places were given and more requests came.");

        await evening.AdvanceUntilAsync("all four were asked after time-outs", () => hanging.TrueForAll(browser => evening.To(browser).Count > 0));
        await evening.AdvanceUntilAsync("one is asked again", () => hanging.Exists(browser => evening.To(browser).Count > 1));
    }

    [Fact]
    public async Task When_most_answers_are_refusals_subscriptions_that_are_called_gone_are_kept()
    {
        await using var evening = await PushEvening.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await evening.SubscribedAsync("403");
        }

        await evening.CountedAsync("queue_push_deliveries_total{kind=\"join_confirm\",outcome=\"failed\"}", 20);
        var (party, _) = await evening.SubscribedAsync("410");
        await evening.CountedAsync("queue_push_gone_kept_total", 1);
        Assert.Equal("sent", (await evening.TestAsync(party)).Text);
    }

    [Fact]
    public async Task A_newer_alert_for_a_browser_replaces_an_older_one_that_has_not_left()
    {
        await using var evening = await PushEvening.StartAsync();
        evening.Service.Script.Enqueue(500);
        var (party, at) = await evening.SubscribedAsync("script");
        await evening.CountedAsync("queue_push_deliveries_total{kind=\"join_confirm\",outcome=\"retry\"}", 1);
        await evening.Queue.PartyAsync("call", party);
        await evening.ReceivedAsync(at, 2);
        evening.Time.Advance(TimeSpan.FromSeconds(5));
        await evening.CountedAsync("queue_push_deliveries_total{kind=\"join_confirm\",outcome=\"dropped\"}", 1);
        Assert.Equal("called", (string?)(await evening.ReceivedAsync(at, 2))["kind"]);
        Assert.Equal(2, evening.To(at).Count);
    }

    [Fact]
    public async Task An_alert_whose_text_would_be_too_long_leaves_in_its_short_form()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        var words = string.Concat(Enumerable.Repeat("\u4e16\u20d0\u20d1", 200));
        var answer = await evening.Server.Http.PostAsync(
            "/api/push/test",
            $$"""{"sessionId":"{{evening.Queue.SessionId}}","partyId":"{{party}}","body":"{{words}}"}""",
            ("x-host-auth", evening.Queue.HostToken));
        Assert.Equal("sent", answer.Text);
        Assert.Equal("This is a test. Alerts work on this phone.", (string?)(await evening.ReceivedAsync(at, 2))["body"]);
    }
}
