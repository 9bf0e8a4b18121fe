using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;

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
}
