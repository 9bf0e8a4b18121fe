using Microsoft.Extensions.Options;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Push;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Push;

/// <summary>What is known of a visit that ends and goes on, in whatever order one hears of it, and of alerts when a server ends.</summary>
public sealed class PushVisitTests : IDisposable
{
    private const long Hours = 3_600_000;

    private readonly string folder = TestServer.NewFolder();
    private readonly DataFolder held;
    private PushStore store;
    private readonly PartyId party = new(Guid.NewGuid());

    public PushVisitTests()
    {
        held = new DataFolder(Options.Create(new QueueOptions { DataDirectory = folder }));
        store = Open();
    }

    public void Dispose()
    {
        store.Dispose();
        held.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("end 5", false)]
    [InlineData("end 5, restore 6", true)]
    [InlineData("restore 6, end 5", true)]
    [InlineData("end 5, restore 6, end 5", true)]
    [InlineData("end 5, restore 6, end 7", false)]
    [InlineData("end 7, restore 6, end 5", false)]
    [InlineData("end 7, end 5, restore 6, restore 6", false)]
    [InlineData("restore 8, end 7, restore 6, end 5", true)]
    public async Task The_newest_of_ends_and_restores_says_whether_the_visit_goes_on(string story, bool goesOn)
    {
        await SubscribeAsync(asOf: 3);
        await HandleAsync(story);
        Assert.Equal(goesOn, await IsKeptAsync());
    }

    [Theory]
    [InlineData("end 5", 7, true)]
    [InlineData("end 5", 4, false)]
    public async Task An_end_before_the_party_asked_for_alerts_is_an_old_one(string late, long asOf, bool isKept)
    {
        await SubscribeAsync(asOf);
        await HandleAsync(late);
        Assert.Equal(isKept, await IsKeptAsync());
    }

    [Fact]
    public async Task A_browser_that_asks_again_after_a_restore_that_is_not_known_yet_is_kept()
    {
        await SubscribeAsync(asOf: 3);
        await HandleAsync("end 5");
        await SubscribeAsync(asOf: 6);
        await HandleAsync("end 4");
        Assert.True(await IsKeptAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_due_when_a_server_ended_may_have_left(bool ended)
    {
        await SubscribeAsync(asOf: 3, new Notice(PushTarget.Of(party), PushKinds.Called, 4, 0, Hours));
        if (ended)
        {
            store.Dispose();
            store = Open();
        }

        await store.AddAsync(new Notice(PushTarget.Of(party), PushKinds.FalseAlarm, 4, 0, Hours));
        var called = Assert.Single(await store.DueAsync("https://a.example", 1, 10));
        await store.NoteAsync([new PushResult(called.Id, PushStates.Dropped, 0, 0, 1)]);
        var alarm = Assert.Single(await store.DueAsync("https://a.example", 1, 10));
        Assert.Equal((PushKinds.FalseAlarm, ended), (alarm.Kind, alarm.WasAlarmed));
    }

    private PushStore Open() => new(held, Options.Create(new StorageOptions()));

    private Task SubscribeAsync(long asOf, Notice? welcome = null) => store.SaveAsync(
        new StoredSubscription(party.ToString(), "https://a.example/x", "https://a.example", "room", "", "", "", "en", "", 0, asOf),
        welcome ?? new Notice(PushTarget.Of(party), PushKinds.JoinConfirm, 0, 0, Hours));

    // Each time another message, as if it were not known to have come before.
    private async Task HandleAsync(string story)
    {
        foreach (var (index, happened) in story.Split(", ").Index())
        {
            var version = long.Parse(happened.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            var isEnd = happened.StartsWith("end", StringComparison.Ordinal);
            var handling = new HandledEvent($"{story} {index}", version, version, []) { Ended = isEnd ? PushTarget.Of(party) : null, Restored = isEnd ? null : PushTarget.Of(party) };
            Assert.Equal(1, await store.HandleAsync([handling]));
        }
    }

    private async Task<bool> IsKeptAsync()
    {
        await store.PurgeAsync(Hours);
        return await store.CountOthersAsync(party.ToString(), "") == 1;
    }
}
