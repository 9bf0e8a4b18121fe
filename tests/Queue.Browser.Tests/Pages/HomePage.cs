namespace Queue.Browser.Tests.Pages;

/// <summary>The start page.</summary>
internal sealed class HomePage(IPage page)
{
    public IPage Page => page;

    public ILocator NewLink => page.GetByRole(AriaRole.Link, new() { Name = "Open a waitlist" });

    public ILocator Code => page.GetByLabel("Have a code?");

    public ILocator GoButton => page.GetByRole(AriaRole.Button, new() { Name = "Go to the waitlist" });

    public async Task OpenAsync() => await page.GotoAsync("/");
}
