using System.Globalization;
using System.Text.RegularExpressions;

namespace Queue.Browser.Tests.Pages;

/// <summary>The host's screen: who was called, who waits, and what can be done to them.</summary>
internal sealed class HostPage(IPage page, string code)
{
    public IPage Page => page;

    public ILocator Called => Region("Called");

    public ILocator Waiting => Region("Waiting");

    public ILocator Rows => page.GetByRole(AriaRole.Listitem);

    public ILocator WaitingRows => Waiting.GetByRole(AriaRole.Listitem);

    public ILocator CalledRows => Called.GetByRole(AriaRole.Listitem);

    public ILocator AddButton => page.GetByRole(AriaRole.Button, new() { Name = "Add a party" });

    public ILocator AddForm => page.GetByRole(AriaRole.Dialog, new() { Name = "Add a party" });

    public ILocator AddName => AddForm.GetByLabel("Name");

    public ILocator AddNow => AddForm.GetByRole(AriaRole.Button, new() { Name = "Add to the list" });

    public ILocator Refusal => page.GetByRole(AriaRole.Alert);

    public ILocator Stale => page.GetByRole(AriaRole.Status).Filter(new() { HasText = "No connection since" });

    public ILocator RecentButton => page.GetByRole(AriaRole.Button, new() { Name = "Recent" });

    public ILocator MenuButton => page.GetByRole(AriaRole.Button, new() { Name = "Menu" });

    public ILocator Menu => page.GetByRole(AriaRole.Dialog, new() { Name = "Menu" });

    public ILocator CloseButton => Menu.GetByRole(AriaRole.Button, new() { Name = "Close the waitlist" });

    public ILocator CloseYes => Menu.GetByRole(AriaRole.Button, new() { Name = "Yes, close it" });

    public ILocator ClosedHeading => page.GetByRole(AriaRole.Heading, new() { Name = "The waitlist is closed" });

    public async Task OpenAsync(string token) => await page.GotoAsync($"/host/{code}#{token}");

    /// <summary>Takes the network away. The request that the server holds at that moment still gets its answer; this waits until it has.</summary>
    public async Task LoseNetworkAsync()
    {
        await page.Context.SetOfflineAsync(true);
        await Assertions.Expect(Stale).ToBeVisibleAsync();
    }

    public ILocator Row(string who) => Rows.Filter(new() { HasText = who });

    public ILocator WaitingRow(string who) => WaitingRows.Filter(new() { HasText = who });

    public ILocator CalledRow(string who) => CalledRows.Filter(new() { HasText = who });

    public ILocator CallButton(string who) => Button(who, "Call");

    /// <summary>What "Seat" is called where there is one line.</summary>
    public ILocator DoneButton(string who) => Button(who, "Done");

    /// <summary>What the same is called where there are tables.</summary>
    public ILocator SeatButton(string who) => Button(who, "Seat");

    public ILocator MoreButton(string who) => Button(who, "More");

    public ILocator AgainButton(string who) => Button(who, "Call again");

    public ILocator TakeBackButton(string who) => Button(who, "Take the call back");

    /// <summary>In the list of those who have left.</summary>
    public ILocator RestoreButton(string who) => page.GetByRole(AriaRole.Dialog, new() { Name = "Recent" })
        .GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^Restore: .*{Regex.Escape(who)}$", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    public ILocator NoShowButton(string who) => Button(who, "No-show");

    /// <summary>What a finger touches for a party of so many people.</summary>
    public ILocator AddSize(int people) => AddForm.GetByText(people.ToString(CultureInfo.InvariantCulture), new() { Exact = true });

    public ILocator MoreTimeButton(string who) => Button(who, "+5 min");

    /// <summary>One of the buttons that open beneath a row.</summary>
    public async Task DoAsync(string who, string name)
    {
        await MoreButton(who).ClickAsync();
        await Button(who, name).ClickAsync();
    }

    public ILocator UndoButton => page.GetByRole(AriaRole.Button, new() { Name = "Undo" });

    public ILocator StillHere => Region("Still here, they say");

    public ILocator Note(string text) => page.GetByRole(AriaRole.Status).Filter(new() { HasText = text });

    public ILocator Dialog(string name) => page.GetByRole(AriaRole.Dialog, new() { Name = name });

    /// <summary>A button for a free table.</summary>
    public ILocator TableFor(int seats) => page.GetByRole(AriaRole.Group, new() { Name = "Free table for" })
        .GetByRole(AriaRole.Button, new() { Name = seats.ToString(CultureInfo.InvariantCulture), Exact = true });

    private ILocator Button(string who, string name) => Row(who).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private ILocator Region(string name) => page.GetByRole(AriaRole.Region, new() { Name = name });
}
