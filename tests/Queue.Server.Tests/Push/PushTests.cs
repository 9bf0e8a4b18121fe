using System.Globalization;
using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

public sealed class PushTests
{
    [Fact]
    public async Task A_subscription_is_confirmed_on_the_phone_and_shows_on_the_row()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        var confirmed = await evening.ReceivedAsync(at, 1);
        Assert.Equal(("Trattoria", "join_confirm"), ((string?)confirmed["title"], (string?)confirmed["kind"]));
        Assert.Equal("sent", await evening.PushStateAsync(party));
    }

    [Theory]
    [InlineData(0, "within 2 minutes", 120)]
    [InlineData(1, "within 2 minutes", 119)]
    [InlineData(119, "within 1 minute.", 1)]
    public async Task P2_P10_A_call_is_urgent_lives_as_long_as_the_call_and_says_the_minutes_that_are_left(int late, string says, int ttl)
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync("script");
        evening.Service.Script.Enqueue(late == 0 ? 201 : 503);
        evening.Service.Waits.Enqueue(late);
        await evening.Queue.PartyAsync("call", party);
        await evening.ReceivedAsync(at, 2);
        if (late > 0)
        {
            await evening.CountedAsync("queue_push_deliveries_total{kind=\"called\",outcome=\"retry\"}", 1);
            evening.Time.Advance(TimeSpan.FromSeconds(late));
        }

        var count = late == 0 ? 2 : 3;
        var called = await evening.ReceivedAsync(at, count);
        Assert.Equal("called", (string?)called["kind"]);
        Assert.Contains(says, (string?)called["body"], StringComparison.Ordinal);
        var headers = evening.To(at)[count - 1].Headers;
        Assert.InRange(headers["Topic"].Length, 1, 32);
        Assert.Equal(("high", ttl.ToString(CultureInfo.InvariantCulture)), (headers["Urgency"], headers["TTL"]));
    }

    [Fact]
    public async Task P4_A_push_service_that_fails_is_asked_again_until_it_takes_the_alert()
    {
        await using var evening = await PushEvening.StartAsync("\"callWindowSeconds\":1800");
        var (party, at) = await evening.GuestAsync("script");
        evening.Service.Script.Enqueue(500);
        evening.Service.Script.Enqueue(503);
        await evening.Queue.PartyAsync("call", party);
        await evening.AdvanceUntilAsync("the third attempt", () => evening.To(at).Count >= 4);

        await Eventually.TrueAsync("the row says sent", async () => await evening.PushStateAsync(party) is "sent");
    }

    [Fact]
    public async Task P8_One_browser_in_two_queues_gets_the_calls_of_both()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        var other = await WaitlistClient.CreateAsync(evening.Server.Http);
        var second = await other.JoinAsync();
        Assert.Equal("ok", (await evening.TrySubscribeAsync(second, at, session: other.SessionId)).Text);
        await evening.ReceivedAsync(at, 2);

        await evening.Queue.PartyAsync("call", party);
        await evening.ReceivedAsync(at, 3);
        await other.PartyAsync("call", second);
        Assert.Equal("called", (string?)(await evening.ReceivedAsync(at, 4))["kind"]);
    }

    [Fact]
    public async Task P7_The_second_in_line_is_told_once_however_the_line_got_shorter()
    {
        await using var evening = await PushEvening.StartAsync();
        var first = await evening.Queue.JoinAsync();
        var second = await evening.Queue.JoinAsync();
        var (_, at) = await evening.GuestAsync();

        await evening.Server.Http.PostAsync($"{evening.Queue.Path}/leave", $$"""{"partyId":"{{first}}"}""");
        Assert.Equal("pos_2", (string?)(await evening.ReceivedAsync(at, 2))["kind"]);

        await evening.Queue.PartyAsync("call", second);
        evening.Time.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal("called", (string?)(await evening.ReceivedAsync(at, 3))["kind"]);
        Assert.Equal(3, evening.To(at).Count);
    }

    [Fact]
    public async Task A_removed_party_is_told_after_second_thoughts_are_over()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        var kicked = await evening.Queue.PartyAsync("kick", party);
        var version = int.Parse((kicked.Header("Queue-Version") ?? "").Split('.')[1], CultureInfo.InvariantCulture);
        await evening.CountedAsync("queue_events_handled_total{handler=\"push\"}", version);
        Assert.Single(evening.To(at));

        evening.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("removed", (string?)(await evening.ReceivedAsync(at, 2))["kind"]);
    }

    [Theory]
    [InlineData("de", "Sie sind dran!")]
    [InlineData("es-MX", "¡Es tu turno!")]
    [InlineData("fr", "C'est votre tour")]
    [InlineData("zh-CN", "轮到您了")]
    [InlineData("tlh", "It is your turn")]
    public async Task A_guest_is_called_in_its_own_language(string language, string says)
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync(language: language);
        await evening.Queue.PartyAsync("call", party);
        Assert.Contains(says, (string?)(await evening.ReceivedAsync(at, 2))["body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_may_test_its_own_alerts_once_in_half_a_minute()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        Assert.Equal("sent", (await evening.TestAsync(party)).Text);
        Assert.Equal("test", (string?)(await evening.ReceivedAsync(at, 2))["kind"]);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await evening.TestAsync(party)).Status);
        evening.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("sent", (await evening.TestAsync(party)).Text);
    }
}
