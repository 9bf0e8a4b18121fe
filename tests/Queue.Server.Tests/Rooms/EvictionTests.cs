using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

public sealed class EvictionTests
{
    private static readonly string[] TenSeconds = ["--Queue:Rooms:EvictAfter", "00:00:10"];

    private readonly TroubledLog log = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task S1_a_room_that_left_memory_comes_back_with_the_same_bytes()
    {
        await using var server = await TestServer.StartAsync(time, null, TenSeconds, log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        await queue.JoinAsync("Bo");
        var (host, guest) = (await queue.HostSnapshotAsync(), await queue.GuestSnapshotAsync(ann));
        await LeaveMemoryAsync(server);

        Assert.Equal(HttpStatusCode.NotModified, (await queue.HostSnapshotAsync(("If-None-Match", host.ETag!))).Status);
        var (again, guestAgain) = (await queue.HostSnapshotAsync(), await queue.GuestSnapshotAsync(ann));
        Assert.Equal((host.ETag, host.Text), (again.ETag, again.Text));
        Assert.Equal((guest.ETag, guest.Text), (guestAgain.ETag, guestAgain.Text));
        Assert.Equal(host.Header("Queue-Version"), again.Header("Queue-Version"));
        Assert.Equal(1, log.Loads);
    }

    [Fact]
    public async Task S1_a_room_comes_back_from_its_checkpoint_and_goes_on()
    {
        await using var server = await TestServer.StartAsync(time, null, TenSeconds, log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        for (var round = 0; round < 3; round++)
        {
            await queue.JoinAsync($"Guest {round}");
            await LeaveMemoryAsync(server);
        }

        Assert.Equal("Guest 0 waiting, Guest 1 waiting, Guest 2 waiting", await queue.LineAsync());
        var joined = await queue.TryJoinAsync("Last");
        Assert.Equal((4, "1.5"), ((int)joined.Json["ticket"]!, joined.Header("Queue-Version")));
    }

    [Fact]
    public async Task Many_that_ask_for_a_cold_room_at_once_read_it_once()
    {
        await using var server = await TestServer.StartAsync(time, null, TenSeconds, log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await LeaveMemoryAsync(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => queue.TryJoinAsync(size: 1)));

        Assert.Equal(Enumerable.Range(1, 50), answers.Select(answer => (int)answer.Json["ticket"]!).Order());
        Assert.Equal(1, log.Loads);
    }

    [Fact]
    public async Task A_command_that_comes_while_its_room_leaves_memory_is_answered()
    {
        await using var server = await TestServer.StartAsync(time, null, TenSeconds, log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync("Ann");

        // Held back in the middle of leaving: the checkpoint is being stored, the mailbox is closed.
        log.HoldBack();
        time.Advance(TimeSpan.FromSeconds(15));
        await log.HeldAsync();
        var joining = queue.TryJoinAsync("Bo");
        Assert.Equal("Ann waiting", await queue.LineAsync());
        log.LetGo();

        Assert.Equal(HttpStatusCode.OK, (await joining).Status);
        Assert.Equal("Ann waiting, Bo waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task Commands_that_race_with_leaving_are_all_answered_and_none_is_lost()
    {
        await using var server = await TestServer.StartAsync(time, null, TenSeconds, log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        for (var round = 0; round < 12; round++)
        {
            var joining = Enumerable.Range(0, 4).Select(_ => queue.TryJoinAsync(size: 1)).ToList();
            time.Advance(TimeSpan.FromSeconds(15));
            Assert.All(await Task.WhenAll(joining), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        }

        var status = await server.Http.GetAsync(queue.Path, []);
        Assert.Equal(48, (int)status.Json["partiesWaiting"]!);
    }

    [Fact]
    public async Task A_held_poll_keeps_its_room_in_memory()
    {
        var watched = new WatchedTime(time);
        await using var server = await TestServer.StartAsync(time, null, TenSeconds, services =>
        {
            log.Install(services);
            watched.Install(services);
        });
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var polling = queue.HostSnapshotAsync(("If-None-Match", (await queue.HostSnapshotAsync()).ETag!), ("Prefer", "wait=25"));
        await watched.StartedAsync(TimeSpan.FromSeconds(25));
        var idle = await WaitlistClient.CreateAsync(server.Http);

        time.Advance(TimeSpan.FromSeconds(20));
        await Eventually.TrueAsync("only the held room is in memory", async () => await server.MetricAsync("queue_room_loaded") == 1);
        await queue.JoinAsync("Ann");

        Assert.Contains("Ann", (await polling).Text, StringComparison.Ordinal);
        Assert.Equal(0, log.Loads);
        Assert.Equal("", await idle.LineAsync());
        Assert.Equal(1, log.Loads);
    }

    [Fact]
    public async Task A_room_that_cannot_store_its_checkpoint_leaves_memory_and_loses_nothing()
    {
        await using var server = await TestServer.StartAsync(time, null, TenSeconds, log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync("Ann");

        log.RefusesWrites = true;
        await LeaveMemoryAsync(server);
        log.RefusesWrites = false;

        Assert.Equal("Ann waiting", await queue.LineAsync());
    }

    private async Task LeaveMemoryAsync(TestServer server)
    {
        time.Advance(TimeSpan.FromSeconds(15));
        await Eventually.TrueAsync("no room is in memory", async () => await server.MetricAsync("queue_room_loaded") == 0);
    }
}
