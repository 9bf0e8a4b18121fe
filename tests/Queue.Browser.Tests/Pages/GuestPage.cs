using System.Globalization;
using System.Text.RegularExpressions;

namespace Queue.Browser.Tests.Pages;

/// <summary>What a guest sees of one queue: the form, then the ticket, then that it is their turn.</summary>
internal sealed class GuestPage(IPage page, string code)
{
    public IPage Page => page;

    public ILocator Name => page.GetByLabel("Your name");

    public ILocator Size => page.GetByLabel("How many are you?");

    public ILocator More => page.GetByRole(AriaRole.Button, new() { Name = "One more" });

    public ILocator JoinButton => page.GetByRole(AriaRole.Button, new() { Name = "Join the list" });

    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    public ILocator Turn => Heading("It's your turn!");

    public ILocator Countdown => page.GetByRole(AriaRole.Timer);

    public ILocator NoShow => Heading("We called you and did not see you");

    public ILocator Left => Heading("You left the list");

    public ILocator Ended => Heading("The waitlist has closed");

    /// <summary>What the guest has to know besides the place.</summary>
    public ILocator News => page.GetByRole(AriaRole.Status);

    public ILocator Stale => page.GetByRole(AriaRole.Status).Filter(new() { HasText = "No connection" });

    public ILocator Age => page.GetByText("Updated ");

    public ILocator CannotButton => page.GetByRole(AriaRole.Button, new() { Name = "I can't make it" });

    public ILocator NowCalling => Labelled("Now calling");

    /// <summary>When it will be the guest's turn, as times of day.</summary>
    public ILocator Clock => Labelled("about ");

    public ILocator LeaveYes => page.GetByRole(AriaRole.Button, new() { Name = "Yes, leave" });

    public ILocator AlertsButton => page.GetByRole(AriaRole.Button, new() { Name = "Tell me when it's my turn" });

    public ILocator AlertsBlocked => page.GetByText("Alerts are blocked in this browser's settings");

    public async Task OpenAsync() => await page.GotoAsync($"/q/{code}");

    /// <summary>Opens the ticket's own address, as who was sent it.</summary>
    public async Task OpenTicketAsync(string party, string session) => await page.GotoAsync($"/q/{code}#t={party}.{session}");

    public async Task JoinAsync(string name, int size = 2)
    {
        await Name.FillAsync(name);
        await Size.FillAsync(size.ToString(CultureInfo.InvariantCulture));
        await JoinButton.ClickAsync();
    }

    public Task ExpectPlaceAsync(int place) => Assertions.Expect(Labelled("Place in line")).ToHaveTextAsync(Beside(place, "Place in line"));

    public Task ExpectNumberAsync(int ticket) => Assertions.Expect(Labelled("Your number")).ToHaveTextAsync(Beside(ticket, "Your number"));

    private ILocator Labelled(string label) => page.GetByRole(AriaRole.Paragraph).Filter(new() { HasText = label });

    private ILocator Heading(string name) => page.GetByRole(AriaRole.Heading, new() { Name = name });

    // A number and its label, in either order.
    private static Regex Beside(int number, string label) =>
        new(string.Create(CultureInfo.InvariantCulture, $@"^\s*({number}\s*{label}|{label}\s*{number})\s*$"), RegexOptions.None, TimeSpan.FromSeconds(1));
}
