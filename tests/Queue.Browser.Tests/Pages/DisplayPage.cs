using System.Globalization;

namespace Queue.Browser.Tests.Pages;

/// <summary>The screen on the wall.</summary>
internal sealed class DisplayPage(IPage page, string code)
{
    public IPage Page => page;

    public ILocator Come => page.GetByRole(AriaRole.Heading, new() { Name = "Please come now" });

    public ILocator Quiet => page.GetByText("Nobody is being called right now");

    public async Task OpenAsync() => await page.GotoAsync($"/display/{code}");

    /// <summary>A number that is being called.</summary>
    public ILocator Called(int ticket) => page.GetByRole(AriaRole.Listitem).Filter(
        new() { Has = page.GetByText(ticket.ToString(CultureInfo.InvariantCulture), new() { Exact = true }) });
}
