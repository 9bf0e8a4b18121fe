using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Tests.Fixtures;
using Queue.WebPush;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>A server with the settings of every day, for which the names of real push services lead to one on this machine.</summary>
public sealed class EverydayPush : IAsyncLifetime
{
    internal FakePushService Service { get; private set; } = null!;

    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var time = new ManualTime();
        Service = await FakePushService.StartAsync(time);
        Server = await TestServer.StartAsync(
            time, null, ["--Queue:Push:SubscriptionsPerParty", "2"], services => services.AddSingleton(_ => new PushSender(Service.PublicOptions(), time)));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Service.DisposeAsync();
    }
}

/// <summary>P9: who may subscribe whom, where; and that no endpoint makes this server ask a machine inside.</summary>
public sealed class PushEndpointTests(EverydayPush everyday) : IClassFixture<EverydayPush>
{
    private TestServer Server => everyday.Server;


    [Theory]
    [InlineData("https://evil.example/fcm.googleapis.com")]
    [InlineData("https://fcm.googleapis.com.evil.example/x")]
    [InlineData("https://evilfcm.googleapis.com.example/x")]
    [InlineData("https://notfcm.googleapis.com/x")]
    [InlineData("https://fcm.googleapis.com@evil.example/x")]
    [InlineData("https://user:pass@fcm.googleapis.com/x")]
    [InlineData("https://evil.example\\@fcm.googleapis.com/x")]
    [InlineData("https://evil.example#fcm.googleapis.com/x")]
    [InlineData("https://fcm.googleapis.com:8443/x")]
    [InlineData("https://fcm.googleapis.com:80/x")]
    [InlineData("http://fcm.googleapis.com/x")]
    [InlineData("ftp://fcm.googleapis.com/x")]
    [InlineData("//fcm.googleapis.com/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://localhost/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("http://127.0.0.1:8080/x")]
    [InlineData("https://127.1/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0x7f.0.0.1/x")]
    [InlineData("https://0177.0.0.1/x")]
    [InlineData("https://10.0.0.5/x")]
    [InlineData("https://172.16.3.4/x")]
    [InlineData("https://192.168.1.1/x")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:127.0.0.1]/x")]
    [InlineData("https://[::ffff:10.0.0.1]/x")]
    [InlineData("https://[64:ff9b::7f00:1]/x")]
    [InlineData("https://[64:ff9b:1::a00:1]/x")]
    [InlineData("https://[fd00::1]/x")]
    [InlineData("https://[fe80::1]/x")]
    [InlineData("https://93.184.215.14/x")]
    [InlineData("https://metadata.google.internal/x")]
    [InlineData("https://fcm.googleapis.com./x")]
    [InlineData("https:///x")]
    [InlineData("")]
    public async Task P9_An_endpoint_that_is_no_push_service_is_refused(string endpoint)
    {
        var queue = await WaitlistClient.CreateAsync(Server.Http);
        var party = await queue.JoinAsync();
        var answer = await SubscribeAsync(queue.SessionId, party, endpoint);
        Expect.FieldProblem("subscription", "Invalid subscription payload", answer);
        Assert.Equal("no_subscription", (await TestAsync(queue, party)).Code);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fd12:3456::1")]
    public async Task P9_A_name_that_leads_inside_when_the_alert_leaves_gets_no_connection(string address)
    {
        // At the subscribe the name led nowhere yet; now it leads inside, beside a public address.
        var connections = 0;
        HostResolver resolve = (_, _) => ValueTask.FromResult<IReadOnlyList<IPAddress>>([FakePushService.PublicAddress, IPAddress.Parse(address)]);
        await using var evening = await PushEvening.StartAsync(configure: (service, time) => services => services.AddSingleton(_ => new PushSender(
            service.PublicOptions(resolve, (_, _) =>
            {
                Interlocked.Increment(ref connections);
                throw new IOException("A connection was opened.");
            }),
            time)));
        var party = await evening.Queue.JoinAsync();
        Assert.Equal("ok", (await evening.TrySubscribeAsync(party, evening.Service.Public("201"))).Text);
        await Eventually.TrueAsync("the row says failed", async () => await evening.PushStateAsync(party) is "failed");
        Assert.Equal((0, 0), (Volatile.Read(ref connections), evening.Service.Received.Count));
    }

    [Fact]
    public async Task The_path_to_a_real_service_over_TLS_works_with_the_same_settings()
    {
        await using var evening = await PushEvening.StartAsync(
            configure: (service, time) => services => services.AddSingleton(_ => new PushSender(service.PublicOptions(), time)));
        var (party, at) = (await evening.Queue.JoinAsync(), evening.Service.Public("201", host: FakePushService.OtherPublicHost));
        Assert.Equal("ok", (await evening.TrySubscribeAsync(party, at)).Text);
        Assert.Equal("join_confirm", (string?)(await evening.ReceivedAsync(at, 1))["kind"]);
        Assert.Equal("HTTP/2", evening.To(at)[0].Protocol);
    }

    [Theory]
    [InlineData("BAAA", null)]
    [InlineData("", null)]
    [InlineData(null, "")]
    [InlineData(null, "AAAA")]
    [InlineData("not base64!", null)]
    [InlineData("off the curve", null)]
    public async Task P9_Keys_that_nothing_can_be_encrypted_for_are_refused(string? p256dh, string? auth)
    {
        var point = new Subscriber().Point;
        point[40] ^= 1;
        var key = p256dh is "off the curve" ? System.Buffers.Text.Base64Url.EncodeToString(point) : p256dh;
        var queue = await WaitlistClient.CreateAsync(Server.Http);
        var answer = await SubscribeAsync(queue.SessionId, await queue.JoinAsync(), "https://fcm.googleapis.com/x", key, auth);
        Expect.FieldProblem("subscription", "Invalid subscription payload", answer);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"subscription":null}""")]
    [InlineData("""{"subscription":7}""")]
    [InlineData("""{"subscription":{"endpoint":7,"keys":{}}}""")]
    [InlineData("""{"subscription":{"endpoint":"https://fcm.googleapis.com/x"}}""")]
    [InlineData("""{"subscription":{"endpoint":"https://fcm.googleapis.com/x","keys":"none"}}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    public async Task P9_A_body_that_is_no_subscription_is_refused_with_the_known_text(string body)
    {
        var answer = await Server.Http.PostAsync("/api/push/subscribe", body);
        Assert.Equal((HttpStatusCode.BadRequest, "Invalid subscription payload"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task P9_A_huge_endpoint_is_refused_and_a_huge_body_is_too_large()
    {
        var queue = await WaitlistClient.CreateAsync(Server.Http);
        var party = await queue.JoinAsync();
        var longest = "https://fcm.googleapis.com/";
        Assert.Equal("ok", (await SubscribeAsync(queue.SessionId, party, longest + new string('a', 2048 - longest.Length))).Text);
        Expect.FieldProblem(
            "subscription", "Invalid subscription payload",
            await SubscribeAsync(queue.SessionId, party, longest + new string('a', 2049 - longest.Length)));
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge, (await SubscribeAsync(queue.SessionId, party, longest + new string('a', 20_000))).Status);
    }

    [Fact]
    public async Task P9_A_foreign_party_an_unknown_session_and_a_party_that_is_gone_are_refused()
    {
        var (queue, other) = (await WaitlistClient.CreateAsync(Server.Http), await WaitlistClient.CreateAsync(Server.Http));
        var party = await queue.JoinAsync();
        const string Endpoint = "https://fcm.googleapis.com/x";
        Assert.Equal("party_not_found", (await SubscribeAsync(other.SessionId, party, Endpoint)).Code);
        Assert.Equal("session_not_found", (await SubscribeAsync(new string('0', 64), party, Endpoint)).Code);
        Assert.Equal("session_not_found", (await SubscribeAsync("'; DROP TABLE subscriptions", party, Endpoint)).Code);
        Assert.Equal("party_not_found", (await SubscribeAsync(queue.SessionId, "nobody", Endpoint)).Code);
        await queue.PartyAsync("kick", party);
        Assert.Equal("party_not_found", (await SubscribeAsync(queue.SessionId, party, Endpoint)).Code);
        await queue.HostAsync("close");
        Assert.Equal(HttpStatusCode.Conflict, (await SubscribeAsync(queue.SessionId, party, Endpoint)).Status);
    }

    [Fact]
    public async Task P8_P9_Whoever_subscribes_anothers_endpoint_takes_nothing_from_them()
    {
        await using var evening = await PushEvening.StartAsync();
        var (victim, at) = await evening.GuestAsync();
        var thief = await evening.Queue.JoinAsync();
        Assert.Equal("ok", (await evening.TrySubscribeAsync(thief, at.Endpoint, new Subscriber().P256dh, new Subscriber().Auth)).Text);
        await Eventually.TrueAsync("the thief's own alert, which nobody can read", () => evening.To(at).Any(push => push.Problem is not null));

        await evening.Queue.PartyAsync("call", victim);
        await Eventually.TrueAsync("the victim's call", () => evening.To(at).Any(push =>
            push.Problem is null && (string?)PushEvening.Read(push)["kind"] == "called"));
    }

    [Fact]
    public async Task A_party_has_a_bounded_number_of_browsers_and_may_renew_each()
    {
        var queue = await WaitlistClient.CreateAsync(Server.Http);
        var party = await queue.JoinAsync();
        string[] browsers = [.. Enumerable.Range(0, 3).Select(_ => everyday.Service.Public("201").Endpoint)];
        foreach (var endpoint in new[] { browsers[0], browsers[1], browsers[1], browsers[0] })
        {
            Assert.Equal("ok", (await SubscribeAsync(queue.SessionId, party, endpoint)).Text);
        }

        Expect.FieldProblem(
            "subscription", "This party has too many subscriptions", await SubscribeAsync(queue.SessionId, party, browsers[2]));
    }

    [Fact]
    public async Task P9_A_test_with_a_text_needs_the_host_of_that_queue()
    {
        await using var evening = await PushEvening.StartAsync();
        var (party, at) = await evening.GuestAsync();
        var other = await WaitlistClient.CreateAsync(evening.Server.Http);
        var body = $$"""{"sessionId":"{{evening.Queue.SessionId}}","partyId":"{{party}}","body":"Win a prize","title":"Bank","url":"https://evil.example"}""";
        Assert.Equal(
            HttpStatusCode.Forbidden, (await evening.Server.Http.PostAsync("/api/push/test", body, ("x-host-auth", other.HostToken))).Status);
        Assert.Equal("sent", (await evening.Server.Http.PostAsync("/api/push/test", body)).Text);
        Assert.Equal("This is a test. Alerts work on this phone.", (string?)(await evening.ReceivedAsync(at, 2))["body"]);

        Assert.Equal("sent", (await evening.Server.Http.PostAsync("/api/push/test", body, ("x-host-auth", evening.Queue.HostToken))).Text);
        var received = await evening.ReceivedAsync(at, 3);
        Assert.Equal(("Trattoria", "Win a prize"), ((string?)received["title"], (string?)received["body"]));
        Assert.DoesNotContain("evil", received.ToJsonString(), StringComparison.Ordinal);
    }

    private Task<Answer> SubscribeAsync(string session, string party, string endpoint, string? p256dh = null, string? auth = null) =>
        Server.Http.PostAsync("/api/push/subscribe", new JsonObject
        {
            ["sessionId"] = session,
            ["partyId"] = party,
            ["subscription"] = new JsonObject
            {
                ["endpoint"] = endpoint,
                ["keys"] = new JsonObject { ["p256dh"] = p256dh ?? new Subscriber().P256dh, ["auth"] = auth ?? new Subscriber().Auth },
            },
        }.ToJsonString());

    private Task<Answer> TestAsync(WaitlistClient queue, string party) => Server.Http.PostAsync(
        "/api/push/test", $$"""{"sessionId":"{{queue.SessionId}}","partyId":"{{party}}"}""");
}
