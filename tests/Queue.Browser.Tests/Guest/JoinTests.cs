using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;

namespace Queue.Browser.Tests.Guest;

public sealed class JoinTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_guest_joins_on_a_phone_and_sees_the_place_move_when_the_host_seats_somebody()
    {
        var queue = await OpenQueueAsync();
        await queue.JoinAsync("First");
        var guest = await GuestAsync(queue);
        await guest.OpenAsync();
        await guest.JoinAsync("Ada", 3);
        await guest.ExpectPlaceAsync(2);
        await guest.ExpectNumberAsync(2);

        var host = await HostAsync(queue);
        await host.DoneButton("First").ClickAsync();

        await guest.ExpectPlaceAsync(1);
    }

    [Fact]
    public async Task Who_has_only_the_code_finds_the_form_from_the_start_page()
    {
        var queue = await OpenQueueAsync();
        var device = await NewDeviceAsync(Devices.Phone);
        var home = new HomePage(await device.Context.NewPageAsync());
        await home.OpenAsync();

        await home.Code.FillAsync(queue.Code);
        await home.GoButton.ClickAsync();

        await Assertions.Expect(new GuestPage(home.Page, queue.Code).JoinButton).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_guest_without_script_joins_by_the_form_alone_and_sees_the_place_after_a_reload()
    {
        var queue = await OpenQueueAsync();
        var first = await queue.JoinAsync("First");
        var guest = await GuestAsync(queue, Devices.Phone.WithoutScript());
        await guest.OpenAsync();
        await guest.JoinAsync("Ada", 3);
        await guest.ExpectPlaceAsync(2);

        await queue.PartyAsync("seat", first);
        await guest.Page.ReloadAsync();

        await guest.ExpectPlaceAsync(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_tap_on_the_button_joins_once(bool hasScript)
    {
        var queue = await OpenQueueAsync();
        var guest = await GuestAsync(queue, hasScript ? Devices.Phone : Devices.Phone.WithoutScript());
        await guest.OpenAsync();
        await guest.Name.FillAsync("Ada");

        await guest.JoinButton.DblClickAsync();

        await guest.ExpectPlaceAsync(1);
        Assert.Single(await queue.PartiesAsync());
    }

    [Fact]
    public async Task A_guest_joins_with_the_keyboard_alone()
    {
        var queue = await OpenQueueAsync();
        var guest = await GuestAsync(queue, Devices.Laptop);
        await guest.OpenAsync();

        await guest.Page.TabToAsync(guest.Name);
        await guest.Page.Keyboard.TypeAsync("Ada");
        await guest.Page.TabToAsync(guest.More);
        await guest.Page.Keyboard.PressAsync("Space");
        await guest.Page.TabToAsync(guest.JoinButton);
        await guest.Page.Keyboard.PressAsync("Enter");

        await guest.ExpectPlaceAsync(1);
        Assert.Equal(3, (int?)Assert.Single(await queue.PartiesAsync())["size"]);
    }

    [Fact]
    public async Task Who_fills_in_the_form_while_the_queue_closes_is_told_so()
    {
        var queue = await OpenQueueAsync();
        var guest = await GuestAsync(queue);
        await guest.OpenAsync();
        await guest.Name.FillAsync("Ada");
        await queue.HostAsync("close");

        await guest.JoinButton.ClickAsync();

        await Assertions.Expect(guest.Alert).ToHaveTextAsync("The waitlist has just closed.");
    }

    [Fact]
    public async Task A_guest_joins_on_a_slow_network()
    {
        var queue = await OpenQueueAsync();
        var guest = await GuestAsync(queue);
        await guest.Page.SlowDownAsync();
        await guest.OpenAsync();

        await guest.JoinAsync("Ada");

        await guest.ExpectPlaceAsync(1);
    }
}
