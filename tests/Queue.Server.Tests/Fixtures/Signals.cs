using System.Runtime.InteropServices;

namespace Queue.Server.Tests.Fixtures;

internal static class Signals
{
    /// <summary>Sends a signal to a process by its id; gives 0 when that worked.</summary>
    public static int Send(int process, int signal) => Kill(process, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
