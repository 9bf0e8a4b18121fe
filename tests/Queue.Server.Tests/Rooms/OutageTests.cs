using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>
/// The service was away while calls ran out. A short absence goes unnoticed; after a longer one nobody is dropped who had no chance
/// to answer.
/// </summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly TroubledLog log = new();
    private readonly string folder = TestServer.NewFolder();
    private readonly Dictionary<string, string> parties = new(StringComparer.Ordinal);
    private TestServer server = null!;
    private WaitlistClient queue = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(time, folder, [], log.Install);
        queue = await WaitlistClient.CreateAsync(server.Http);
        foreach (var name in (string[])["Ann", "Bo", "Cy", "Di"])
        {
            parties[name] = await queue.JoinAsync(name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task L4_after_a_short_downtime_past_a_deadline_there_is_one_no_show_and_the_next_is_called()
    {
        await CallAsync("Ann");
        time.Advance(TimeSpan.FromSeconds(100));
        await RestartAsync(TimeSpan.FromSeconds(59));

        await queue.BecomesAsync("Bo called, Cy waiting, Di waiting");
        Assert.Equal("removed no_show", await queue.StatusAsync(parties["Ann"]));
        Assert.Equal(time.GetUtcNow().AddSeconds(120), await queue.DeadlineAsync(parties["Bo"]));

        time.Advance(TimeSpan.FromSeconds(60));
        await queue.SettleAsync();
        Assert.Equal("Bo called, Cy waiting, Di waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task L4_a_second_restart_does_it_no_second_time()
    {
        await CallAsync("Ann");
        time.Advance(TimeSpan.FromSeconds(100));
        await RestartAsync(TimeSpan.FromSeconds(30));
        await queue.BecomesAsync("Bo called, Cy waiting, Di waiting");
        var before = await queue.HostSnapshotAsync();

        await RestartAsync(TimeSpan.FromSeconds(5));
        await queue.SettleAsync();
        Assert.Equal(before.Text, (await queue.HostSnapshotAsync()).Text);
    }

    [Fact]
    public async Task After_hours_of_downtime_nobody_is_dropped_for_sixty_seconds_and_then_they_are()
    {
        await CallAsync("Ann");
        time.Advance(TimeSpan.FromSeconds(30));
        await CallAsync("Bo");
        await CallAsync("Cy");
        await RestartAsync(TimeSpan.FromHours(3));

        var graceUntil = time.GetUtcNow().AddSeconds(60);
        await Eventually.TrueAsync("the calls were extended", async () => await queue.DeadlineAsync(parties["Ann"]) == graceUntil);
        Assert.Equal(graceUntil, await queue.DeadlineAsync(parties["Cy"]));
        time.Advance(TimeSpan.FromMilliseconds(59_999));
        await queue.SettleAsync();
        Assert.Equal(3, await CalledAsync());

        time.Advance(TimeSpan.FromMilliseconds(1));
        await queue.BecomesAsync("Di called", time);
        foreach (var name in (string[])["Ann", "Bo", "Cy"])
        {
            Assert.Equal("removed no_show", await queue.StatusAsync(parties[name]));
        }
    }

    [Fact]
    public async Task A_guest_who_comes_back_after_the_outage_can_still_be_seated()
    {
        await CallAsync("Ann");
        await RestartAsync(TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal(HttpStatusCode.OK, (await queue.PartyAsync("seat", parties["Ann"])).Status);
        Assert.Equal("removed served", await queue.StatusAsync(parties["Ann"]));
    }

    [Fact]
    public async Task After_the_machine_slept_open_calls_get_sixty_seconds_more()
    {
        await CallAsync("Ann");
        time.Jump(TimeSpan.FromMinutes(20));

        // Whatever is asked first after waking up finds the call still open.
        await queue.SettleAsync();
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
        Assert.Equal(time.GetUtcNow().AddSeconds(60), await queue.DeadlineAsync(parties["Ann"]));

        time.Advance(TimeSpan.FromMilliseconds(59_999));
        await queue.SettleAsync();
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
        time.Advance(TimeSpan.FromMilliseconds(1));
        await queue.BecomesAsync("Bo called, Cy waiting, Di waiting", time);
    }

    [Fact]
    public async Task After_the_machine_slept_the_new_time_is_shown_without_anybody_asking()
    {
        await CallAsync("Ann");
        time.Jump(TimeSpan.FromMinutes(20));
        time.Advance(TimeSpan.FromSeconds(10));

        await Eventually.TrueAsync("the call was extended", async () => await queue.DeadlineAsync(parties["Ann"]) > time.GetUtcNow());
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
    }

    [Fact]
    public async Task A_sleep_that_holds_up_timers_too_is_noticed_within_the_grace()
    {
        await CallAsync("Ann");
        time.Shift(TimeSpan.FromMinutes(20));
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(45));

        await Eventually.TrueAsync("the call was extended", async () => await queue.DeadlineAsync(parties["Ann"]) > time.GetUtcNow());
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
    }

    [Fact]
    public async Task A_short_sleep_changes_nothing()
    {
        await CallAsync("Ann");
        var deadline = await queue.DeadlineAsync(parties["Ann"]);
        time.Jump(TimeSpan.FromSeconds(50));
        await queue.SettleAsync();

        Assert.Equal(deadline, await queue.DeadlineAsync(parties["Ann"]));
        time.Advance(TimeSpan.FromSeconds(70));
        await queue.BecomesAsync("Bo called, Cy waiting, Di waiting", time);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_fires_no_deadline_early_and_versions_go_on()
    {
        await CallAsync("Ann");
        var (deadline, version) = (await queue.DeadlineAsync(parties["Ann"]), await VersionAsync());
        time.Jump(TimeSpan.FromHours(-1));

        await queue.JoinAsync("Ed");
        Assert.Equal(version + 1, await VersionAsync());
        Assert.Equal(deadline, await queue.DeadlineAsync(parties["Ann"]));

        time.Advance(TimeSpan.FromMinutes(61));
        await queue.SettleAsync();
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
        Assert.Equal(version + 1, await VersionAsync());
        time.Advance(TimeSpan.FromMinutes(1));
        await queue.BecomesAsync("Bo called, Cy waiting, Di waiting, Ed waiting", time);
    }

    [Fact]
    public async Task A_closing_time_shortly_after_an_outage_is_kept()
    {
        var evening = await WaitlistClient.CreateAsync(server.Http, "\"closeTime\":\"19:00\"");
        time.Jump(new TimeSpan(0, 59, 30));
        await evening.SettleAsync();
        Assert.Equal("", await evening.LineAsync());

        await AdvanceInStepsAsync(TimeSpan.FromSeconds(31));
        await evening.BecomesAsync("closed", time);
    }

    [Theory]
    [InlineData(130)]
    [InlineData(150)]
    [InlineData(190)]
    [InlineData(400)]
    public async Task After_the_database_was_away_for_over_a_minute_open_calls_get_sixty_seconds_more(int seconds)
    {
        await CallAsync("Ann");
        log.RefusesWrites = true;
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(seconds));
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
        Assert.Equal("unavailable", (await queue.PartyAsync("seat", parties["Ann"])).Code);

        log.RefusesWrites = false;
        var back = time.GetUtcNow();
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(20));
        // Sixty seconds from when the server could store again and had noticed it.
        await queue.SettleAsync();
        var deadline = await queue.DeadlineAsync(parties["Ann"]);
        Assert.InRange(deadline - back, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(81));
        time.Advance(deadline - time.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        await queue.SettleAsync();
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
        time.Advance(TimeSpan.FromMilliseconds(1));
        await queue.BecomesAsync("Bo called, Cy waiting, Di waiting", time);
    }

    [Fact]
    public async Task A_crash_during_the_grace_loses_no_grace()
    {
        await CallAsync("Ann");
        log.BeforeAppend = _ => throw new IOException("The disk is full.");
        await RestartAsync(TimeSpan.FromHours(3));
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(40));

        log.BeforeAppend = null;
        await RestartAsync(TimeSpan.FromSeconds(5));
        await queue.SettleAsync();
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
        Assert.Equal(time.GetUtcNow().AddSeconds(60), await queue.DeadlineAsync(parties["Ann"]));
    }

    [Fact]
    public async Task A_crash_after_the_grace_is_no_outage_of_its_own()
    {
        await CallAsync("Ann");
        await RestartAsync(TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromSeconds(60));
        await queue.BecomesAsync("Bo called, Cy waiting, Di waiting", time);
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(11));
        var deadline = await queue.DeadlineAsync(parties["Bo"]);

        await RestartAsync(TimeSpan.FromSeconds(30));
        await queue.SettleAsync();
        Assert.Equal(deadline, await queue.DeadlineAsync(parties["Bo"]));
    }

    [Fact]
    public async Task A_call_that_was_extended_by_the_first_commit_after_an_outage_is_not_extended_again()
    {
        await CallAsync("Ann");
        log.RefusesWrites = true;
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(135));

        log.RefusesWrites = false;
        await queue.SettleAsync();
        var deadline = await queue.DeadlineAsync(parties["Ann"]);
        Assert.Equal(time.GetUtcNow().AddSeconds(60), deadline);

        await AdvanceInStepsAsync(TimeSpan.FromSeconds(20));
        await queue.SettleAsync();
        Assert.Equal(deadline, await queue.DeadlineAsync(parties["Ann"]));
    }

    [Fact]
    public async Task A_database_that_takes_signs_of_life_and_no_commits_is_an_outage_too()
    {
        await CallAsync("Ann");
        log.IsFull = true;
        Assert.Equal("unavailable", (await queue.TryJoinAsync("Ed")).Code);
        Assert.Equal("the database does not take commits", await LogHealthAsync());
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(130));
        Assert.Equal("the database does not take commits", await LogHealthAsync());

        log.IsFull = false;
        await queue.SettleAsync();
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
        Assert.Equal(time.GetUtcNow().AddSeconds(60), await queue.DeadlineAsync(parties["Ann"]));
        Assert.Equal("ok", await LogHealthAsync());
    }

    [Fact]
    public async Task A_restart_after_the_database_was_full_finds_the_outage()
    {
        await CallAsync("Ann");
        log.IsFull = true;
        Assert.Equal("unavailable", (await queue.TryJoinAsync("Ed")).Code);
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(200));

        log.IsFull = false;
        await RestartAsync(TimeSpan.FromSeconds(1));
        await queue.SettleAsync();
        Assert.Equal("called", await queue.StatusAsync(parties["Ann"]));
    }

    [Fact]
    public async Task Health_recovers_with_a_sign_of_life_when_nobody_sends_a_command()
    {
        log.IsFull = true;
        Assert.Equal("unavailable", (await queue.TryJoinAsync("Ed")).Code);
        log.IsFull = false;
        Assert.Equal("the database does not take commits", await LogHealthAsync());
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(11));
        await Eventually.TrueAsync("the log is well", async () => await LogHealthAsync() is "ok");
    }

    private async Task<string?> LogHealthAsync()
    {
        var ready = await server.Http.GetAsync("/health/ready", []);
        var log = (string?)ready.Json["dependencies"]?["log"];
        Assert.Equal(log is "ok" ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, ready.Status);
        return log;
    }

    private async Task CallAsync(string name) =>
        Assert.Equal(HttpStatusCode.OK, (await queue.PartyAsync("call", parties[name])).Status);

    private async Task<int> CalledAsync()
    {
        var calls = await Task.WhenAll(parties.Values.Select(queue.StatusAsync));
        return calls.Count(status => status is "called");
    }

    private async Task<long> VersionAsync() => long.Parse(
        (await queue.HostSnapshotAsync()).Header("Queue-Version")!.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private async Task RestartAsync(TimeSpan downtime)
    {
        await server.DisposeAsync();
        time.Jump(downtime);
        server = await TestServer.StartAsync(time, folder, [], log.Install);
        queue = new WaitlistClient(server.Http, queue.Code, queue.SessionId, queue.HostToken);
    }

    // Second by second, and each with a look at the server, so that its own threads keep up with the clock.
    private async Task AdvanceInStepsAsync(TimeSpan by)
    {
        for (var end = time.GetUtcNow() + by; time.GetUtcNow() < end;)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await queue.HostSnapshotAsync();
        }
    }
}
