using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Host;

public sealed class DisplayTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task The_screen_on_the_wall_shows_a_call_without_being_touched_also_after_the_network_was_away()
    {
        var queue = await OpenQueueAsync();
        string[] parties = [await queue.JoinAsync(), await queue.JoinAsync()];
        var device = await NewDeviceAsync(Devices.Screen);
        var display = new DisplayPage(await device.Context.NewPageAsync(), queue.Code);
        await display.OpenAsync();
        await Assertions.Expect(display.Quiet).ToBeVisibleAsync();

        await queue.PartyAsync("call", parties[0]);
        await Assertions.Expect(display.Come).ToBeVisibleAsync();
        await Assertions.Expect(display.Called(1)).ToBeVisibleAsync();

        await device.Context.SetOfflineAsync(true);
        await queue.PartyAsync("call", parties[1]);
        await device.Context.SetOfflineAsync(false);
        await Assertions.Expect(display.Called(2)).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280, 720, 4)]
    [InlineData(1280, 720, 9)]
    [InlineData(1024, 600, 4)]
    [InlineData(1920, 1080, 12)]
    [InlineData(1024, 768, 1)]
    [InlineData(1080, 1920, 12)]
    public async Task On_a_busy_evening_all_of_the_screen_on_the_wall_is_in_view_also_while_it_warns(int width, int height, int called)
    {
        var queue = await OpenQueueAsync(
            """ "preset":"restaurant","displayNames":"initial","turnMinutes":55,"tables":[{"seats":2,"count":1},{"seats":4,"count":9},{"seats":6,"count":3}] """);
        List<string> parties = [];
        for (var i = 0; i < called + 12; i++)
        {
            parties.Add(await queue.JoinAsync($"Guest {i}", 1 + (i % 6)));
        }

        foreach (var party in parties.Take(called))
        {
            await queue.PartyAsync("call", party);
        }

        var device = await NewDeviceAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        var page = await device.Context.NewPageAsync();
        await new HostPage(page, queue.Code).OpenAsync(queue.HostToken); // Who hosts on this device sees letters too.
        await page.Clock.InstallAsync();
        var display = new DisplayPage(page, queue.Code);
        await display.OpenAsync();
        await Assertions.Expect(display.Waits).ToHaveCountAsync(3);
        await Assertions.Expect(display.Called(called)).ToContainTextAsync("G.");
        await Eventually.TrueAsync("all of it is in view", async () => (await display.OutOfViewAsync()).Length == 0);

        await device.Context.SetOfflineAsync(true);
        await page.Clock.FastForwardAsync("05:00");
        await Assertions.Expect(display.Warning).ToBeVisibleAsync();
        await Assertions.Expect(display.Fresh).ToHaveCountAsync(1);
        await Eventually.TrueAsync("all of it is in view", async () => (await display.OutOfViewAsync()).Length == 0);
    }
}
