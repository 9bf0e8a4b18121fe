using Queue.Benchmarks.Load;

namespace Queue.Benchmarks.Servers;

/// <summary>The machine and how its cores are shared out.</summary>
internal static class Machine
{
    /// <summary>Where a server runs alone while its cost per request is compared.</summary>
    public const int ServerCore = 0;

    private const int GeneratorCore = 1;

    /// <summary>With one core there is nothing to share out.</summary>
    public static bool CanPin => Environment.ProcessorCount > 1 && OperatingSystem.IsLinux() && File.Exists("/usr/bin/taskset");

    /// <summary>Runs the load generator on a core of its own.</summary>
    public static T OnGeneratorCore<T>(Func<T> load)
    {
        if (!CanPin)
        {
            return load();
        }

        Pin(1UL << GeneratorCore);
        try
        {
            return load();
        }
        finally
        {
            Pin(ulong.MaxValue);
        }
    }

    public static string Describe()
    {
        var cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30);
        return $"{Environment.ProcessorCount} cores ({cpu?.Split(':')[1].Trim() ?? "unknown"}), {memory} GiB, "
            + $"{Environment.OSVersion}, .NET {Environment.Version}";
    }

    private static void Pin(ulong cores)
    {
        if (Interop.SetAffinity(0, sizeof(ulong), cores) != 0)
        {
            throw new InvalidOperationException("The load generator cannot be pinned to a core.");
        }
    }
}
