using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed class WalkTests
{
    [Fact]
    public async Task A_called_guest_sees_the_call_and_becomes_a_no_show_when_time_runs_out()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        var bo = await queue.JoinAsync("Bo");

        var advanced = await queue.HostAsync("advance");
        Assert.Equal("Ann", (string?)advanced.Json["nowServing"]?["name"]);
        Assert.Equal("called", (string?)(await queue.GuestSnapshotAsync(ann)).Json["type"]);

        time.Advance(TimeSpan.FromSeconds(121));
        await Eventually.TrueAsync("Bo is called", async () => (string?)(await queue.GuestSnapshotAsync(bo)).Json["type"] is "called");
        var removed = await queue.GuestSnapshotAsync(ann);
        Assert.Equal(("removed", "no_show"), ((string?)removed.Json["type"], (string?)removed.Json["reason"]));
        Assert.Equal(HttpStatusCode.OK, removed.Status);
    }
}
