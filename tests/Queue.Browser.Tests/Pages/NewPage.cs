namespace Queue.Browser.Tests.Pages;

/// <summary>The form that opens a waitlist.</summary>
internal sealed class NewPage(IPage page)
{
    public IPage Page => page;

    public ILocator Counter => page.GetByRole(AriaRole.Radio, new() { Name = "Counter" });

    public ILocator Name => page.GetByLabel("Name that guests see");

    public ILocator OpenButton => page.GetByRole(AriaRole.Button, new() { Name = "Open it" });

    public async Task OpenAsync() => await page.GotoAsync("/new");
}
