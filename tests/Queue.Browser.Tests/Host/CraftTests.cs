using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Host;

/// <summary>An evening's craft on the host's tablet, each thing as one would do it without reading anything.</summary>
public sealed class CraftTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_walk_in_is_added_in_three_taps_with_notes_and_needs_if_there_are_any()
    {
        var (queue, host) = await StartAsync();
        await host.AddButton.ClickAsync();
        await host.AddName.FillAsync("Kim");
        await host.AddSize(4).ClickAsync();
        await host.AddForm.GetByText("Notes").First.ClickAsync();
        await host.AddForm.GetByLabel("Notes").FillAsync("by the window");
        await host.AddForm.GetByRole(AriaRole.Button, new() { Name = "High chair" }).ClickAsync();
        await host.AddNow.ClickAsync();

        await Assertions.Expect(host.WaitingRow("Kim")).ToContainTextAsync("by the window");
        await Assertions.Expect(host.WaitingRow("Kim")).ToContainTextAsync("High chair");
        await host.UndoButton.ClickAsync();
        await Assertions.Expect(host.WaitingRow("Kim")).ToHaveCountAsync(0);
        await Eventually.TrueAsync("the list is as before", async () => (await queue.NamesAsync("waiting")).Length == 3);
    }

    [Fact]
    public async Task A_party_that_is_seated_by_mistake_is_called_again_as_before_with_one_tap()
    {
        var (queue, host) = await StartAsync();
        await queue.HostAsync("advance");
        await Assertions.Expect(host.CalledRow("Ada")).ToContainTextAsync("left");
        await host.SeatButton("Ada").ClickAsync();
        await Assertions.Expect(host.CalledRow("Ada")).ToHaveCountAsync(0);
        await host.UndoButton.ClickAsync();

        await Assertions.Expect(host.CalledRow("Ada")).ToContainTextAsync("left");
        await Eventually.TrueAsync("the call is open again", async () => (await queue.NamesAsync("called")) is ["Ada"]);
    }

    [Fact]
    public async Task A_party_on_hold_keeps_its_place_and_gets_no_table_until_it_is_taken_off()
    {
        var (_, host) = await StartAsync();
        await host.DoAsync("Ada", "Hold");
        await Assertions.Expect(host.WaitingRow("Ada")).ToContainTextAsync("On hold");
        await host.TableFor(2).ClickAsync();
        await Assertions.Expect(host.Note("Waits longest of")).ToBeVisibleAsync();
        await Assertions.Expect(host.Page.GetByRole(AriaRole.Button, new() { Name = "Call: No. 3 Cem" })).ToBeVisibleAsync();

        await host.DoAsync("Ada", "Take off hold");
        await Assertions.Expect(host.Page.GetByRole(AriaRole.Button, new() { Name = "Call: No. 1 Ada" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_called_party_gets_five_minutes_more()
    {
        var (queue, host) = await StartAsync();
        await host.CallButton("Ada").ClickAsync();
        await Assertions.Expect(host.CalledRow("Ada")).ToContainTextAsync("left");
        var before = await DeadlineAsync(queue);
        await host.MoreTimeButton("Ada").ClickAsync();

        await Eventually.TrueAsync("five minutes more", async () => await DeadlineAsync(queue) == before + 300_000);
    }

    [Fact]
    public async Task A_party_is_edited_and_moved()
    {
        var (queue, host) = await StartAsync();
        await host.DoAsync("Cem", "Edit");
        await host.Dialog("Edit").GetByLabel("Name").FillAsync("Cemre");
        await host.Dialog("Edit").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(host.WaitingRow("Cemre")).ToBeVisibleAsync();
        await host.DoAsync("Cemre", "Move up");

        await Eventually.TrueAsync("the order is the new one", async () => (await queue.NamesAsync("waiting")) is ["Ada", "Cemre", "Bo"]);
    }

    [Fact]
    public async Task Joining_is_paused_and_everybody_is_told_why()
    {
        var (queue, host) = await StartAsync();
        var guest = await GuestAsync(queue);
        await host.MenuButton.ClickAsync();
        await host.Menu.GetByRole(AriaRole.Button, new() { Name = "Pause joining" }).ClickAsync();
        await host.Menu.GetByRole(AriaRole.Button, new() { Name = "Tell everybody" }).ClickAsync();
        await host.Dialog("Tell everybody").GetByLabel("Message to everybody who waits").FillAsync("The kitchen is slow tonight");
        await host.Dialog("Tell everybody").GetByRole(AriaRole.Button, new() { Name = "Tell them" }).ClickAsync();
        await Assertions.Expect(host.Page.GetByText("The kitchen is slow tonight")).ToBeVisibleAsync();

        await guest.OpenAsync();
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Joining is paused" })).ToBeVisibleAsync();
        await host.Page.GetByRole(AriaRole.Button, new() { Name = "Let guests join again" }).ClickAsync();
        await Eventually.TrueAsync("guests can join", async () => (await queue.TryJoinAsync("Dua")).Status == System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Settings_are_changed_on_the_screen()
    {
        var (queue, host) = await StartAsync();
        await host.MenuButton.ClickAsync();
        await host.Menu.GetByRole(AriaRole.Button, new() { Name = "Settings" }).ClickAsync();
        await host.Dialog("Settings").GetByLabel("Minutes to come when called").FillAsync("12");
        await host.Dialog("Settings").GetByLabel("Guests may ask for 5 minutes more, twice").UncheckAsync();
        await host.Dialog("Settings").GetByText("Better waits from the first guest").ClickAsync();
        await host.Dialog("Settings").GetByLabel("Tables", new() { Exact = true }).CheckAsync();
        await host.Dialog("Settings").GetByLabel("Tables for 4").FillAsync("9");
        await host.Dialog("Settings").GetByLabel("Minutes that a party keeps its table").FillAsync("65");
        await host.Dialog("Settings").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(host.Note("Settings saved")).ToBeVisibleAsync();
        var settings = (await queue.HostAsync("settings", "{}")).Json["settings"];
        Assert.Equal((720, false), ((int?)settings?["callWindowSeconds"], (bool?)settings?["snooze"]));
        Assert.Equal(("""[{"seats":4,"count":9}]""", 65), (settings?["tables"]?.ToJsonString(), (int?)settings?["turnMinutes"]));
    }

    [Fact]
    public async Task A_second_device_is_paired_by_a_code_and_who_was_slower_learns_which_was_faster()
    {
        var (queue, host) = await StartAsync();
        await host.MenuButton.ClickAsync();
        await host.Menu.GetByRole(AriaRole.Button, new() { Name = "Pair another device" }).ClickAsync();
        var code = await host.Menu.GetByText(new System.Text.RegularExpressions.Regex("^[A-Z2-9]{4} [A-Z2-9]{4}$")).InnerTextAsync();
        var second = new HostPage(await (await NewDeviceAsync(Devices.Tablet)).Context.NewPageAsync(), queue.Code);
        await second.Page.GotoAsync("/host");
        await second.Page.GetByLabel("Pairing code").FillAsync(code);
        await second.Page.GetByLabel("Name of this device").FillAsync("Terrace");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Pair", Exact = true }).ClickAsync();
        await Assertions.Expect(second.WaitingRow("Ada")).ToBeVisibleAsync();

        await host.Page.Keyboard.PressAsync("Escape");
        await host.LoseNetworkAsync();
        await second.CallButton("Ada").ClickAsync();
        await Eventually.TrueAsync("the second device has called", async () => (await queue.NamesAsync("called")) is ["Ada"]);
        await host.CallButton("Ada").ClickAsync();
        await host.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(host.Refusal.Filter(new() { HasText = "(Terrace)" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_party_that_walks_away_at_the_door_is_noted()
    {
        var (_, host) = await StartAsync();
        await host.AddButton.ClickAsync();
        await host.AddSize(4).ClickAsync();
        await host.AddForm.GetByRole(AriaRole.Button, new() { Name = "They won't wait" }).ClickAsync();
        await Assertions.Expect(host.Note("Noted: 4 people")).ToBeVisibleAsync();
    }

    private async Task<(WaitlistClient Queue, HostPage Host)> StartAsync()
    {
        var queue = await OpenQueueAsync(""" "preset":"restaurant" """);
        await queue.JoinAsync("Ada");
        await queue.JoinAsync("Bo", 4);
        await queue.JoinAsync("Cem");
        var host = await HostAsync(queue);
        await Assertions.Expect(host.WaitingRows).ToHaveCountAsync(3);
        return (queue, host);
    }

    private static async Task<long?> DeadlineAsync(WaitlistClient queue) => (long?)(await queue.HostSnapshotAsync()).Json["callDeadline"];
}
