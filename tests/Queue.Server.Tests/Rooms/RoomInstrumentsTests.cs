using System.Globalization;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>Reads <c>/metrics</c>.</summary>
internal static class Metrics
{
    /// <summary>The one value of a series, such as <c>queue_room_loaded</c>; <see langword="null"/> before anything was counted in it.</summary>
    public static async Task<long?> MetricAsync(this TestServer server, string series)
    {
        var text = (await server.Http.GetAsync("/metrics", [])).Text;
        var line = text.Split('\n').SingleOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }
}

public sealed class RoomInstrumentsTests
{
    [Fact]
    public async Task A_server_counts_only_its_own_rooms()
    {
        await using var busy = await TestServer.StartAsync();
        await using var idle = await TestServer.StartAsync();
        await (await WaitlistClient.CreateAsync(busy.Http)).JoinAsync("Ann");

        Assert.Equal(1, await busy.MetricAsync("queue_room_loaded"));
        Assert.Equal(0, await idle.MetricAsync("queue_room_loaded"));
        Assert.Equal(2, await busy.MetricAsync("queue_room_commits_total"));
        Assert.Equal(1, await busy.MetricAsync("queue_room_commands_total{outcome=\"accepted\"}"));
    }
}
