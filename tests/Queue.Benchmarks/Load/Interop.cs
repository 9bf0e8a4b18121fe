using System.Runtime.InteropServices;

namespace Queue.Benchmarks.Load;

/// <summary>The system calls that .NET does not offer: waiting for many sockets on one thread, and pinning that thread to a core.</summary>
internal static class Interop
{
    public const short PollIn = 1;

    [DllImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int WaitForAny([In, Out] PollEntry[] entries, nuint count, in TimeSpec timeout, nint signals);

    /// <summary>Thread 0 is the calling one; the mask has a bit a core.</summary>
    [DllImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int SetAffinity(int thread, nuint bytes, in ulong mask);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Handle;
        public short Awaited;
        public short Happened;
    }

    [StructLayout(LayoutKind.Sequential)]
    public readonly struct TimeSpec(TimeSpan time)
    {
        public readonly long Seconds = (long)time.TotalSeconds;
        public readonly long Nanoseconds = time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
    }
}
