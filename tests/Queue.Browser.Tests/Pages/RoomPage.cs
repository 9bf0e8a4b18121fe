namespace Queue.Browser.Tests.Pages;

/// <summary>The page on which somebody follows a chat room.</summary>
internal sealed class RoomPage(IPage page, string id)
{
    public IPage Page => page;

    public ILocator Log => page.GetByRole(AriaRole.Log);

    public ILocator Entries => Log.GetByRole(AriaRole.Listitem);

    public ILocator From => page.GetByLabel("Your name");

    public ILocator Message => page.GetByLabel("Your message");

    public ILocator SendButton => page.GetByRole(AriaRole.Button, new() { Name = "Send" });

    public ILocator Earlier => page.GetByRole(AriaRole.Button, new() { Name = "Earlier messages" });

    public ILocator NewMessages => page.GetByRole(AriaRole.Button, new() { Name = "New messages" });

    public ILocator Live => page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Live" });

    public ILocator Stale => page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Not updated since" });

    public Task OpenAsync(string? token = null) => page.GotoAsync($"/rooms/{id}{(token is null ? "" : $"#token={token}")}");

    public async Task SayAsync(string message, string? sender = null)
    {
        if (sender is not null)
        {
            await From.FillAsync(sender);
        }

        await Message.FillAsync(message);
        await SendButton.ClickAsync();
    }

    /// <summary>These entries and no others, in this order; each is found by words of it.</summary>
    public Task ExpectAsync(params string[] entries) => Assertions.Expect(Entries).ToContainTextAsync(entries);

    /// <summary>Reads further up.</summary>
    public Task ScrollUpAsync(int pixels) => Log.EvaluateAsync("(log, pixels) => log.scrollBy({ top: -pixels })", pixels);
}
