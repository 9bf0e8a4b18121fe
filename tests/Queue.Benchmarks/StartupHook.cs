using System.Net.Sockets;
using Queue.Benchmarks.Servers;

// The runtime looks for exactly this: a class of this name without a namespace, and this method.
#pragma warning disable MA0047, CA1050
internal static class StartupHook
#pragma warning restore MA0047, CA1050
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(RuntimeProbe.SocketVariable) is { } path)
        {
            new Thread(() => Serve(path)) { Name = "Runtime probe", IsBackground = true }.Start();
        }
    }

    private static void Serve(string path)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var question = new byte[1];
        while (true)
        {
            using var caller = listener.Accept();
            caller.Receive(question);
            caller.Send(BitConverter.GetBytes(Answer(question[0])));
        }
    }

    private static long Answer(byte question)
    {
        if (question == RuntimeProbe.Allocated)
        {
            return GC.GetTotalAllocatedBytes(precise: true);
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
