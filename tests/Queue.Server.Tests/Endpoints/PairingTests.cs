using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed class PairingTests
{
    [Fact]
    public async Task A_second_device_hosts_the_same_queue_under_its_own_name()
    {
        await using var server = await TestServer.StartAsync(new ManualTime());
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        var second = await HostCraftTests.PairAsync(server.Http, queue, "Terrace");
        Assert.Equal((queue.Code, queue.SessionId), (second.Code, second.SessionId));
        await second.PartyAsync("call", ann);

        Expect.Problem(409, "party_changed", "The party was already called by Terrace", await queue.PartyAsync("call", ann));
    }

    [Fact]
    public async Task A_pairing_code_is_good_once_and_for_ten_minutes_in_any_case()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var code = await OfferAsync(queue);
        Expect.Problem(404, "pairing_code_not_found", Wrong, await PairAsync(server, "BCDFGHJK"));
        Assert.Equal(queue.Code, (string?)(await PairAsync(server, $"{code[..4].ToLowerInvariant()}-{code[4..]}")).Json["code"]);
        Expect.Problem(404, "pairing_code_not_found", Wrong, await PairAsync(server, code));

        code = await OfferAsync(queue);
        time.Advance(TimeSpan.FromMinutes(10));
        Expect.Problem(404, "pairing_code_not_found", Wrong, await PairAsync(server, code));
    }

    [Fact]
    public async Task Only_a_host_starts_a_pairing_and_a_device_needs_a_name()
    {
        await using var server = await TestServer.StartAsync(new ManualTime());
        var queue = await WaitlistClient.CreateAsync(server.Http);
        Expect.Problem(401, "unauthorized", "Host authentication required", await server.Http.PostAsync($"{queue.Path}/pairing", "{}"));
        Expect.FieldProblem("deviceName", "deviceName is required", await server.Http.PostAsync("/api/pair", """{"pairingCode":"BCDFGHJK"}"""));
    }

    private const string Wrong = "This pairing code is wrong or too old; ask for a new one";

    private static async Task<string> OfferAsync(WaitlistClient queue) => (string?)(await queue.HostAsync("pairing", "{}")).Json["pairingCode"] ?? "";

    private static Task<Answer> PairAsync(TestServer server, string code) =>
        server.Http.PostAsync("/api/pair", $$"""{"pairingCode":"{{code}}","deviceName":"Tablet"}""");
}
