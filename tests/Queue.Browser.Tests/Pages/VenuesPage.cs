namespace Queue.Browser.Tests.Pages;

/// <summary>An owner's venues.</summary>
internal sealed class VenuesPage(IPage page)
{
    public IPage Page => page;

    public ILocator Key => page.GetByLabel("API key");

    /// <summary>The card of a venue.</summary>
    public ILocator Venue(string name) => page.GetByRole(AriaRole.Region, new() { Name = name });

    public Task OpenAsync() => page.GotoAsync("/venues");

    /// <summary>Makes a key on the page and gives it.</summary>
    public async Task<string> MakeKeyAsync()
    {
        await PressAsync("I have no key yet: make one");
        var shown = page.GetByLabel("This is your key.");
        await Assertions.Expect(shown).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^que_[0-9a-f]{40}$"));
        return await shown.InputValueAsync();
    }

    public async Task SignInAsync(string key)
    {
        await Key.FillAsync(key);
        await PressAsync("Show my venues");
    }

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Removes all hours, and opens it on every day from the first to the last minute.</summary>
    public async Task FillHoursAsync(string open, string close)
    {
        foreach (var day in Enum.GetNames<DayOfWeek>())
        {
            await page.GetByLabel($"{day} opens").FillAsync(open);
            await page.GetByLabel($"{day} closes").FillAsync(close);
        }
    }
}
