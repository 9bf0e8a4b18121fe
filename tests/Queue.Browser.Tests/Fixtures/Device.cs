using System.Collections.Concurrent;

namespace Queue.Browser.Tests.Fixtures;

/// <summary>
/// Somebody's phone, tablet or screen: its own cookies and storage. It writes down what went wrong in its pages without being seen:
/// errors that no script caught, and what a page's own policy forbade.
/// </summary>
internal sealed class Device : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> faults = new();

    private Device(IBrowserContext context) => Context = context;

    public IBrowserContext Context { get; }

    public IReadOnlyCollection<string> Faults => faults;

    public static async Task<Device> StartAsync(IBrowser browser, Uri address, BrowserNewContextOptions options)
    {
        options.BaseURL = address.ToString();
        options.Locale ??= "en-US";
        var device = new Device(await browser.NewContextAsync(options));
        device.Context.SetDefaultTimeout(BrowserTest.LongestMs);
        device.Context.WebError += (_, error) => device.faults.Enqueue(error.Error);
        device.Context.Console += (_, message) => device.Hear(message.Text);
        await device.Context.Tracing.StartAsync(new TracingStartOptions { Snapshots = true });
        return device;
    }

    /// <summary>Keeps what led to a failure: a trace to be opened with Playwright, and a picture of each page.</summary>
    public async Task KeepAsync(string path)
    {
        foreach (var (page, number) in Context.Pages.Select((page, number) => (page, number)))
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{path}-{number}.png" });
        }

        await Context.Tracing.StopAsync(new TracingStopOptions { Path = $"{path}.zip" });
    }

    public ValueTask DisposeAsync() => new(Context.CloseAsync());

    private void Hear(string text)
    {
        if (text.Contains("Content Security Policy", StringComparison.Ordinal))
        {
            faults.Enqueue(text);
        }
    }
}
