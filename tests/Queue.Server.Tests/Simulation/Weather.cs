namespace Queue.Server.Tests.Simulation;

/// <summary>What happens to one life of the engine from outside: time passes, the clock jumps, the machine sleeps, the disk is gone for a while.</summary>
internal sealed class Weather(Life life, Random random, Witness witness)
{
    private DateTimeOffset? goneSince;
    private DateTimeOffset goneUntil;

    /// <summary>When the service could last store something.</summary>
    public DateTimeOffset ServedUntil => goneSince ?? life.Time.GetUtcNow();

    public void Pass()
    {
        switch (random.Next(40))
        {
            case 0:
                Jump(TimeSpan.FromSeconds(random.Next(-90, 180)));
                break;
            case < 4 when goneSince is null:
                life.Time.Advance(TimeSpan.FromSeconds(random.Next(60, 200)));
                break;
            case < 20 when goneSince is not null:
                life.Time.Advance(TimeSpan.FromSeconds(random.Next(1, 9)));
                break;
            default:
                life.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 2000)));
                break;
        }

        if (goneSince is null && random.Next(60) == 0)
        {
            LoseDisk(TimeSpan.FromSeconds(random.Next(2) == 0 ? random.Next(20) : random.Next(150)));
        }
        else if (life.Time.GetUtcNow() >= goneUntil)
        {
            ReturnDisk();
        }
    }

    /// <summary>From now on nothing fails.</summary>
    public void Clear()
    {
        ReturnDisk();
        life.Log.Faults = false;
    }

    private void LoseDisk(TimeSpan length)
    {
        (goneSince, goneUntil) = (life.Time.GetUtcNow(), life.Time.GetUtcNow() + length);
        life.Log.Gone = true;
    }

    private void ReturnDisk()
    {
        if (goneSince is { } since)
        {
            witness.DiskReturned(since, life.Time.GetUtcNow());
        }

        goneSince = null;
        life.Log.Gone = false;
    }

    // Timers of a machine that slept are late on some systems and due at once on others; setting the clock moves none.
    private void Jump(TimeSpan by)
    {
        if (by > TimeSpan.Zero && random.Next(2) == 0)
        {
            life.Time.Jump(by);
        }
        else
        {
            life.Time.Shift(by);
        }

        witness.Jumped(by, life.Time.GetUtcNow());
    }
}
