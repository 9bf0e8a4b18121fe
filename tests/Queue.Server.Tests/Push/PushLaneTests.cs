using System.Globalization;
using Microsoft.Extensions.Options;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Push;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>What one push service's lane, the wait before another try, and the choice of what is due promise.</summary>
public sealed class PushLaneTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 8)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(1000, 60)]
    public void The_wait_before_another_try_is_never_longer_than_its_bound(int attempts, int boundSeconds)
    {
        var waits = Enumerable.Range(0, 2000).Select(_ => PushAttempt.Backoff(attempts)).ToList();
        Assert.All(waits, wait => Assert.InRange(wait, 100, boundSeconds * 1000));
        Assert.True(waits.Max() - waits.Min() > boundSeconds * 500, "There is no jitter.");
    }

    [Fact]
    public void A_lane_takes_no_more_than_its_places_and_one_alert_a_browser()
    {
        var lane = new PushLane(2);
        Assert.True(lane.TryEnter(To("a")));
        Assert.False(lane.TryEnter(To("a")));
        Assert.True(lane.TryEnter(To("b")));
        Assert.False(lane.TryEnter(To("c")));
        lane.Leave(To("a"), 0);
        Assert.True(lane.TryEnter(To("c")));
    }

    [Fact]
    public void A_service_never_pauses_its_lane_for_longer_than_two_minutes()
    {
        var lane = new PushLane(1);
        lane.Pause(TimeSpan.FromSeconds(30), 1000);
        Assert.Equal(31_000, lane.PausedUntil);
        lane.Pause(TimeSpan.FromDays(1), 1000);
        Assert.Equal(121_000, lane.PausedUntil);
    }

    [Theory]
    [InlineData(9, 10, true)] // too few to tell
    [InlineData(95, 5, true)]
    [InlineData(94, 6, false)]
    [InlineData(0, 100, false)]
    public void Subscriptions_are_deleted_while_refusals_are_few(int taken, int refused, bool may)
    {
        var lane = new PushLane(1);
        for (var i = 0; i < refused; i++)
        {
            lane.NoteAnswer(refused: true);
        }

        for (var i = 0; i < taken; i++)
        {
            lane.NoteAnswer(refused: false);
        }

        Assert.Equal(may, lane.MayDelete);
    }

    [Fact]
    public async Task At_every_instant_an_alert_is_either_due_or_the_next_to_be()
    {
        var folder = TestServer.NewFolder();
        using (var store = Open(folder, out var held))
        using (held)
        {
            var party = new PartyId(Guid.NewGuid());
            foreach (var origin in new[] { "https://a.example", "https://b.example" })
            {
                await store.SaveAsync(
                    new StoredSubscription(party.ToString(), origin + "/x", origin, "room", "", "", "", "en", "", 0, 1),
                    new Notice(PushTarget.Of(party), "test", 1, 1000, 9000));
            }

            foreach (var now in new[] { 0, 999, 1000, 1001, 5000 })
            {
                var waiting = await store.OriginsAsync(now);
                Assert.Equal(["https://a.example", "https://b.example"], waiting.Select(origin => origin.Origin));
                Assert.All(waiting, origin => Assert.Equal(now < 1000 ? (null, 1000L) : (1000L, (long?)null), (origin.DueAt, origin.NextAt)));
                Assert.Equal(now < 1000 ? 0 : 1, (await store.DueAsync("https://a.example", now, 10)).Count);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static PushStore Open(string folder, out DataFolder held)
    {
        held = new DataFolder(Options.Create(new QueueOptions { DataDirectory = folder }));
        return new PushStore(held, Options.Create(new StorageOptions()));
    }

    private static DueDelivery To(string party) => new() { Party = party, Endpoint = string.Create(CultureInfo.InvariantCulture, $"https://x/{party}") };
}
