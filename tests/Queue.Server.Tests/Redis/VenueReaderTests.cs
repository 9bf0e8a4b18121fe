using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>A venue's code at a reader leads on as at the writer.</summary>
public sealed class VenueReaderTests(RedisProcess redis) : IClassFixture<RedisProcess>
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero);

    // What Redis did not take at once is tried again after a pause, which passes by this clock.
    private static readonly TimeSpan ATryAgain = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime time = new();

    [Fact]
    public async Task A_reader_follows_the_code_from_evening_to_evening_and_never_back()
    {
        await using var pair = await StartAsync();
        var venue = await VenueClient.CreateAsync(pair.Writer.Http);
        var party = (string)(await venue.JoinAsync()).Json["partyId"]!;
        Assert.Equal(200, (int)(await pair.Reader.Http.ReadAsync($"/api/queue/{venue.Code}/snapshot?partyId={party}")).Status);
        await venue.UntilAsync(time, Friday.AddHours(22), "closed");
        await ShowsAsync(pair, venue, "closed", Friday.AddHours(42), "1.1");

        await venue.UntilAsync(time, Friday.AddHours(23), 2);
        await ShowsAsync(pair, venue, "closed", Friday.AddHours(42), "1.2");
        Assert.Equal(404, (int)(await pair.Reader.Http.ReadAsync($"/api/queue/{venue.Code}/snapshot?partyId={party}")).Status);
        Assert.Equal(2, (await venue.Owner.GetAsync("/api/queues")).Json["queues"]!.AsArray().Count);

        await venue.UntilAsync(time, Friday.AddHours(42), "open");
        await venue.JoinAsync("Bo");
        await Eventually.TrueAsync("the reader shows the second evening's guest", async () =>
        {
            time.Advance(ATryAgain);
            return (int?)(await pair.Reader.Http.ReadAsync($"/api/queue/{venue.Code}")).Json["partiesWaiting"] == 1;
        });
    }

    [Fact]
    public async Task A_venue_that_ended_is_gone_at_a_reader_too()
    {
        await using var pair = await StartAsync();
        var venue = await VenueClient.CreateAsync(pair.Writer.Http);
        Assert.Equal(200, (int)(await pair.Reader.Http.ReadAsync($"/api/queue/{venue.Code}")).Status);
        await venue.EndAsync();
        await Eventually.TrueAsync("the reader knows no such code", async () =>
        {
            time.Advance(ATryAgain);
            return (await pair.Reader.Http.ReadAsync($"/api/queue/{venue.Code}")).Code == "session_not_found";
        });
    }

    [Fact]
    public async Task Only_the_writer_can_tell_a_device_of_a_venue()
    {
        await using var pair = await StartAsync();
        var venue = await VenueClient.CreateAsync(pair.Writer.Http);
        var host = await DeviceClient.PairAsync(pair.Writer.Http, venue, "host");
        foreach (var view in new[] { "snapshot", "recent", "display" })
        {
            Assert.Equal(200, (int)(await host.ReadAsync(view)).Status);
            var answer = await pair.Reader.Http.ReadAsync($"/api/queue/{venue.Code}/{view}", ("x-host-auth", host.Token));
            Expect.Problem(421, "not_the_writer", "This server only reads; send this to the server that writes", answer);
        }
    }

    [Fact]
    public async Task What_needs_the_log_is_the_writers()
    {
        await using var pair = await StartAsync();
        Assert.Equal(421, (int)(await pair.Reader.Http.ReadAsync("/v/trattoria")).Status);
        Assert.Equal(421, (int)(await pair.Reader.Http.ReadAsync("/api/venues")).Status);
    }

    private Task ShowsAsync(RedisPair pair, VenueClient venue, string state, DateTimeOffset opensAt, string version) =>
        Eventually.TrueAsync($"the reader shows {state} {version}", async () =>
        {
            time.Advance(ATryAgain);
            var answer = await pair.Reader.Http.ReadAsync($"/api/queue/{venue.Code}");
            return (string?)answer.Json["state"] == state
                && answer.Json["opensAt"] is { } at && VenueClient.Instant(at) == opensAt
                && answer.Header("Queue-Version")!.StartsWith(version, StringComparison.Ordinal);
        });

    private Task<RedisPair> StartAsync() => RedisPair.StartAsync(redis, time);
}
