using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>A manual clock that tells which timers were started on it, so that a test can wait until a request is being held.</summary>
internal sealed class WatchedTime(ManualTime time) : TimeProvider
{
    private readonly List<TimeSpan> started = [];

    public override long TimestampFrequency => time.TimestampFrequency;

    public void Install(IServiceCollection services) => services.AddSingleton<TimeProvider>(this);

    public Task StartedAsync(TimeSpan due) => Eventually.TrueAsync($"a timer of {due} was started", () =>
    {
        lock (started)
        {
            return started.Contains(due);
        }
    });

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (started)
        {
            started.Add(dueTime);
        }

        return time.CreateTimer(callback, state, dueTime, period);
    }
}
