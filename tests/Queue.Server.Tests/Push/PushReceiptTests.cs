using System.Net;
using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>What a phone says of an alert, with the token that came inside it.</summary>
public sealed class PushReceiptTests
{
    [Fact]
    public async Task A_receipt_shows_on_the_row_and_never_goes_back()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        var token = (string?)(await evening.ReceivedAsync(at, 1))["receipt"] ?? "";
        await Eventually.TrueAsync("the row says sent", async () => await evening.PushStateAsync(party) is "sent");

        foreach (var (state, shows) in new[] { ("shown", "shown"), ("answered", "answered"), ("shown", "answered"), ("answered", "answered") })
        {
            Assert.Equal(HttpStatusCode.OK, (await evening.ReceiptAsync(token, state)).Status);
            Assert.Equal(shows, await evening.PushStateAsync(party));
        }
    }

    [Fact]
    public async Task A_receipt_of_an_earlier_call_says_nothing_about_the_next()
    {
        await using var evening = await PushEvening.StartAsync("\"onCallExpired\":\"keep\"");
        var (party, at) = await evening.GuestAsync();
        var before = (string?)(await evening.ReceivedAsync(at, 1))["receipt"] ?? "";
        await evening.Queue.PartyAsync("call", party);
        await evening.ReceivedAsync(at, 2);
        await Eventually.TrueAsync("the call's alert is sent", async () => await evening.PushStateAsync(party) is "sent");
        Assert.Equal(HttpStatusCode.OK, (await evening.ReceiptAsync(before, "answered")).Status);
        Assert.Equal("sent", await evening.PushStateAsync(party));
    }

    [Fact]
    public async Task A_forged_a_damaged_and_an_old_receipt_are_refused()
    {
        await using var evening = await PushEvening.StartAsync();
        var (_, at) = await evening.GuestAsync();
        var other = await evening.Queue.JoinAsync();
        var token = (string?)(await evening.ReceivedAsync(at, 1))["receipt"] ?? "";
        var parts = token.Split('.');
        string With(int part, string value) => string.Join('.', parts.Select((text, i) => i == part ? value : text));
        string[] forged =
        [
            With(0, new string('0', 64)), With(1, "h"), With(2, other), With(3, "1"), With(4, "999"), With(5, "99999999999"),
            With(6, "nokey"), With(7, ""), token[..^1], token + "A", token[..^4] + "AAAA", evening.Queue.HostToken, "", ".......",
            new string('x', 5000), token.Replace('.', ','),
        ];
        foreach (var attempt in forged)
        {
            Expect.Problem(400, "invalid_receipt", "The receipt token is not valid", await evening.ReceiptAsync(attempt, "shown"));
        }

        Expect.FieldProblem("state", "state must be shown or answered", await evening.ReceiptAsync(token, "eaten"));
        evening.Time.Jump(TimeSpan.FromHours(24));
        Expect.Problem(400, "invalid_receipt", "The receipt token is not valid", await evening.ReceiptAsync(token, "shown"));
    }

    [Theory]
    [InlineData("""{"token":7,"state":"shown"}""", "token")]
    [InlineData("""{"token":"x","state":7}""", "state")]
    [InlineData("""{"token":"x","state":"shown","more":1}""", "more")]
    public async Task A_receipt_with_a_wrong_field_is_refused_by_name(string body, string field)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.Http.PostAsync("/api/push/receipt", body);
        Assert.NotNull(answer.Json["fields"]?[field]);
    }

    [Fact]
    public async Task The_funnel_counts_each_alert_and_each_step_once_and_knows_the_time_to_an_answer()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        var (_, silent) = await evening.GuestAsync();
        await evening.SubscribedAsync("403");
        await evening.Queue.JoinAsync();
        await evening.Queue.PartyAsync("call", party);
        var token = (string?)(await evening.ReceivedAsync(at, 2))["receipt"] ?? "";
        await evening.ReceivedAsync(silent, 2);
        evening.Time.Advance(TimeSpan.FromSeconds(20));
        for (var repeat = 0; repeat < 3; repeat++)
        {
            await evening.ReceiptAsync(token, "shown");
            await evening.ReceiptAsync(token, "answered");
            evening.Time.Advance(TimeSpan.FromSeconds(1));
        }

        // Confirmations of three, of which one was refused; a call; and the position of whoever is second.
        await Eventually.TrueAsync("the funnel", async () =>
        {
            var report = await ReadAsync(evening);
            return (Parts(report, "push_subscribed"), Parts(report, "push_sent"), Parts(report, "push_shown"), Parts(report, "push_answered"))
                == ((3, 4), (4, 5), (1, 4), (1, 1));
        });
        var answer = Metric(await ReadAsync(evening), "call_to_answer");
        Assert.Equal((20_000, 1), ((double?)answer["value"], (int?)answer["n"]));
        Assert.Equal(20_000, (double?)answer["by"]!["push"]);
    }

    private static async Task<JsonNode> ReadAsync(PushEvening evening) => (await evening.Server.Http.GetAsync(
        $"/api/admin/analytics?code={evening.Queue.Code}", ("x-host-auth", evening.Queue.HostToken))).Json;

    private static JsonNode Metric(JsonNode report, string name) =>
        report["metrics"]!.AsArray().Single(metric => (string?)metric!["name"] == name)!;

    private static (int?, int?) Parts(JsonNode report, string name) =>
        ((int?)(double?)Metric(report, name)["numerator"], (int?)(double?)Metric(report, name)["denominator"]);
}
