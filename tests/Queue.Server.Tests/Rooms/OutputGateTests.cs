using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>Nobody sees a state before it is on the disk.</summary>
public sealed class OutputGateTests
{
    private static readonly string[] Audiences = ["snapshot", "", "display"];

    private readonly TroubledLog log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task I5_while_a_commit_is_held_back_no_poll_shows_it_and_after_it_every_poll_does()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        var before = await AllTagsAsync(server, queue, ann);

        log.HoldBack();
        var advancing = queue.HostAsync("advance");
        await log.HeldAsync();
        Assert.Equal(before, await AllTagsAsync(server, queue, ann));
        Assert.False(advancing.IsCompleted);

        log.LetGo();
        var answer = await advancing;
        foreach (var (old, now) in before.Zip(await AllTagsAsync(server, queue, ann)))
        {
            Assert.False(string.Equals(old, now, StringComparison.Ordinal), old);
        }

        Assert.Equal(answer.Header("Queue-Version"), (await queue.HostSnapshotAsync()).Header("Queue-Version"));
    }

    [Fact]
    public async Task I5_a_long_poll_ends_with_the_commit_and_not_before()
    {
        await using var server = await TestServer.StartAsync(new ManualTime(), null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var tag = (await queue.HostSnapshotAsync()).ETag!;
        var polling = queue.HostSnapshotAsync(("If-None-Match", tag), ("Prefer", "wait=20"));

        log.HoldBack();
        var joining = queue.TryJoinAsync("Ann");
        await log.HeldAsync();
        Assert.Equal(tag, (await queue.HostSnapshotAsync()).ETag);
        Assert.False(polling.IsCompleted);

        log.LetGo();
        Assert.Contains("Ann", (await polling).Text, StringComparison.Ordinal);
        await joining;
    }

    [Fact]
    public async Task I5_a_socket_shows_a_change_after_its_commit_and_never_one_that_failed()
    {
        await using var server = await TestServer.StartAsync(new ManualTime(), null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        using var socket = await ConnectAsync(server, queue);
        Assert.Empty((await ReceiveAsync(socket))["queue"]!.AsArray());

        var receiving = ReceiveAsync(socket);
        log.HoldBack();
        var lost = queue.TryJoinAsync("Lost");
        await log.HeldAsync();
        Assert.False(receiving.IsCompleted);
        log.RefusesWrites = true;
        log.LetGo();
        Assert.Equal("unavailable", (await lost).Code);
        log.RefusesWrites = false;

        log.HoldBack();
        var kept = queue.TryJoinAsync("Kept");
        await log.HeldAsync();
        Assert.False(receiving.IsCompleted);
        log.LetGo();
        await kept;
        Assert.Equal("Kept", (string?)Assert.Single((await receiving)["queue"]!.AsArray())?["name"]);
    }

    [Fact]
    public async Task I5_a_commit_that_fails_was_never_shown()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        var before = await AllTagsAsync(server, queue, ann);

        log.HoldBack();
        var advancing = queue.HostAsync("advance");
        await log.HeldAsync();
        log.RefusesWrites = true;
        log.LetGo();

        Assert.Equal("unavailable", (await advancing).Code);
        Assert.Equal(before, await AllTagsAsync(server, queue, ann));
        Assert.Equal("position", await queue.StatusAsync(ann));
    }

    [Fact]
    public async Task I5_a_refusal_that_rests_on_an_unstored_change_waits_for_it_too()
    {
        await using var server = await TestServer.StartAsync(null, null, ["--Queue:Rooms:MailboxCapacity", "2"], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        log.HoldBack();
        var first = queue.TryJoinAsync("Ann");
        await log.HeldAsync();

        // Two of these wait for the first commit; they share the second, and one of them is refused on what the other does.
        var twins = Enumerable.Range(0, 3).Select(_ => queue.TryJoinAsync("Bo")).ToList();
        await Eventually.TrueAsync("the mailbox is full", () => twins.Exists(twin => twin.IsCompleted));
        log.BeforeAppend = batch => batch[0].ExpectedVersion > 1 ? throw new IOException("The disk is gone.") : Task.CompletedTask;
        log.LetGo();

        Assert.Equal(HttpStatusCode.OK, (await first).Status);
        Assert.All(await Task.WhenAll(twins), twin => Assert.Equal("unavailable", twin.Code));
        Assert.Equal("Ann waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task I5_a_room_is_not_found_before_its_opening_is_stored()
    {
        await using var server = await TestServer.StartAsync(null, null, [], services =>
        {
            log.Install(services);
            OneCode.Install("BCDFGH", services);
        });
        log.HoldBack();
        var creating = WaitlistClient.CreateAsync(server.Http);
        await log.HeldAsync();
        Assert.Equal("session_not_found", (await server.Http.GetAsync("/api/queue/BCDFGH", [])).Code);

        log.LetGo();
        await creating;
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/api/queue/BCDFGH", [])).Status);
    }

    private static async Task<List<string?>> AllTagsAsync(TestServer server, WaitlistClient queue, string party)
    {
        List<string?> tags = [(await queue.HostSnapshotAsync()).ETag, (await queue.GuestSnapshotAsync(party)).ETag];
        foreach (var audience in Audiences)
        {
            tags.Add((await server.Http.GetAsync($"{queue.Path}/{audience}".TrimEnd('/'), [])).ETag);
        }

        return tags;
    }

    private static async Task<ClientWebSocket> ConnectAsync(TestServer server, WaitlistClient queue)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("x-host-auth", queue.HostToken);
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}{queue.Path}/connect"), Token);
        return socket;
    }

    private static async Task<JsonNode> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16_384];
        var frame = await socket.ReceiveAsync(buffer, Token);
        return JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, frame.Count))!;
    }
}
