namespace Queue.Server.Demo;

/// <summary>
/// The clock of a demo: it starts hours ago and is moved on while the evening up to now is played, and then is the system's. Timers
/// run in real time throughout; what falls due while the clock is moved is done with the next command.
/// </summary>
internal sealed class DemoTime(TimeSpan ago) : TimeProvider
{
    private long behind = ago.Ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - TimeSpan.FromTicks(Interlocked.Read(ref behind));

    /// <summary>Moves on by so much, though not beyond the present. <see langword="false"/> when it is there.</summary>
    public bool Advance(TimeSpan by)
    {
        var left = Math.Max(0, Interlocked.Read(ref behind) - by.Ticks);
        Interlocked.Exchange(ref behind, left);
        return left > 0;
    }
}
