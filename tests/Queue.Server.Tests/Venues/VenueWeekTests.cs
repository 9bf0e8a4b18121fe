using System.Globalization;
using Queue.Core.Hours;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Venues;

/// <summary>A venue over a week with a clock change, on a server that is stopped every other night.</summary>
public sealed class VenueWeekTests
{
    private const int Days = 7;
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-26")]
    [InlineData("America/New_York", "2026-10-29")]
    public async Task It_opens_and_closes_by_the_wall_under_one_code_and_keeps_its_history_and_what_it_learned(string zone, string from)
    {
        var (clock, first) = (WallClock.Of(zone), DateOnly.Parse(from, CultureInfo.InvariantCulture));
        var time = new ManualTime(clock.InstantOf(first, new TimeOnly(12, 0)));
        var folder = TestServer.NewFolder();
        var server = await TestServer.StartAsync(time, folder, []);
        try
        {
            var venue = await VenueClient.CreateAsync(server.Http, VenueClient.Fields(zone: zone));
            var promised = new List<long>();
            for (var day = 0; day < Days; day++)
            {
                promised.Add(await EveningAsync(venue, time, day + 1, at => clock.InstantOf(first.AddDays(day), at)));
                if (day % 2 == 0)
                {
                    await server.DisposeAsync();
                    time.Jump(TimeSpan.FromHours(2));
                    server = await TestServer.StartAsync(time, folder, []);
                    venue = venue.At(server.Http);
                }
            }

            await venue.UntilAsync(time, time.GetUtcNow(), Days + 1);

            // Every evening its only guest waits an hour before they give up; the venue learns that, also over the nights it is off. (How
            // long the first party of a first evening waits says nothing yet.)
            Assert.Equal(promised.Skip(1).Order(), promised.Skip(1));
            Assert.True(promised[^1] >= 2 * promised[0], $"Nothing was learned: {string.Join(", ", promised)}");

            var queues = (await venue.Owner.GetAsync("/api/queues")).Json["queues"]!.AsArray();
            Assert.Equal(Days + 1, queues.Count);
            Assert.All(queues, queue => Assert.Equal(venue.Code, (string?)queue!["code"]));
            Assert.Equal([false, true], queues.Select(queue => (bool)queue!["closed"]!).Distinct());
            Assert.Equal(Days + 1, queues.Select(queue => (string?)queue!["sessionId"]).Distinct().Count());
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> EveningAsync(VenueClient venue, ManualTime time, int number, Func<TimeOnly, DateTimeOffset> today)
    {
        var (opens, closes) = (today(new TimeOnly(18, 0)), today(new TimeOnly(22, 0)));
        await venue.UntilAsync(time, opens - TimeSpan.FromMinutes(20), number);
        Assert.Equal(("closed", opens), (await venue.StateAsync(), await venue.OpensAtAsync()));
        Assert.Equal("outside_opening_hours", (await venue.JoinAsync()).Code);

        await venue.UntilAsync(time, opens - ASecond, "closed");
        await venue.UntilAsync(time, opens, "open");
        var joined = (await venue.JoinAsync()).Json;
        Assert.Equal(1, (int)joined["ticket"]!);
        await venue.UntilAsync(time, opens + TimeSpan.FromHours(1), "open");
        await venue.LeaveAsync((string)joined["partyId"]!);

        await venue.UntilAsync(time, closes - TimeSpan.FromMinutes(15), "last_call");
        Assert.Equal("last_call", (await venue.JoinAsync("Bo")).Code);

        await venue.UntilAsync(time, closes - ASecond, "last_call");
        await venue.UntilAsync(time, closes, "closed");
        return (long)joined["estimatedHighMs"]!;
    }
}
