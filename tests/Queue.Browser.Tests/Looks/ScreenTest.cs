using Queue.Browser.Tests.Fixtures;

namespace Queue.Browser.Tests.Looks;

/// <summary>A test of every screen.</summary>
public abstract class ScreenTest(Chromium chromium) : BrowserTest(chromium)
{
    public static TheoryData<string> Names => [.. Screen.All.Select(screen => screen.Name)];

    private protected async Task<IPage> OpenAsync(string name)
    {
        var options = Devices.Laptop;
        options.ReducedMotion = ReducedMotion.Reduce;
        var device = await NewDeviceAsync(options);
        var page = await device.Context.NewPageAsync();
        await Screen.All.Single(screen => screen.Name == name).OpenAsync(page, await Stage.SetAsync(Server.Http, AdminKey));
        return page;
    }
}
