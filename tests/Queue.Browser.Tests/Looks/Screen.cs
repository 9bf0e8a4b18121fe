namespace Queue.Browser.Tests.Looks;

/// <summary>One of the things that people can have before their eyes.</summary>
/// <param name="Name">What its pictures are called.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Ready">A text that is there once it has loaded.</param>
/// <param name="Then">What has to be done to see what is meant.</param>
internal sealed record Screen(string Name, Func<Stage, string> Address, string Ready, Func<IPage, Stage, Task>? Then = null)
{
    /// <summary>All of them. A new page is one more line.</summary>
    public static IReadOnlyList<Screen> All { get; } =
    [
        new("home", _ => "/", "Open a waitlist"),
        new("new", _ => "/new", "Open it"),
        new("unknown-code", _ => "/q/ZZZZZZ", "No waitlist has the code"),
        new("privacy", _ => "/privacy", "What is stored"),
        new("admin", _ => "/admin", "Admin key"),
        new("admin-numbers", _ => "/admin", "Admin key", Then: SignInAsync),
        new("venues", _ => "/venues", "API key"),
        new("venues-list", _ => "/venues", "API key", Then: ShowVenuesAsync),
        new("venues-devices", _ => "/venues", "API key", Then: PressIn("Devices and PIN", "Get a code")),
        new("venues-edit", _ => "/venues", "API key", Then: PressIn("Name and hours", "End this venue")),
        new("join", stage => $"/q/{stage.Queue.Code}", "Join the list"),
        new("join-closed", stage => $"/q/{stage.Closed.Code}", "This waitlist is closed"),
        new("kiosk", stage => $"/q/{stage.Queue.Code}?kiosk", "Join the list"),
        new("waiting", stage => stage.Waiting, "Updated"),
        new("leave", stage => stage.Waiting, "Updated", Then: Press("Leave the list")),
        new("called", stage => stage.Called, "It's your turn!"),
        new("ended", stage => stage.Ended, "Enjoy!"),
        new("hosts", _ => "/host", "Your waitlists"),
        new("host", stage => stage.HostScreen, "Wilhelmine"),
        new("host-menu", stage => stage.HostScreen, "Wilhelmine", Then: Press("Menu")),
        new("host-settings", stage => stage.HostScreen, "Wilhelmine", Then: ShowSettingsAsync),
        new("host-add", stage => stage.HostScreen, "Wilhelmine", Then: Press("Add a party")),
        new("host-recent", stage => stage.HostScreen, "Wilhelmine", Then: Press("Recent")),
        new("host-denied", stage => $"/host/{stage.Queue.Code}", "This device cannot host this waitlist"),
        new("host-closed", stage => $"/host/{stage.Closed.Code}#{stage.Closed.HostToken}", "The waitlist is closed"),
        new("display", stage => $"/display/{stage.Queue.Code}", "Please come now"),
        new("poster", stage => $"/poster/{stage.Queue.Code}", "Poster with QR code"),
        new("job", stage => stage.Running, "Reading the third shelf"),
        new("job-cancel", stage => stage.Running, "Reading the third shelf", Then: Press("Cancel the job")),
        new("job-done", stage => stage.Done, "Completed"),
        new("job-failed", stage => stage.Failed, "No space left"),
        new("job-hidden", _ => "/jobs/none", "There is nothing to see here"),
        new("room", stage => stage.Room, "Table 4 is free"),
        new("room-read", stage => stage.RoomToRead, "You can read here"),
        new("room-empty", stage => stage.EmptyRoom, "Nobody has said anything yet"),
        new("display-closed", stage => $"/display/{stage.Closed.Code}", "This waitlist is closed"),
    ];

    public async Task OpenAsync(IPage page, Stage stage)
    {
        await page.GotoAsync(Address(stage));
        await Assertions.Expect(page.GetByText(Ready).First).ToBeVisibleAsync();
        if (Then is not null)
        {
            await Then(page, stage);
        }
    }

    private static Func<IPage, Stage, Task> Press(string button) =>
        (page, _) => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    private static Func<IPage, Stage, Task> PressIn(params string[] buttons) => async (page, stage) =>
    {
        await ShowVenuesAsync(page, stage);
        foreach (var button in buttons)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        }
    };

    private static async Task ShowSettingsAsync(IPage page, Stage stage)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Settings" }).ClickAsync();
        await page.GetByText("Better waits from the first guest").ClickAsync();
        await page.GetByLabel("Tables", new() { Exact = true }).CheckAsync();
    }

    private static async Task ShowVenuesAsync(IPage page, Stage stage)
    {
        await page.GetByLabel("API key").FillAsync(stage.OwnerKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show my venues" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Trattoria" })).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, Stage stage)
    {
        await stage.CountedAsync();
        await page.GetByLabel("Admin key").FillAsync(stage.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Parties served" })).ToBeVisibleAsync();
    }
}
