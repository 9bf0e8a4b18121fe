using System.Net.Sockets;

namespace Queue.Benchmarks.Servers;

/// <summary>
/// Asks the runtime of another process how much was allocated, without a debugging route in the product: this program's own assembly
/// is loaded there as a start-up hook (<c>DOTNET_STARTUP_HOOKS</c>) and answers on a Unix socket.
/// </summary>
internal sealed class RuntimeProbe(string folder)
{
    public const string SocketVariable = "QUEUE_BENCHMARK_PROBE";
    public const byte Allocated = (byte)'a';
    public const byte Collect = (byte)'c';

    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly string path = Path.Combine(folder, "probe");

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(RuntimeProbe).Assembly.Location,
        [SocketVariable] = path,
    };

    /// <summary>All bytes allocated on the managed heap since the start.</summary>
    public long AllocatedBytes() => Ask(Allocated);

    /// <summary>Collects garbage, gives memory back to the system, and says how much is alive.</summary>
    public long CollectedBytes() => Ask(Collect);

    private long Ask(byte question)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.Send([question]);
        Span<byte> answer = stackalloc byte[sizeof(long)];
        return socket.Receive(answer) == answer.Length
            ? BitConverter.ToInt64(answer)
            : throw new IOException("The runtime probe gave no answer.");
    }
}
