using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Host;

public sealed class HostTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_waitlist_is_opened_from_the_start_page_and_its_host_screen_knows_its_host_again()
    {
        var device = await NewDeviceAsync(Devices.Tablet);
        var home = new HomePage(await device.Context.NewPageAsync());
        await home.OpenAsync();
        await home.NewLink.ClickAsync();
        var form = new NewPage(home.Page);
        await form.Counter.CheckAsync();
        await form.Name.FillAsync("Trattoria");
        await form.OpenButton.ClickAsync();
        var host = new HostPage(home.Page, "");
        await Assertions.Expect(host.AddButton).ToBeVisibleAsync();

        await host.Page.ReloadAsync();

        await Assertions.Expect(host.AddButton).ToBeVisibleAsync();
        Assert.Empty(new Uri(host.Page.Url).Fragment);
    }

    [Fact]
    public async Task A_walk_in_is_on_the_list_after_three_taps()
    {
        var queue = await OpenQueueAsync(""" "preset":"restaurant" """);
        var host = await HostAsync(queue);

        await host.AddButton.TapAsync();
        await host.AddSize(4).TapAsync();
        await host.AddNow.TapAsync();

        await Assertions.Expect(host.WaitingRow("No. 1")).ToBeVisibleAsync();
        Assert.Equal(4, (int?)Assert.Single(await queue.PartiesAsync())["size"]);
    }

    [Fact]
    public async Task A_double_tap_calls_one_party_and_not_the_next_one_too()
    {
        var queue = await OpenQueueAsync();
        await queue.JoinAsync("First");
        await queue.JoinAsync("Second");
        var host = await HostAsync(queue);

        await host.CallButton("First").DblClickAsync();

        await Assertions.Expect(host.CalledRow("First")).ToBeVisibleAsync();
        await Assertions.Expect(host.WaitingRow("Second")).ToBeVisibleAsync();
        Assert.Equal(["First"], await queue.NamesAsync("called"));
    }

    [Fact]
    public async Task A_key_held_down_calls_one_party_and_not_the_whole_list()
    {
        var queue = await OpenQueueAsync();
        await queue.JoinAsync("First");
        await queue.JoinAsync("Second");
        var host = await HostAsync(queue, Devices.Laptop);
        await host.CallButton("First").FocusAsync();

        await host.Page.Keyboard.DownAsync("c");
        await Assertions.Expect(host.CalledRow("First")).ToContainTextAsync("left");
        for (var i = 0; i < 3; i++)
        {
            await host.Page.Keyboard.DownAsync("c");
        }

        await host.Page.Keyboard.UpAsync("c");
        await Assertions.Expect(host.WaitingRow("Second")).ToBeVisibleAsync();
        Assert.Equal(["First"], await queue.NamesAsync("called"));
    }

    [Fact]
    public async Task An_evening_is_hosted_with_the_keyboard_alone()
    {
        var queue = await OpenQueueAsync();
        var host = await HostAsync(queue, Devices.Laptop);
        var keyboard = host.Page.Keyboard;

        await host.Page.TabToAsync(host.AddButton);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(host.AddName).ToBeFocusedAsync();
        await keyboard.TypeAsync("Ada");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(host.CallButton("Ada")).ToBeVisibleAsync();

        await host.Page.TabToAsync(host.CallButton("Ada"));
        await keyboard.PressAsync("c");
        await Assertions.Expect(host.DoneButton("Ada")).ToBeFocusedAsync();

        // A second tap or key right after the first does nothing, so it is pressed until it does.
        await Eventually.TrueAsync("she is seated", async () =>
        {
            await keyboard.PressAsync("s");
            return await host.Rows.CountAsync() == 0;
        });
        await Eventually.TrueAsync("the server has seated her", async () => (await queue.PartiesAsync()).Count == 0);
    }

    [Fact]
    public async Task Closing_the_waitlist_is_asked_about_once_and_told_to_everybody()
    {
        var queue = await OpenQueueAsync();
        var party = await queue.JoinAsync("Ada");
        var guest = await GuestAsync(queue);
        await guest.OpenTicketAsync(party, queue.SessionId);
        await guest.ExpectPlaceAsync(1);
        var host = await HostAsync(queue);

        await host.MenuButton.ClickAsync();
        await host.CloseButton.ClickAsync();
        await host.CloseYes.ClickAsync();

        await Assertions.Expect(host.ClosedHeading).ToBeVisibleAsync();
        await Assertions.Expect(guest.Ended).ToBeVisibleAsync();
    }
}
