using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Looks;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Host;

/// <summary>A manager looks at the numbers of several venues.</summary>
public sealed class NumbersTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string AllDay =
        """
        "openingHours":[{"day":"monday","open":"00:00","close":"23:59"},{"day":"tuesday","open":"00:00","close":"23:59"},{"day":"wednesday","open":"00:00","close":"23:59"},{"day":"thursday","open":"00:00","close":"23:59"},{"day":"friday","open":"00:00","close":"23:59"},{"day":"saturday","open":"00:00","close":"23:59"},{"day":"sunday","open":"00:00","close":"23:59"}]
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Venues_stand_side_by_side_and_one_of_them_is_chosen_on_a_phone_and_on_a_tablet(bool isTablet)
    {
        var size = isTablet ? "tablet" : "phone";
        var (bar, cafe) = (await OpenAsync($"Bar {size}"), await OpenAsync($"Cafe {size}"));
        await LeaveAsync(bar);
        await LeaveAsync(bar);
        await LeaveAsync(cafe);
        await CountedAsync(bar, 2);
        await CountedAsync(cafe, 1);

        var page = await (await NewDeviceAsync(isTablet ? Devices.Tablet : Devices.Phone)).Context.NewPageAsync();
        await page.GotoAsync("/admin");
        await page.GetByLabel("Admin key").FillAsync(AdminKey);
        await Button(page, "Show").ClickAsync();
        await Button(page, "7 days").ClickAsync();
        var sides = page.GetByRole(AriaRole.Region, new() { Name = "Venues side by side" });
        await Assertions.Expect(Row(sides, $"Bar {size} (few: says little)").GetByRole(AriaRole.Cell).First).ToHaveTextAsync("2");
        await Assertions.Expect(Row(sides, $"Cafe {size} (few: says little)").GetByRole(AriaRole.Cell).First).ToHaveTextAsync("1");

        await page.GetByLabel("Venue", new() { Exact = true }).SelectOptionAsync($"Bar {size}");
        await Assertions.Expect(sides).ToBeHiddenAsync();
        var versus = page.GetByRole(AriaRole.Region, new() { Name = "Against the same days before" });
        await Assertions.Expect(Row(versus, "Parties joined").GetByRole(AriaRole.Cell)).ToHaveTextAsync(["2", "0", "+2"]);
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Promises, evening by evening" });
        await Assertions.Expect(card.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Cell).First).ToHaveTextAsync("2");

        var heat = page.GetByRole(AriaRole.Region, new() { Name = "Hours of the week" });
        await Button(heat, "Left before the call").ClickAsync();
        await Assertions.Expect(heat.GetByRole(AriaRole.Cell, new() { Name = "2", Exact = true })).ToHaveAttributeAsync("data-step", "4");
        Assert.Empty(await Axe.FindAsync(page));
        Assert.Empty(await Overflow.FindAsync(page));
    }

    // In a zone where it is day, so that no test falls between two evenings.
    private Task<VenueClient> OpenAsync(string name)
    {
        var zone = TimeProvider.System.GetUtcNow().Hour is > 2 and < 21 ? "UTC" : "Asia/Tokyo";
        return VenueClient.CreateAsync(Server.Http, $$"""{"name":"{{name}}","timeZone":"{{zone}}",{{AllDay}}}""");
    }

    private async Task LeaveAsync(VenueClient venue)
    {
        var party = (string?)(await venue.JoinAsync()).Json["partyId"];
        var left = await Server.Http.PostAsync($"/api/queue/{venue.Code}/leave", $$"""{"partyId":"{{party}}"}""");
        Assert.True((int)left.Status == 200, left.Text);
    }

    private static Task CountedAsync(VenueClient venue, int visits) => Eventually.TrueAsync($"{visits} visits are counted", async () =>
    {
        var report = (await venue.Owner.GetAsync($"{venue.Path}/analytics?to=9999-01-01")).Json;
        return report["metrics"]!.AsArray().Any(metric => (string?)metric?["name"] is "abandon_rate" && (double?)metric["numerator"] == visits);
    });

    private static ILocator Row(ILocator table, string name) =>
        table.GetByRole(AriaRole.Row).Filter(new() { Has = table.Page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) });

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator within, string name) => within.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
