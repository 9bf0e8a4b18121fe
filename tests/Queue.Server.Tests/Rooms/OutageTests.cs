using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>
/// The service was away while calls ran out. A short absence goes unnoticed; after a longer one nobody is dropped who had no chance
/// to answer.
/// </summary>
public sealed class OutageTests : OutageEvening
{
    [Fact]
    public async Task L4_after_a_short_downtime_past_a_deadline_there_is_one_no_show_and_the_next_is_called()
    {
        await CallAsync("Ann");
        Time.Advance(TimeSpan.FromSeconds(100));
        await RestartAsync(TimeSpan.FromSeconds(59));

        await Waitlist.BecomesAsync("Bo called, Cy waiting, Di waiting");
        Assert.Equal("removed no_show", await Waitlist.StatusAsync(Parties["Ann"]));
        Assert.Equal(Time.GetUtcNow().AddSeconds(120), await Waitlist.DeadlineAsync(Parties["Bo"]));

        Time.Advance(TimeSpan.FromSeconds(60));
        await Waitlist.SettleAsync();
        Assert.Equal("Bo called, Cy waiting, Di waiting", await Waitlist.LineAsync());
    }

    [Fact]
    public async Task L4_a_second_restart_does_it_no_second_time()
    {
        await CallAsync("Ann");
        Time.Advance(TimeSpan.FromSeconds(100));
        await RestartAsync(TimeSpan.FromSeconds(30));
        await Waitlist.BecomesAsync("Bo called, Cy waiting, Di waiting");
        var before = await Waitlist.HostSnapshotAsync();

        await RestartAsync(TimeSpan.FromSeconds(5));
        await Waitlist.SettleAsync();
        Assert.Equal(before.Text, (await Waitlist.HostSnapshotAsync()).Text);
    }

    [Fact]
    public async Task After_hours_of_downtime_nobody_is_dropped_for_sixty_seconds_and_then_they_are()
    {
        await CallAsync("Ann");
        Time.Advance(TimeSpan.FromSeconds(30));
        await CallAsync("Bo");
        await CallAsync("Cy");
        await RestartAsync(TimeSpan.FromHours(3));

        var graceUntil = Time.GetUtcNow().AddSeconds(60);
        await Eventually.TrueAsync("the calls were extended", async () => await Waitlist.DeadlineAsync(Parties["Ann"]) == graceUntil);
        Assert.Equal(graceUntil, await Waitlist.DeadlineAsync(Parties["Cy"]));
        Time.Advance(TimeSpan.FromMilliseconds(59_999));
        await Waitlist.SettleAsync();
        Assert.Equal(3, await CalledAsync());

        Time.Advance(TimeSpan.FromMilliseconds(1));
        await Waitlist.BecomesAsync("Di called", Time);
        foreach (var name in (string[])["Ann", "Bo", "Cy"])
        {
            Assert.Equal("removed no_show", await Waitlist.StatusAsync(Parties[name]));
        }
    }

    [Fact]
    public async Task A_guest_who_comes_back_after_the_outage_can_still_be_seated()
    {
        await CallAsync("Ann");
        await RestartAsync(TimeSpan.FromHours(1));
        Time.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal(HttpStatusCode.OK, (await Waitlist.PartyAsync("seat", Parties["Ann"])).Status);
        Assert.Equal("removed served", await Waitlist.StatusAsync(Parties["Ann"]));
    }

    [Fact]
    public async Task After_the_machine_slept_open_calls_get_sixty_seconds_more()
    {
        await CallAsync("Ann");
        Time.Jump(TimeSpan.FromMinutes(20));

        // Whatever is asked first after waking up finds the call still open.
        await Waitlist.SettleAsync();
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
        Assert.Equal(Time.GetUtcNow().AddSeconds(60), await Waitlist.DeadlineAsync(Parties["Ann"]));

        Time.Advance(TimeSpan.FromMilliseconds(59_999));
        await Waitlist.SettleAsync();
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await Waitlist.BecomesAsync("Bo called, Cy waiting, Di waiting", Time);
    }

    [Fact]
    public async Task After_the_machine_slept_the_new_time_is_shown_without_anybody_asking()
    {
        await CallAsync("Ann");
        Time.Jump(TimeSpan.FromMinutes(20));
        Time.Advance(TimeSpan.FromSeconds(10));

        await Eventually.TrueAsync("the call was extended", async () => await Waitlist.DeadlineAsync(Parties["Ann"]) > Time.GetUtcNow());
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
    }

    [Fact]
    public async Task A_sleep_that_holds_up_timers_too_is_noticed_within_the_grace()
    {
        await CallAsync("Ann");
        Time.Shift(TimeSpan.FromMinutes(20));
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(45));

        await Eventually.TrueAsync("the call was extended", async () => await Waitlist.DeadlineAsync(Parties["Ann"]) > Time.GetUtcNow());
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
    }

    [Fact]
    public async Task A_short_sleep_changes_nothing()
    {
        await CallAsync("Ann");
        var deadline = await Waitlist.DeadlineAsync(Parties["Ann"]);
        Time.Jump(TimeSpan.FromSeconds(50));
        await Waitlist.SettleAsync();

        Assert.Equal(deadline, await Waitlist.DeadlineAsync(Parties["Ann"]));
        Time.Advance(TimeSpan.FromSeconds(70));
        await Waitlist.BecomesAsync("Bo called, Cy waiting, Di waiting", Time);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_fires_no_deadline_early_and_versions_go_on()
    {
        await CallAsync("Ann");
        var (deadline, version) = (await Waitlist.DeadlineAsync(Parties["Ann"]), await VersionAsync());
        Time.Jump(TimeSpan.FromHours(-1));

        await Waitlist.JoinAsync("Ed");
        Assert.Equal(version + 1, await VersionAsync());
        Assert.Equal(deadline, await Waitlist.DeadlineAsync(Parties["Ann"]));

        Time.Advance(TimeSpan.FromMinutes(61));
        await Waitlist.SettleAsync();
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
        Assert.Equal(version + 1, await VersionAsync());
        Time.Advance(TimeSpan.FromMinutes(1));
        await Waitlist.BecomesAsync("Bo called, Cy waiting, Di waiting, Ed waiting", Time);
    }

    [Fact]
    public async Task A_closing_time_shortly_after_an_outage_is_kept()
    {
        var evening = await WaitlistClient.CreateAsync(Server.Http, "\"closeTime\":\"19:00\"");
        Time.Jump(new TimeSpan(0, 59, 30));
        await evening.SettleAsync();
        Assert.Equal("", await evening.LineAsync());

        await AdvanceInStepsAsync(TimeSpan.FromSeconds(31));
        await evening.BecomesAsync("closed", Time);
    }

    [Fact]
    public async Task A_crash_during_the_grace_loses_no_grace()
    {
        await CallAsync("Ann");
        Log.BeforeAppend = _ => throw new IOException("The disk is full.");
        await RestartAsync(TimeSpan.FromHours(3));
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(40));

        Log.BeforeAppend = null;
        await RestartAsync(TimeSpan.FromSeconds(5));
        await Waitlist.SettleAsync();
        Assert.Equal("called", await Waitlist.StatusAsync(Parties["Ann"]));
        Assert.Equal(Time.GetUtcNow().AddSeconds(60), await Waitlist.DeadlineAsync(Parties["Ann"]));
    }

    [Fact]
    public async Task A_crash_after_the_grace_is_no_outage_of_its_own()
    {
        await CallAsync("Ann");
        await RestartAsync(TimeSpan.FromHours(1));
        Time.Advance(TimeSpan.FromSeconds(60));
        await Waitlist.BecomesAsync("Bo called, Cy waiting, Di waiting", Time);
        await AdvanceInStepsAsync(TimeSpan.FromSeconds(11));
        var deadline = await Waitlist.DeadlineAsync(Parties["Bo"]);

        await RestartAsync(TimeSpan.FromSeconds(30));
        await Waitlist.SettleAsync();
        Assert.Equal(deadline, await Waitlist.DeadlineAsync(Parties["Bo"]));
    }

    private async Task<int> CalledAsync()
    {
        var calls = await Task.WhenAll(Parties.Values.Select(Waitlist.StatusAsync));
        return calls.Count(status => status is "called");
    }

    private async Task<long> VersionAsync() => long.Parse(
        (await Waitlist.HostSnapshotAsync()).Header("Queue-Version")!.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);
}
