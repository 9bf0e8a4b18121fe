using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Owner;

public sealed class VenueTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task An_owner_makes_a_key_and_a_venue_whose_address_guests_follow_and_ends_it()
    {
        var owner = await OwnerAsync();
        await owner.MakeKeyAsync();
        await owner.PressAsync("New venue");
        await owner.Page.GetByLabel("Name that guests see").FillAsync("Da Ugo");
        await owner.FillHoursAsync("00:00", "23:59");
        await owner.Page.GetByLabel("Time zone").FillAsync("Etc/UTC");
        await owner.Page.GetByLabel("Minutes before closing").FillAsync("0");
        await owner.PressAsync("Save");
        var address = await owner.Venue("Da Ugo").GetByLabel("Address to print").InputValueAsync();

        var guest = await NewPageAsync(Devices.Phone);
        await guest.GotoAsync(new Uri(address).PathAndQuery);
        await Assertions.Expect(guest.GetByText("Da Ugo").First).ToBeVisibleAsync();

        await owner.Venue("Da Ugo").GetByRole(AriaRole.Button, new() { Name = "Name and hours" }).ClickAsync();
        await owner.PressAsync("End this venue");
        await owner.PressAsync("Yes, end it");
        await Assertions.Expect(owner.Page.GetByText("You have no venue yet.")).ToBeVisibleAsync();
        Assert.Equal(404, (await guest.GotoAsync(new Uri(address).PathAndQuery))!.Status);
    }

    [Fact]
    public async Task Hours_are_edited_and_what_cannot_be_is_said()
    {
        var (owner, venue) = await SignedInAsync();
        await owner.Venue("Trattoria").GetByRole(AriaRole.Button, new() { Name = "Name and hours" }).ClickAsync();
        await owner.PressAsync("Add hours: Monday");
        await owner.Page.GetByLabel("Monday closes").Last.FillAsync("18:30");
        await owner.PressAsync("Save");
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("none may overlap");

        await owner.Page.GetByLabel("Monday closes").Last.FillAsync("15:00");
        await owner.PressAsync("Remove hours: Tuesday");
        await owner.Page.GetByLabel("Closed on").FillAsync("2030-12-24\n2030-12-25");
        await owner.Page.GetByText("Better waits from the first guest").ClickAsync();
        await owner.Page.GetByLabel("A counter").CheckAsync();
        await owner.Page.GetByLabel("How many are served at once").FillAsync("3");
        await owner.PressAsync("Save");
        await Assertions.Expect(owner.Venue("Trattoria")).ToBeVisibleAsync();

        var saved = (await venue.GetAsync()).Json;
        Assert.Equal(7, saved["openingHours"]!.AsArray().Count);
        Assert.DoesNotContain(saved["openingHours"]!.AsArray(), hours => (string?)hours!["day"] == "tuesday");
        Assert.Equal((3, 5), ((int?)saved["defaults"]?["counters"], (int?)saved["defaults"]?["serviceMinutes"]));
        Assert.Equal(["2030-12-24", "2030-12-25"], saved["closedDates"]!.AsArray().Select(day => (string?)day));
    }

    [Fact]
    public async Task A_device_is_paired_by_the_code_that_is_shown_and_removed_again()
    {
        var (owner, venue) = await SignedInAsync();
        await owner.Venue("Trattoria").GetByRole(AriaRole.Button, new() { Name = "Devices and PIN" }).ClickAsync();
        await owner.PressAsync("Get a code");
        var code = owner.Page.GetByRole(AriaRole.Status).Locator("strong");
        await Assertions.Expect(code).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[A-Z0-9]{8}$"));
        var paired = await Server.Http.PostAsync("/api/pair", $$"""{"pairingCode":"{{await code.InnerTextAsync()}}","deviceName":"Tablet at the bar"}""");
        Assert.Equal("host", (string?)paired.Json["role"]);

        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Tablet at the bar" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByText("No device yet.")).ToBeVisibleAsync();
        Assert.Empty((await venue.GetAsync("/devices")).Json["devices"]!.AsArray());
    }

    [Fact]
    public async Task A_PIN_is_set_and_a_wrong_one_is_refused_in_words()
    {
        var (owner, _) = await SignedInAsync();
        await owner.Venue("Trattoria").GetByRole(AriaRole.Button, new() { Name = "Devices and PIN" }).ClickAsync();
        await owner.Page.GetByLabel("PIN of the devices").FillAsync("12");
        await owner.PressAsync("Set the PIN");
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("A PIN is 4 to 8 digits.");
        await owner.Page.GetByLabel("PIN of the devices").FillAsync("0473");
        await owner.PressAsync("Set the PIN");
        await Assertions.Expect(owner.Page.GetByText("The PIN is set.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_key_shows_nothing_and_the_right_one_lasts_as_long_as_the_tab()
    {
        var owner = await OwnerAsync();
        await owner.SignInAsync("que_wrong");
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This key is not known here.");

        var venue = await VenueClient.CreateAsync(Server.Http);
        await owner.SignInAsync(venue.Owner.Key);
        await Assertions.Expect(owner.Venue("Trattoria")).ToBeVisibleAsync();
        await owner.Page.ReloadAsync();
        await Assertions.Expect(owner.Venue("Trattoria")).ToBeVisibleAsync();
        await owner.PressAsync("Sign out");
        await owner.Page.ReloadAsync();
        await Assertions.Expect(owner.Key).ToBeVisibleAsync();
    }

    private async Task<(VenuesPage Owner, VenueClient Venue)> SignedInAsync()
    {
        var venue = await VenueClient.CreateAsync(Server.Http);
        var owner = await OwnerAsync();
        await owner.SignInAsync(venue.Owner.Key);
        return (owner, venue);
    }

    private async Task<VenuesPage> OwnerAsync()
    {
        var owner = new VenuesPage(await NewPageAsync(Devices.Tablet));
        await owner.OpenAsync();
        return owner;
    }

    private async Task<IPage> NewPageAsync(BrowserNewContextOptions options) => await (await NewDeviceAsync(options)).Context.NewPageAsync();
}
