using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Fixtures;

/// <summary>One Chromium and one server for all tests; each test has devices and a queue of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Of the machine's packages: nothing is downloaded.
    private const string Executable = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
    ];

    private readonly string traces = Directory.CreateTempSubdirectory("queue-traces-").FullName;
    private readonly string data = TestServer.NewFolder();
    private IPlaywright? playwright;
    private IBrowser? browser;
    private TestServer? server;

    internal IBrowser Browser => browser ?? throw new InvalidOperationException("Chromium has not started.");

    internal TestServer Server => server ?? throw new InvalidOperationException("The server has not started.");

    internal string AdminKey { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Executable), $"{Executable} is missing: install the package chromium.");
        Assertions.SetDefaultExpectTimeout(BrowserTest.LongestMs);
        AdminKey = MakeSecrets();
        server = await TestServer.StartAsync(null, data, ["--Queue:Push:AllowInsecureEndpoints", "true"]);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args = Arguments,
            TracesDir = traces,
            Timeout = BrowserTest.LongestMs,
        });
    }

    // Ends the browser's processes with it; those of Playwright's driver end with its input.
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        Directory.Delete(traces, recursive: true);
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    // A server shows its key once, on the console of its first start; here the start is made before the server's.
    private string MakeSecrets()
    {
        using var folder = new DataFolder(Options.Create(new QueueOptions { DataDirectory = data }));
        return Secrets.LoadOrCreate(folder).NewAdminKey ?? throw new InvalidOperationException("The folder is not new.");
    }
}
