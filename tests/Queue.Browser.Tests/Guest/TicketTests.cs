using System.Globalization;
using System.Text.RegularExpressions;
using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;

namespace Queue.Browser.Tests.Guest;

public sealed class TicketTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string HourAhead =
        """
        const Real = Date
        const now = () => Real.now() + 3_600_000
        globalThis.Date = class extends Real {
          constructor(...given) { super(...(given.length > 0 ? given : [now()])) }
          static now() { return now() }
        }
        """;

    private const string NoStorage =
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('No', 'SecurityError') } })";

    [Fact]
    public async Task The_ticket_is_there_after_a_reload_with_the_back_button_and_in_a_second_tab()
    {
        var queue = await OpenQueueAsync();
        var guest = await GuestAsync(queue);
        await guest.OpenAsync();
        await guest.JoinAsync("Ada");
        await guest.ExpectPlaceAsync(1);

        await guest.Page.ReloadAsync();
        await guest.ExpectPlaceAsync(1);

        await guest.Page.GotoAsync("/");
        await guest.Page.GoBackAsync();
        await guest.ExpectPlaceAsync(1);

        var second = new GuestPage(await guest.Page.Context.NewPageAsync(), queue.Code);
        await second.OpenAsync();
        await second.ExpectPlaceAsync(1);
        Assert.Single(await queue.PartiesAsync());
    }

    [Fact]
    public async Task A_phone_whose_clock_is_an_hour_off_shows_the_right_times()
    {
        var queue = await OpenQueueAsync(""" "preset":"counter","serviceMinutes":20,"callWindowSeconds":480 """);
        await queue.JoinAsync("First");
        await queue.JoinAsync("Second");
        var party = await queue.JoinAsync("Ada");
        var device = Devices.Phone;
        device.TimezoneId = "UTC";
        var guest = await GuestAsync(queue, device, HourAhead);
        await guest.OpenTicketAsync(party, queue.SessionId);
        await guest.ExpectPlaceAsync(3);

        var low = (long?)(await queue.GuestSnapshotAsync(party)).Json["estimatedLowMs"] ?? 0;
        var expected = TimeProvider.System.GetUtcNow().AddMilliseconds(low).TimeOfDay;
        var shown = DateTime.Parse(await FirstTimeAsync(guest.Clock), CultureInfo.InvariantCulture).TimeOfDay;
        var apart = Math.Abs((shown - expected).TotalMinutes);
        Assert.True(Math.Min(apart, (24 * 60) - apart) < 30, $"{shown} is shown, {expected} is right");

        await queue.PartyAsync("call", party);
        await Assertions.Expect(guest.Countdown).ToHaveTextAsync(new Regex("^[0-8]:[0-5][0-9] left$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_phone_that_refuses_to_store_anything_loses_no_ticket()
    {
        var queue = await OpenQueueAsync();
        var first = await queue.JoinAsync("First");
        var guest = await GuestAsync(queue, script: NoStorage);
        await guest.OpenAsync();
        await guest.JoinAsync("Ada");
        await guest.ExpectPlaceAsync(2);

        await guest.Page.ReloadAsync();
        await guest.ExpectPlaceAsync(2);
        await queue.PartyAsync("seat", first);

        await guest.ExpectPlaceAsync(1);
    }

    [Fact]
    public async Task Who_refuses_alerts_is_told_what_to_do_instead_and_keeps_the_place()
    {
        var queue = await OpenQueueAsync();
        var guest = await GuestAsync(queue, Devices.Phone);
        await guest.OpenAsync();
        await guest.JoinAsync("Ada");

        await guest.AlertsButton.ClickAsync();

        await Assertions.Expect(guest.AlertsBlocked).ToBeVisibleAsync();
        await guest.ExpectPlaceAsync(1);
    }

    private static async Task<string> FirstTimeAsync(ILocator text)
    {
        var found = Regex.Match(await text.InnerTextAsync(), @"\d+:\d\d\s[AP]M", RegexOptions.None, TimeSpan.FromSeconds(1));
        return found.Value.Replace('\u202f', ' ');
    }
}
