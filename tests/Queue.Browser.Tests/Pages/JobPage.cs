namespace Queue.Browser.Tests.Pages;

/// <summary>The page on which somebody watches a job.</summary>
internal sealed class JobPage(IPage page, string jobId)
{
    public IPage Page => page;

    public ILocator Status => page.GetByRole(AriaRole.Status).First;

    public ILocator Bar => page.GetByRole(AriaRole.Progressbar);

    public ILocator CancelButton => page.GetByRole(AriaRole.Button, new() { Name = "Cancel the job" });

    public ILocator CancelYes => page.GetByRole(AriaRole.Button, new() { Name = "Yes, cancel it" });

    public ILocator Hidden => page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing to see here" });

    public ILocator Live => page.GetByText("Live", new() { Exact = true });

    public Task OpenAsync(string? token = null) => page.GotoAsync($"/jobs/{jobId}{(token is null ? "" : $"#token={token}")}");

    public async Task ExpectPercentAsync(int percent)
    {
        await Assertions.Expect(page.GetByText($"{percent}%", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveTitleAsync($"{percent}% · csv_import");
    }
}
