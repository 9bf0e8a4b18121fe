using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Queue.Benchmarks.Servers;

/// <summary>A Redis of its own that keeps nothing, on a free loopback port. It is ended by its id.</summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Process process;
    private readonly int port;

    private RedisServer(int port)
    {
        this.port = port;
        string[] arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning",
        ];
        process = Process.Start(new ProcessStartInfo("redis-server", arguments) { UseShellExecute = false })
            ?? throw new InvalidOperationException("redis-server did not start.");
    }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    public static async Task<RedisServer> StartAsync()
    {
        var redis = new RedisServer(FreePort());
        var started = Stopwatch.GetTimestamp();
        while (!await redis.TakesConnectionsAsync())
        {
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                redis.Dispose();
                throw new TimeoutException("Redis takes no connections.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        return redis;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> TakesConnectionsAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
