using System.Net;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>The database took no commits for a while: nobody is dropped who had no chance to answer, and nobody is given time twice.</summary>
public sealed class DatabaseOutageTests : OutageEvening
{
    [Theory]
    [InlineData(130)]
    [InlineData(150)]
    [InlineData(190)]
    [InlineData(400)]
    public async Task After_the_database_was_away_for_over_a_minute_open_calls_get_sixty_seconds_more(int seconds)
    {
        await CallAsync("Ann");
        Log.RefusesWrites = true;
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(seconds));
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
        Assert.Equal("unavailable", (await Waitlist.PartyAsync("seat", Parties["Ann"])).Code);

        Log.RefusesWrites = false;
        var back = Time.GetUtcNow();
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(20));
        // Sixty seconds from when the server could store again and had noticed it.
        await Waitlist.SettleAsync();
        var deadline = await Waitlist.DeadlineAsync(Parties["Ann"]);
        Assert.InRange(deadline - back, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(100));
        Time.Advance(deadline - Time.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        await Waitlist.SettleAsync();
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await Waitlist.BecomesAsync("Bo called, Cy waiting, Di waiting", Time);
    }

    [Fact]
    public async Task Rooms_that_come_back_one_after_the_other_get_the_same_time_and_none_gets_it_twice()
    {
        await CallAsync("Ann");
        var other = await WaitlistClient.CreateAsync(Server.Http);
        var eva = await other.JoinAsync("Eva");
        await other.PartyAsync("call", eva);
        Log.RefusesWrites = true;
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(135));

        Log.RefusesWrites = false;
        await Waitlist.SettleAsync();
        var deadline = await Waitlist.DeadlineAsync(Parties["Ann"]);
        Assert.InRange(deadline - Time.GetUtcNow(), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(80));
        for (var i = 0; i < 20; i++)
        {
            await AdvanceInStepsAsync(TimeSpan.FromSeconds(1));
            await other.SettleAsync();
            await Waitlist.SettleAsync();
        }

        Assert.Equal((deadline, deadline), (await Waitlist.DeadlineAsync(Parties["Ann"]), await other.DeadlineAsync(eva)));
        Assert.Equal((1, 1), (await ExtensionsAsync(Waitlist), await ExtensionsAsync(other)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_made_after_an_outage_has_its_own_time(bool ofDatabase)
    {
        var evening = await WaitlistClient.CreateAsync(Server.Http, "\"callWindowSeconds\":30");
        var (fay, gus) = (await evening.JoinAsync("Fay"), await evening.JoinAsync("Gus"));
        await evening.PartyAsync("call", fay);
        Log.RefusesWrites = ofDatabase;
        await AdvanceInStepsAsync(ofDatabase ? TimeSpan.FromSeconds(100) : TimeSpan.Zero);
        Time.Jump(ofDatabase ? TimeSpan.Zero : TimeSpan.FromMinutes(20));

        Log.RefusesWrites = false;
        await evening.SettleAsync();
        await evening.PartyAsync("call", gus);
        var deadline = Time.GetUtcNow().AddSeconds(30);
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(11));
        await evening.SettleAsync();
        Assert.Equal(deadline, await evening.DeadlineAsync(gus));
        Assert.Equal(1, await ExtensionsAsync(evening));
    }

    [Fact]
    public async Task While_the_database_is_away_health_says_so_and_with_the_first_commit_it_is_well()
    {
        Log.RefusesWrites = true;
        Assert.Equal("unavailable", (await Waitlist.TryJoinAsync("Ed")).Code);
        Assert.Equal("the database does not take commits", await LogHealthAsync());
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("the database does not take commits", await LogHealthAsync());

        Log.RefusesWrites = false;
        await Waitlist.JoinAsync("Ed");
        Assert.Equal("ok", await LogHealthAsync());
    }

    [Fact]
    public async Task Health_recovers_with_a_sign_of_life_when_nobody_sends_a_command()
    {
        Log.RefusesWrites = true;
        Assert.Equal("unavailable", (await Waitlist.TryJoinAsync("Ed")).Code);
        Log.RefusesWrites = false;
        Assert.Equal("the database does not take commits", await LogHealthAsync());
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(11));
        await Eventually.TrueAsync("the log is well", async () => await LogHealthAsync() is "ok");
    }

    [Fact]
    public async Task A_room_that_alone_could_not_be_stored_for_over_a_minute_gets_sixty_seconds_more()
    {
        await CallAsync("Ann");
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(115));
        await RefuseAloneAsync(TimeSpan.FromSeconds(90));

        Log.BeforeAppend = null;
        await Waitlist.SettleAsync();
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
        var deadline = await Waitlist.DeadlineAsync(Parties["Ann"]);
        Assert.InRange(deadline - Time.GetUtcNow(), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(80));

        await AdvanceInStepsAsync(deadline - Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        await Waitlist.SettleAsync();
        Assert.Equal(1, await ExtensionsAsync(Waitlist));
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Waitlist.BecomesAsync("Bo called, Cy waiting, Di waiting", Time);
    }

    [Fact]
    public async Task Failures_far_apart_are_no_outage_of_a_room()
    {
        await CallAsync("Ann");
        await RefuseAloneAsync(TimeSpan.FromSeconds(1));
        Log.BeforeAppend = null;
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(110));
        await RefuseAloneAsync(TimeSpan.FromSeconds(15));

        Log.BeforeAppend = null;
        await Waitlist.SettleAsync();
        Assert.Equal("removed no_show", await Waitlist.StatusAsync(Parties["Ann"]));
        Assert.Equal(0, await ExtensionsAsync(Waitlist));
    }

    [Fact]
    public async Task After_a_database_that_took_small_commits_alone_a_restart_finds_the_outage()
    {
        await CallAsync("Ann");
        Log.IsNearlyFull = true;
        await RefuseAloneAsync(TimeSpan.FromSeconds(200));

        Log.IsNearlyFull = false;
        Log.BeforeAppend = null;
        await RestartAsync(TimeSpan.FromSeconds(1));
        await Waitlist.SettleAsync();
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
    }

    // Another room is stored all the while.
    private async Task RefuseAloneAsync(TimeSpan length)
    {
        var other = await WaitlistClient.CreateAsync(Server.Http);
        Log.BeforeAppend = batch => batch.Any(append => append.Id.Value.Equals(Waitlist.SessionId, StringComparison.Ordinal))
            ? throw new IOException("There is no room for this.")
            : Task.CompletedTask;
        for (var end = Time.GetUtcNow() + length; Time.GetUtcNow() < end;)
        {
            Assert.Equal("unavailable", (await Waitlist.TryJoinAsync("Ed")).Code);
            await Eventually.TrueAsync("another room is stored", async () => (await other.TryJoinAsync()).Status is HttpStatusCode.OK);
            await AdvanceInStepsAsync(TimeSpan.FromSeconds(5));
        }
    }

    private async Task<int> ExtensionsAsync(WaitlistClient waitlist)
    {
        Assert.True(RoomId.TryParse(waitlist.SessionId, out var id));
        var stored = await Log.Inner.LoadAsync(id, TestContext.Current.CancellationToken);
        return stored!.Events.OfType<CallExtended>().Count();
    }

    private async Task<string?> LogHealthAsync()
    {
        var ready = await Server.Http.GetAsync("/health/ready", []);
        var log = (string?)ready.Json["dependencies"]?["log"];
        Assert.Equal(log is "ok" ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, ready.Status);
        return log;
    }
}
