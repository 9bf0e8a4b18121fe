using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Metrics;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Analytics;

public sealed class PollHealthTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void The_last_minutes_count_and_older_ones_do_not()
    {
        var health = New();
        Answer(health, 60, unchanged: false, 400);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((0, null, null), (health.Read().Polls, health.Read().UnchangedShare, health.Read().P95Milliseconds));
        Answer(health, 90, unchanged: true, 0.4);
        Answer(health, 10, unchanged: false, 30);
        var reading = health.Read();
        Assert.Equal((100, 0.9, 50d), (reading.Polls, reading.UnchangedShare, reading.P95Milliseconds));
    }

    [Fact]
    public void A_rate_is_by_the_time_that_there_was()
    {
        var health = New();
        time.Advance(TimeSpan.FromSeconds(30));
        Answer(health, 50, unchanged: true, 1);
        Assert.Equal(100, health.Read().PerMinute, 0.1);
    }

    [Fact]
    public void Held_polls_are_counted_and_not_timed()
    {
        var health = New();
        health.Answered(unchanged: true, null);
        Assert.Equal((1, null), (health.Read().Polls, health.Read().P95Milliseconds));
    }

    [Fact]
    public void Five_of_a_hundred_may_take_longer_and_six_may_not()
    {
        var health = New();
        Answer(health, 95, unchanged: true, 0.1);
        Answer(health, 5, unchanged: true, 700);
        Assert.Equal(0.25, health.Read().P95Milliseconds);
        Answer(health, 1, unchanged: true, 3_600_000);
        Assert.Equal(1000, health.Read().P95Milliseconds);
    }

    [Fact]
    public void What_a_reader_tells_adds_up_and_garbage_does_not()
    {
        var (writer, reader) = (New(), New());
        var before = reader.Own;
        for (var told = 0; told < 3; told++)
        {
            Answer(reader, 7, unchanged: true, 2);
            Assert.True(PollMessage.TryParse(PollMessage.Write(reader.Own, before), out var counts));
            before = reader.Own;
            writer.Add(counts);
        }

        Assert.Equal(reader.Read(), writer.Read());
        foreach (var text in new[] { "", ",", "x", PollMessage.Write(before, before) + ",0", PollMessage.Write(new long[PollHealth.Length], before), new string('1', 5000) })
        {
            Assert.False(PollMessage.TryParse(text, out _), text);
        }
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        var health = New();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Answer(health, 10_000, unchanged: true, 1))));
        Assert.Equal(40_000, health.Read().Polls);
    }

    private static void Answer(PollHealth health, int times, bool unchanged, double milliseconds)
    {
        for (var i = 0; i < times; i++)
        {
            health.Answered(unchanged, TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    private PollHealth New() => new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), time);
}
