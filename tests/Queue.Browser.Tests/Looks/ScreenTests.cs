using Queue.Browser.Tests.Fixtures;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Looks;

/// <summary>Every screen, on a phone, a tablet and a TV, light and dark. Pictures for review go to <c>artifacts/screens</c>.</summary>
public sealed class ScreenTests(Chromium chromium) : ScreenTest(chromium)
{
    private static readonly (string Name, int Width, int Height)[] Sizes = [("phone", 390, 844), ("tablet", 1024, 768), ("tv", 1920, 1080)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_screen_has_names_contrast_and_order_for_everybody_in_every_size_and_theme(string name)
    {
        var page = await OpenAsync(name);
        List<string> found = [];
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var (size, width, height) in Sizes)
            {
                var look = $"{name}-{size}-{theme}".ToLowerInvariant();
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme });
                await page.SetViewportSizeAsync(width, height);
                await page.ScreenshotAsync(new PageScreenshotOptions
                {
                    Path = Path.Combine(Repository.Root, "artifacts/screens", $"{look}.png"),
                    FullPage = true,
                });
                found.AddRange((await Axe.FindAsync(page)).Select(violation => $"{look}: {violation}"));
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
