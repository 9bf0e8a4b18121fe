using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;

namespace Queue.Browser.Tests.Host;

/// <summary>What was done by mistake is undone for the guest as well.</summary>
public sealed class TakeBackTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_call_that_is_taken_back_is_a_false_alarm_and_the_guest_keeps_the_place()
    {
        var (host, guest) = await StartAsync();
        await host.CallButton("Ada").ClickAsync();
        await Assertions.Expect(guest.Turn).ToBeVisibleAsync();

        await host.MoreButton("Ada").ClickAsync();
        await host.TakeBackButton("Ada").ClickAsync();

        await guest.ExpectPlaceAsync(1);
        await Assertions.Expect(guest.News).ToContainTextAsync("False alarm");
        await Assertions.Expect(host.WaitingRow("Ada")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_is_called_again_is_told_so()
    {
        var (host, guest) = await StartAsync();
        await host.CallButton("Ada").ClickAsync();
        await Assertions.Expect(guest.Turn).ToBeVisibleAsync();
        await Assertions.Expect(host.CalledRow("Ada")).ToContainTextAsync("left");

        await host.MoreButton("Ada").ClickAsync();
        await host.AgainButton("Ada").ClickAsync();

        await Assertions.Expect(guest.Alert.Filter(new() { HasText = "We are calling you again" })).ToBeVisibleAsync();
        await Assertions.Expect(host.CalledRow("Ada")).ToContainTextAsync("Called 2×");
    }

    [Fact]
    public async Task Who_was_taken_for_a_no_show_comes_back_to_the_old_place()
    {
        var (host, guest) = await StartAsync();
        await host.CallButton("Ada").ClickAsync();
        await Assertions.Expect(guest.Turn).ToBeVisibleAsync();
        await host.NoShowButton("Ada").ClickAsync();
        await Assertions.Expect(guest.NoShow).ToBeVisibleAsync();

        await host.RecentButton.ClickAsync();
        await host.RestoreButton("Ada").ClickAsync();

        await guest.ExpectPlaceAsync(1);
        await Assertions.Expect(guest.News).ToContainTextAsync("You are back on the list");
    }

    private async Task<(HostPage Host, GuestPage Guest)> StartAsync()
    {
        var queue = await OpenQueueAsync();
        var party = await queue.JoinAsync("Ada");
        var guest = await GuestAsync(queue);
        await guest.OpenTicketAsync(party, queue.SessionId);
        await guest.ExpectPlaceAsync(1);
        return (await HostAsync(queue), guest);
    }
}
