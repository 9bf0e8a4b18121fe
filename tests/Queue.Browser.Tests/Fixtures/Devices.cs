namespace Queue.Browser.Tests.Fixtures;

/// <summary>What people hold in their hands or hang on the wall.</summary>
internal static class Devices
{
    public static BrowserNewContextOptions Phone => new()
    {
        ViewportSize = new ViewportSize { Width = 390, Height = 844 },
        HasTouch = true,
        IsMobile = true,
    };

    public static BrowserNewContextOptions Tablet => new()
    {
        ViewportSize = new ViewportSize { Width = 1024, Height = 768 },
        HasTouch = true,
        IsMobile = true,
    };

    public static BrowserNewContextOptions Laptop => new() { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } };

    public static BrowserNewContextOptions Screen => new() { ViewportSize = new ViewportSize { Width = 1920, Height = 1080 } };

    public static BrowserNewContextOptions WithoutScript(this BrowserNewContextOptions device)
    {
        device.JavaScriptEnabled = false;
        return device;
    }
}
