using Queue.Browser.Tests.Fixtures;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Host;

public sealed class HostOfflineTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Without_network_the_host_goes_on_also_over_a_reload_and_everything_is_done_once_when_it_is_back()
    {
        var queue = await OpenQueueAsync();
        await queue.JoinAsync("First");
        await queue.JoinAsync("Second");
        var host = await HostAsync(queue);
        await Assertions.Expect(host.CallButton("First")).ToBeVisibleAsync();
        await host.Page.KeptAsync();
        await host.Page.Context.SetOfflineAsync(true);

        await host.CallButton("First").ClickAsync();
        await host.AddButton.ClickAsync();
        await host.AddName.FillAsync("Walk-in");
        await host.AddNow.ClickAsync();
        await Assertions.Expect(host.CalledRow("First")).ToBeVisibleAsync();
        await Assertions.Expect(host.WaitingRow("Walk-in")).ToBeVisibleAsync();
        await Assertions.Expect(host.Stale).ToContainTextAsync("2 changes are sent when it is back.");
        Assert.Empty(await queue.NamesAsync("called"));
        await host.Page.ReloadAsync();
        await Assertions.Expect(host.WaitingRow("Walk-in")).ToBeVisibleAsync();
        await host.Page.Context.SetOfflineAsync(false);

        await Assertions.Expect(host.WaitingRow("No. 3")).ToContainTextAsync("Walk-in");
        await Assertions.Expect(host.Stale).ToHaveCountAsync(0);
        Assert.Equal(["First"], await queue.NamesAsync("called"));
        Assert.Equal(["Second", "Walk-in"], await queue.NamesAsync("waiting"));
    }

    [Fact]
    public async Task What_was_sent_but_not_answered_is_sent_again_and_done_once()
    {
        var queue = await OpenQueueAsync();
        var device = Devices.Tablet;
        device.ServiceWorkers = ServiceWorkerPolicy.Block;
        var host = await HostAsync(queue, device);
        await Assertions.Expect(host.AddButton).ToBeVisibleAsync();
        var lost = 0;
        await host.Page.RouteAsync(url => url.Contains("/add", StringComparison.Ordinal), async route =>
        {
            if (Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }

            // The server does it, and its answer gets lost.
            await route.FetchAsync();
            await route.AbortAsync();
        });

        await host.AddButton.ClickAsync();
        await host.AddName.FillAsync("Walk-in");
        await host.AddNow.ClickAsync();

        await Assertions.Expect(host.WaitingRow("No. 1")).ToContainTextAsync("Walk-in");
        await Eventually.TrueAsync("it was sent twice", () => Volatile.Read(ref lost) == 2);
        Assert.Equal(["Walk-in"], await queue.NamesAsync("waiting"));
    }
}
