using Queue.Browser.Tests.Fixtures;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Owner;

/// <summary>Devices of a venue in the hands of those who use them.</summary>
public sealed class DeviceTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string AllDay =
        """
        {"name":"Trattoria","timeZone":"UTC","lastCallMinutes":0,"openingHours":[{"day":"monday","open":"00:00","close":"23:59"},{"day":"tuesday","open":"00:00","close":"23:59"},{"day":"wednesday","open":"00:00","close":"23:59"},{"day":"thursday","open":"00:00","close":"23:59"},{"day":"friday","open":"00:00","close":"23:59"},{"day":"saturday","open":"00:00","close":"23:59"},{"day":"sunday","open":"00:00","close":"23:59"}]}
        """;

    [Fact]
    public async Task A_host_types_the_code_and_hosts_and_a_device_that_was_left_alone_wants_the_PIN()
    {
        var venue = await VenueClient.CreateAsync(Server.Http, AllDay);
        await venue.JoinAsync("Wilhelmine");
        await Server.Http.SendAsync(HttpMethod.Put, $"{venue.Path}/pin", """{"pin":"0473"}""", ("Authorization", $"Bearer {venue.Owner.Key}"));
        var page = await (await NewDeviceAsync(Devices.Tablet)).Context.NewPageAsync();
        await page.Clock.InstallAsync();
        await PairAsync(page, venue, "host");
        await Assertions.Expect(page.GetByText("Wilhelmine", new() { Exact = true })).ToBeVisibleAsync();

        await page.Clock.FastForwardAsync("11:00");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This device was left alone" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await UnlockAsync(page, "0000");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This PIN is wrong.");
        await UnlockAsync(page, "0473");
        await Assertions.Expect(page.GetByText("Wilhelmine", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_device_that_is_removed_hosts_no_more()
    {
        var venue = await VenueClient.CreateAsync(Server.Http, AllDay);
        await venue.JoinAsync("Wilhelmine");
        var page = await (await NewDeviceAsync(Devices.Tablet)).Context.NewPageAsync();
        await PairAsync(page, venue, "host");
        await Assertions.Expect(page.GetByText("Wilhelmine", new() { Exact = true })).ToBeVisibleAsync();

        var device = (string)(await venue.GetAsync("/devices")).Json["devices"]![0]!["id"]!;
        await venue.Owner.DeleteAsync($"{venue.Path}/devices/{device}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This device cannot host this waitlist" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_lobby_screen_is_opened_by_its_code_and_shows_what_a_host_may_see_also_after_a_reload()
    {
        var venue = await VenueClient.CreateAsync(Server.Http, AllDay.Replace("\"lastCallMinutes\"", "\"defaults\":{\"displayNames\":\"initial\"},\"lastCallMinutes\"", StringComparison.Ordinal));
        var party = (string)(await venue.JoinAsync("Wilhelmine")).Json["partyId"]!;
        await (await DeviceClient.PairAsync(Server.Http, venue, "host")).HostAsync("call", $$"""{"partyId":"{{party}}"}""");
        var page = await (await NewDeviceAsync(Devices.Screen)).Context.NewPageAsync();
        await PairAsync(page, venue, "display");
        await Assertions.Expect(page.GetByText("W.")).ToBeVisibleAsync();
        Assert.EndsWith($"/display/{venue.Code}", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("W.")).ToBeVisibleAsync();
    }

    private static async Task PairAsync(IPage page, VenueClient venue, string role)
    {
        var offer = await venue.Owner.PostAsync($"{venue.Path}/pairing", $$"""{"role":"{{role}}"}""");
        await page.GotoAsync("/host");
        var form = page.Locator("form").Filter(new() { Has = page.Locator("#pairing-code") });
        await form.GetByRole(AriaRole.Textbox).First.FillAsync((string)offer.Json["pairingCode"]!);
        await form.GetByRole(AriaRole.Textbox).Last.FillAsync("Tablet");
        await form.GetByRole(AriaRole.Button).ClickAsync();
    }

    private static async Task UnlockAsync(IPage page, string pin)
    {
        await page.GetByLabel("PIN of this venue").FillAsync(pin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Unlock" }).ClickAsync();
    }
}
