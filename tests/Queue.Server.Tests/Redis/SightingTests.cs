using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>What a writer learns of those who only ask its readers.</summary>
public sealed class SightingTests(RedisProcess redis) : IClassFixture<RedisProcess>
{
    [Fact]
    public async Task Who_polls_a_reader_counts_at_the_writer()
    {
        await using var pair = await RedisPair.StartAsync(redis);
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        var ann = await queue.JoinAsync("Ann");
        var first = await pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot?partyId={ann}");
        for (var i = 0; i < 9; i++)
        {
            var again = await pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot?partyId={ann}", ("if-none-match", first.ETag ?? ""));
            Assert.Equal(304, (int)again.Status);
        }

        Assert.Equal(200, (int)(await pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot", ("x-host-auth", queue.HostToken))).Status);
        var metrics = (await pair.Reader.Http.ReadAsync("/metrics")).Text;
        Assert.Contains("queue_polls_total{answer=\"unchanged\"} 9\n", metrics, StringComparison.Ordinal);
        await Eventually.TrueAsync(
            "the writer has heard of Ann's phone",
            async () => (await PresenceAsync(pair, queue)).AsArray().Any(row => (string?)row!["partyId"] == ann),
            TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync("the writer counts the reader's polls and host", async () =>
        {
            var health = (await pair.Writer.Http.ReadAsync("/api/admin/health", ("authorization", $"Bearer {pair.Writer.AdminKey}"))).Json;
            return (int?)health["polls"] == 11 && (int?)health["hostsOnline"] == 1 && Math.Abs((double)health["unchangedShare"]! - (9 / 11d)) < 0.001;
        });
    }

    private static async Task<JsonNode> PresenceAsync(RedisPair pair, WaitlistClient queue) =>
        (await pair.Writer.Http.GetAsync($"{queue.Path}/presence", ("x-host-auth", queue.HostToken))).Json["parties"]!;
}
