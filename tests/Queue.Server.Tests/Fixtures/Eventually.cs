using System.Diagnostics;

namespace Queue.Server.Tests.Fixtures;

/// <summary>Waits for something that happens on another thread or in another process, with a time-out that says what was awaited.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static Task TrueAsync(string what, Func<bool> condition) => TrueAsync(what, () => Task.FromResult(condition()));

    public static Task TrueAsync(string what, Func<Task<bool>> condition) => TrueAsync(what, condition, Longest);

    /// <summary>For what takes another program its time.</summary>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition, TimeSpan longest)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > longest)
            {
                throw new TimeoutException($"Waited {longest.TotalSeconds} s in vain: {what}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
