using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Queue.Server.Snapshots;

/// <summary>
/// Work that is done in the background once for each key, however often it was asked for meanwhile: one slot a key, so what waits is
/// bounded by the number of keys. A key that is asked for while its work runs is done again. What failed is kept and tried again.
/// </summary>
internal sealed class CoalescedWork<TKey>(TimeProvider time, TimeSpan retryAfter)
    where TKey : notnull
{
    private const int AtOnce = 64;

    private readonly ConcurrentDictionary<TKey, bool> waiting = [];
    private readonly Channel<bool> asked = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>How many keys wait.</summary>
    public int Count => waiting.Count;

    /// <summary>Asks for the work of a key. Never waits.</summary>
    public void Add(TKey key)
    {
        if (waiting.TryAdd(key, true))
        {
            // One signal is enough: the loop goes on until nothing waits.
            asked.Writer.TryWrite(true);
        }
    }

    /// <summary>
    /// Works until it is told to stop. <paramref name="work"/> throws when it is worth trying again, which is done after a pause and when
    /// <paramref name="ready"/> says so.
    /// </summary>
    public async Task RunAsync(Func<TKey, Task> work, Func<bool> ready, CancellationToken cancellationToken)
    {
        while (true)
        {
            await asked.Reader.ReadAsync(cancellationToken);
            while (!waiting.IsEmpty)
            {
                if (!ready() || !await TryOnceAsync(work))
                {
                    await Task.Delay(retryAfter, time, cancellationToken);
                }
            }
        }
    }

    /// <summary>Does what waits now, once.</summary>
    public async Task<bool> TryOnceAsync(Func<TKey, Task> work)
    {
        var some = new List<TKey>(AtOnce);
        foreach (var (key, _) in waiting)
        {
            // Taken out first: whoever asks from here on may have something newer.
            if (waiting.TryRemove(key, out _))
            {
                some.Add(key);
            }

            if (some.Count == AtOnce)
            {
                break;
            }
        }

        var done = await Task.WhenAll(some.Select(key => TryAsync(work, key)));
        return Array.TrueForAll(done, static worked => worked);
    }

    private async Task<bool> TryAsync(Func<TKey, Task> work, TKey key)
    {
        try
        {
            await work(key);
            return true;
        }
        catch (Exception)
        {
            Add(key);
            return false;
        }
    }
}
