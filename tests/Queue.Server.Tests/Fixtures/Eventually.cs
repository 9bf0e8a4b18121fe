using System.Diagnostics;

namespace Queue.Server.Tests.Fixtures;

/// <summary>Waits for something that happens on another thread or in another process, with a time-out that says what was awaited.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static Task TrueAsync(string what, Func<bool> condition) => TrueAsync(what, () => Task.FromResult(condition()));

    public static async Task TrueAsync(string what, Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new TimeoutException($"Waited {Longest.TotalSeconds} s in vain: {what}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
