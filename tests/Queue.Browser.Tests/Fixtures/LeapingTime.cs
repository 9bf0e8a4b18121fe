namespace Queue.Browser.Tests.Fixtures;

/// <summary>
/// A clock that runs as ever and leaps ahead when told to: browsers have clocks of their own, and polls that the server holds have to
/// end by themselves, so one that stands still would not do. Timers fire at once when a leap passes them.
/// </summary>
internal sealed class LeapingTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<LeapingTimer> timers = [];
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return System.GetUtcNow() + ahead;
        }
    }

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return System.GetTimestamp() + (long)(ahead.TotalSeconds * TimestampFrequency);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new LeapingTimer(this, callback, state, dueTime, period);

    /// <summary>Moves the clock ahead.</summary>
    public void Leap(TimeSpan by)
    {
        lock (gate)
        {
            ahead += by;
            timers.ForEach(timer => timer.Shorten(by));
        }
    }

    // The system's timer, set anew with each leap.
    private sealed class LeapingTimer : ITimer
    {
        private readonly LeapingTime owner;
        private readonly ITimer timer;
        private TimeSpan period;
        private DateTimeOffset? due;

        public LeapingTimer(LeapingTime owner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            this.owner = owner;
            timer = System.CreateTimer(Fire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            lock (owner.gate)
            {
                owner.timers.Add(this);
            }

            Change(dueTime, period);

            void Fire(object? ignored)
            {
                Rearm();
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (owner.gate)
            {
                period = newPeriod;
                due = dueTime == Timeout.InfiniteTimeSpan ? null : System.GetUtcNow() + dueTime;
                return timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }

        /// <summary>Called under the owner's lock.</summary>
        public void Shorten(TimeSpan by)
        {
            if (due is null)
            {
                return;
            }

            due -= by;
            var left = due.Value - System.GetUtcNow();
            timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (owner.gate)
            {
                owner.timers.Remove(this);
            }

            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Rearm()
        {
            lock (owner.gate)
            {
                due = period > TimeSpan.Zero ? System.GetUtcNow() + period : null;
                if (due is not null)
                {
                    timer.Change(period, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }
}
