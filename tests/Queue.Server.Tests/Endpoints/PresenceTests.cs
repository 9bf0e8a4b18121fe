using Queue.Server.Redis;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed class PresenceTests
{
    [Fact]
    public async Task A_host_sees_when_each_phone_was_last_heard_of_and_nobody_else_does()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http, """ "preset":"restaurant" """);
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.HostAsync("add", """{"name":"Walk-in","size":2}""");
        await queue.GuestSnapshotAsync(ann);
        await queue.GuestSnapshotAsync(bo);
        var before = time.GetUtcNow().ToUnixTimeSeconds() * 1000;
        time.Advance(TimeSpan.FromMinutes(16));
        await queue.GuestSnapshotAsync(bo);

        var seen = (await PresenceAsync(server, queue)).Json;
        Assert.Equal(
            [(ann, before), (bo, before + 960_000)],
            seen["parties"]?.AsArray().Select(row => ((string)row!["partyId"]!, (long)row["seenAt"]!)));
        Assert.Equal(900_000, (long?)seen["quietAfterMs"]);
        Assert.DoesNotContain("seenAt", (await queue.HostSnapshotAsync()).Text, StringComparison.Ordinal);
        Expect.Problem(401, "unauthorized", "Host authentication required", await server.Http.ReadAsync($"{queue.Path}/presence"));
    }

    [Fact]
    public async Task A_guests_poll_changes_nothing_that_others_see()
    {
        await using var server = await TestServer.StartAsync(new ManualTime());
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        var tag = (await queue.HostSnapshotAsync()).ETag;
        await queue.GuestSnapshotAsync(ann);
        Assert.Equal(tag, (await queue.HostSnapshotAsync()).ETag);
    }

    [Fact]
    public void What_a_reader_tells_of_is_read_and_garbage_is_not()
    {
        var party = Guid.NewGuid();
        Assert.Equal([party], Sightings.Parse($"{party:N},x,,{party:D}").Select(id => id.Value));
        Assert.Empty(Sightings.Parse(""));
        Assert.Equal(200, Sightings.Parse(string.Join(',', Enumerable.Range(0, 900).Select(_ => Guid.NewGuid().ToString("N")))).Count());
    }

    private static Task<Answer> PresenceAsync(TestServer server, WaitlistClient queue) =>
        server.Http.GetAsync($"{queue.Path}/presence", ("x-host-auth", queue.HostToken));
}
