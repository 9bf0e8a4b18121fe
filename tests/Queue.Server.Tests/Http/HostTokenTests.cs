using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

public sealed class HostTokenTests
{
    [Theory]
    [InlineData("snapshot")]
    [InlineData("display")]
    [InlineData("close")]
    [InlineData("advance")]
    public async Task L6_A_token_ends_after_seven_days_to_the_second(string route)
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);

        // Jumped, not advanced: seven days of heartbeats would all be stored.
        time.Jump(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        var good = await SendAsync(server, queue, route);
        Assert.Equal(route is "advance" ? 409 : 200, (int)good.Status);

        time.Jump(TimeSpan.FromSeconds(1));
        Expect.Problem(403, "invalid_host_token", "Invalid host authentication", await SendAsync(server, queue, route));
    }

    [Fact]
    public async Task L6_After_the_close_a_token_reads_and_changes_nothing_but_may_close_again()
    {
        await using var server = await TestServer.StartAsync();
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.HostAsync("close");

        Expect.Problem(409, "session_closed", "Session closed", await queue.HostAsync("advance"));
        Assert.True((bool?)(await queue.HostSnapshotAsync()).Json["closed"]);
        Expect.Ok("""{"ok":true}""", await queue.HostAsync("close"));
    }

    [Fact]
    public async Task L6_After_a_key_was_put_in_front_old_tokens_go_on_and_new_ones_use_it()
    {
        var folder = TestServer.NewFolder();
        var queue = await CreateAndStopAsync(folder);
        Rotate(folder, keepOld: true);

        await using var server = await TestServer.StartAsync(null, folder, []);
        var read = await server.Http.ReadAsync($"{queue.Path}/snapshot", ("x-host-auth", queue.HostToken));
        var created = await WaitlistClient.CreateAsync(server.Http);
        Assert.Equal("queue_update", (string?)read.Json["type"]);
        Assert.Equal("new1", created.HostToken.Split('.')[4]);
    }

    [Fact]
    public async Task L6_After_a_key_was_taken_out_its_tokens_are_worth_nothing()
    {
        var folder = TestServer.NewFolder();
        var queue = await CreateAndStopAsync(folder);
        Rotate(folder, keepOld: false);

        await using var server = await TestServer.StartAsync(null, folder, []);
        Expect.Problem(
            403, "invalid_host_token", "Invalid host authentication",
            await server.Http.ReadAsync($"{queue.Path}/snapshot", ("x-host-auth", queue.HostToken)));
    }

    [Fact]
    public async Task Every_token_names_another_device()
    {
        await using var server = await TestServer.StartAsync();
        var key = new string('k', 30);
        var first = await server.Http.PostAsync("/api/queue/create", """{"eventName":"E","maxGuests":5}""", ("Idempotency-Key", key));
        var again = await server.Http.PostAsync("/api/queue/create", """{"eventName":"E","maxGuests":5}""", ("Idempotency-Key", key));

        Assert.NotEqual((string?)first.Json["hostAuthToken"], (string?)again.Json["hostAuthToken"], StringComparer.Ordinal);
    }

    private static Task<Answer> SendAsync(TestServer server, WaitlistClient queue, string route) => route is "snapshot" or "display"
        ? server.Http.ReadAsync($"{queue.Path}/{route}", ("x-host-auth", queue.HostToken))
        : queue.HostAsync(route);

    private static async Task<WaitlistClient> CreateAndStopAsync(string folder)
    {
        await using var server = await TestServer.StartAsync(null, folder, []);
        return await WaitlistClient.CreateAsync(server.Http);
    }

    private static void Rotate(string folder, bool keepOld)
    {
        var path = Path.Combine(folder, "secrets.json");
        var secrets = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var keys = secrets["tokenKeys"]!.AsArray();
        if (!keepOld)
        {
            keys.Clear();
        }

        keys.Insert(0, new JsonObject { ["id"] = "new1", ["key"] = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()) });
        File.WriteAllText(path, secrets.ToJsonString());
    }
}
