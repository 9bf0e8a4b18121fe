using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Fixtures;

/// <summary>
/// A test with real browsers against the real server. When it fails, a trace and pictures of every device stay in
/// <c>artifacts/browser</c>; either way no page may have had a fault that nobody saw.
/// </summary>
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    /// <summary>For whatever a browser takes its time for; the machine may be ten times slower than usual.</summary>
    internal const float LongestMs = 90_000;

    private readonly List<Device> devices = [];

    internal virtual TestServer Server => chromium.Server;

    /// <summary>The key to the numbers of the server that all tests share.</summary>
    internal string AdminKey => chromium.AdminKey;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await KeepAsync();
        }

        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }

        Assert.Empty(devices.SelectMany(device => device.Faults));
    }

    internal async Task<Device> NewDeviceAsync(BrowserNewContextOptions options)
    {
        var device = await Device.StartAsync(chromium.Browser, Server.Address, options);
        devices.Add(device);
        return device;
    }

    /// <summary>Opens a queue; calls of this one outlast any test.</summary>
    internal Task<WaitlistClient> OpenQueueAsync(string options = """ "preset":"counter","callWindowSeconds":1800 """) =>
        WaitlistClient.CreateAsync(Server.Http, options);

    /// <summary>The guest's page of a queue on a phone of its own.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="options">Another device than a phone.</param>
    /// <param name="script">What the phone is made to be like, before any page of it loads.</param>
    internal async Task<GuestPage> GuestAsync(WaitlistClient queue, BrowserNewContextOptions? options = null, string? script = null)
    {
        var device = await NewDeviceAsync(options ?? Devices.Phone);
        if (script is not null)
        {
            await device.Context.AddInitScriptAsync(script);
        }

        return new GuestPage(await device.Context.NewPageAsync(), queue.Code);
    }

    /// <summary>The host's screen of a queue on a device of its own, opened by its link.</summary>
    internal async Task<HostPage> HostAsync(WaitlistClient queue, BrowserNewContextOptions? options = null)
    {
        var device = await NewDeviceAsync(options ?? Devices.Tablet);
        var host = new HostPage(await device.Context.NewPageAsync(), queue.Code);
        await host.OpenAsync(queue.HostToken);
        return host;
    }

    private async Task KeepAsync()
    {
        var folder = Path.Combine(Repository.Root, "artifacts/browser", TestContext.Current.Test?.UniqueID[..12] ?? "unknown");
        for (var i = 0; i < devices.Count; i++)
        {
            await devices[i].KeepAsync(Path.Combine(folder, $"device-{i}"));
        }

        await Console.Error.WriteLineAsync($"{TestContext.Current.Test?.TestDisplayName}: see {folder}");
    }
}
