using Queue.Server.Rooms;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

public sealed class ServiceClockTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void A_clock_that_was_ahead_for_a_moment_leaves_no_endless_grace()
    {
        var clock = new ServiceClock(time);
        time.Shift(TimeSpan.FromDays(3650));
        Assert.Equal(time.GetUtcNow().AddSeconds(60), clock.Observe().Until);

        time.Shift(TimeSpan.FromDays(-3650));
        Assert.Equal(time.GetUtcNow().AddSeconds(60), clock.Observe().Until);
        time.Advance(TimeSpan.FromSeconds(60));
        clock.Beat(time.GetUtcNow());
        Assert.True(clock.Grace.Until <= time.GetUtcNow());
        Assert.Equal(time.GetUtcNow(), clock.SignOfLife());
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(3600, true)]
    public void A_sign_of_life_from_the_future_tells_nothing_and_counts_as_an_outage(int aheadSeconds, bool outage)
    {
        var clock = new ServiceClock(time);
        clock.Start(time.GetUtcNow().AddSeconds(aheadSeconds));
        Assert.Equal(outage, clock.Grace.Until == time.GetUtcNow().AddSeconds(60));
    }

    [Fact]
    public void The_first_start_is_no_outage()
    {
        var clock = new ServiceClock(time);
        clock.Start(null);
        Assert.True(clock.Observe().Until < time.GetUtcNow());
    }

    [Fact]
    public void During_the_grace_the_sign_of_life_is_the_one_from_before_the_outage_and_after_it_the_clock()
    {
        var clock = new ServiceClock(time);
        var before = time.GetUtcNow().AddHours(-1);
        clock.Start(before);
        Assert.Equal(before, clock.SignOfLife());

        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            clock.Beat(time.GetUtcNow());
            Assert.Equal(before, clock.SignOfLife());
        }

        time.Advance(TimeSpan.FromSeconds(10));
        clock.Beat(time.GetUtcNow());
        Assert.Equal(time.GetUtcNow(), clock.SignOfLife());
    }

    [Fact]
    public void While_the_database_is_away_the_grace_moves_by_steps_and_what_leaves_sixty_seconds_is_enough()
    {
        var clock = new ServiceClock(time);
        clock.Lose();
        time.Advance(TimeSpan.FromSeconds(61));
        var first = clock.Observe();
        Assert.Equal(new Grace(time.GetUtcNow().AddSeconds(80), time.GetUtcNow().AddSeconds(60)), first);

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new Grace(first.Until, time.GetUtcNow().AddSeconds(60)), clock.Observe());
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(time.GetUtcNow().AddSeconds(80), clock.Observe().Until);
    }

    [Fact]
    public void With_the_end_of_an_outage_its_grace_stands_still()
    {
        var clock = new ServiceClock(time);
        clock.Lose();
        time.Advance(TimeSpan.FromSeconds(61));
        clock.Observe();
        time.Advance(TimeSpan.FromSeconds(9));
        clock.Beat(time.GetUtcNow());
        var last = clock.Observe();
        Assert.Equal(new Grace(time.GetUtcNow().AddSeconds(71), time.GetUtcNow().AddSeconds(60)), last);

        time.Advance(TimeSpan.FromSeconds(30));
        clock.Beat(time.GetUtcNow());
        Assert.Equal((last, false), (clock.Observe(), clock.Away));
    }

    [Fact]
    public void An_outage_that_nobody_looked_at_is_found_with_its_end()
    {
        var clock = new ServiceClock(time);
        clock.Lose();
        time.Advance(TimeSpan.FromSeconds(90));
        clock.Beat(time.GetUtcNow());
        Assert.Equal(time.GetUtcNow().AddSeconds(80), clock.Observe().Until);
    }

    [Fact]
    public void A_grace_in_which_the_database_was_gone_helped_nobody_and_begins_again()
    {
        var clock = new ServiceClock(time);
        var alive = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(94));
        clock.Beat(time.GetUtcNow());
        clock.Lose();

        time.Advance(TimeSpan.FromSeconds(46));

        Assert.True(clock.Observe().Until >= time.GetUtcNow() + ServiceClock.LongestGap);
        Assert.Equal(alive, clock.SignOfLife());
    }

    [Fact]
    public void A_commit_during_which_the_machine_slept_is_a_sign_of_life_from_before_that()
    {
        var clock = new ServiceClock(time);
        var began = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(32));
        clock.Beat(began);
        clock.Lose();
        time.Advance(TimeSpan.FromSeconds(33));
        Assert.True(clock.Observe().Until >= time.GetUtcNow() + ServiceClock.LongestGap);
    }

    [Fact]
    public void A_commit_that_ends_after_an_outage_was_noticed_does_not_bring_the_outage_back()
    {
        var clock = new ServiceClock(time);
        var began = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(94));
        var first = clock.Observe();
        clock.Beat(began);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(first, clock.Observe());
    }

    [Fact]
    public void An_outage_of_less_than_a_minute_changes_nothing()
    {
        var clock = new ServiceClock(time);
        clock.Lose();
        time.Advance(TimeSpan.FromSeconds(60));
        clock.Beat(time.GetUtcNow());
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(clock.Observe().Until < time.GetUtcNow());
    }
}
