using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Fixtures;

/// <summary>
/// The real server on a free loopback port with a data folder of its own, in this process, driven over HTTP. Rates are off unless a
/// test turns them on; the clock is a <see cref="ManualTime"/> when one is given.
/// </summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly bool ownsFolder;

    private TestServer(WebApplication app, string folder, bool ownsFolder, LogCapture log)
    {
        this.app = app;
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Log = log;
        Address = new Uri(app.Urls.First());
        Http = NewClient();
    }

    public string Folder { get; }

    public Uri Address { get; }

    public LogCapture Log { get; }

    /// <summary>A client without credentials or cookies, that follows no redirects.</summary>
    public HttpClient Http { get; }

    /// <summary>The admin key that a first start shows.</summary>
    public string AdminKey => app.Services.GetRequiredService<Secrets>().NewAdminKey ?? throw new InvalidOperationException("The folder was used before.");

    /// <summary>What the server is made of.</summary>
    public IServiceProvider Services => app.Services;

    public static string NewFolder() => Directory.CreateTempSubdirectory("queue-test-").FullName;

    public static Task<TestServer> StartAsync(params string[] settings) => StartAsync(null, null, settings);

    public static Task<TestServer> StartAsync(ManualTime time, params string[] settings) => StartAsync(time, null, settings);

    /// <summary>Starts a server; with a folder it goes on where another left off.</summary>
    public static async Task<TestServer> StartAsync(
        ManualTime? time, string? folder, string[] settings, Action<IServiceCollection>? configure = null)
    {
        var data = folder ?? NewFolder();
        var log = new LogCapture();
        string[] args =
        [
            "--urls", "http://127.0.0.1:0", "--Queue:DataDirectory", data, "--Queue:Limits:Enabled", "false", .. settings,
        ];
        var app = QueueServer.Build(args, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            if (time is not null)
            {
                builder.Services.AddSingleton<TimeProvider>(time);
            }

            configure?.Invoke(builder.Services);
        });
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new TestServer(app, data, folder is null, log);
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = 256,
    })
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Stops as SIGTERM does.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        if (ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
