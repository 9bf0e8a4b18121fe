using Queue.Browser.Tests.Fixtures;

namespace Queue.Browser.Tests.Guest;

public sealed class OfflineTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Without_network_the_ticket_says_how_old_it_is_and_catches_up_when_it_is_back()
    {
        var queue = await OpenQueueAsync();
        var first = await queue.JoinAsync("First");
        var guest = await GuestAsync(queue);
        await guest.OpenAsync();
        await guest.JoinAsync("Ada");
        await guest.ExpectPlaceAsync(2);

        await guest.Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(guest.Stale).ToContainTextAsync("your place in line is safe");
        await Assertions.Expect(guest.Age).ToContainTextAsync(" ago");
        await queue.PartyAsync("seat", first);
        await guest.ExpectPlaceAsync(2);
        await guest.Page.Context.SetOfflineAsync(false);

        await guest.ExpectPlaceAsync(1);
        await Assertions.Expect(guest.Stale).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reload_without_network_still_shows_the_ticket()
    {
        var queue = await OpenQueueAsync();
        var guest = await GuestAsync(queue);
        await guest.OpenAsync();
        await guest.JoinAsync("Ada");
        await guest.ExpectPlaceAsync(1);
        await guest.Page.KeptAsync();

        await guest.Page.Context.SetOfflineAsync(true);
        await guest.Page.ReloadAsync();

        await guest.ExpectPlaceAsync(1);
        await Assertions.Expect(guest.Stale).ToBeVisibleAsync();
    }
}
