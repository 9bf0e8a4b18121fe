using Queue.Browser.Tests.Fixtures;

namespace Queue.Browser.Tests.Looks;

/// <summary>Every screen in windows and with letters of the sizes that people with weak eyes use.</summary>
public sealed class NarrowTests(Chromium chromium) : ScreenTest(chromium)
{
    // 320 pixels are what every page must do with (WCAG 1.4.10); the others are a tablet and a laptop at 200 percent.
    private static readonly (int Width, int Height)[] Narrow = [(320, 640), (512, 384), (640, 400)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_screen_fits_narrow_windows_and_large_letters(string name)
    {
        var page = await OpenAsync(name);
        List<string> found = [];
        foreach (var (width, height) in Narrow)
        {
            await page.SetViewportSizeAsync(width, height);
            found.AddRange((await Overflow.FindAsync(page)).Select(element => $"{width} pixels: {element}"));
        }

        await page.SetViewportSizeAsync(390, 844);
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        found.AddRange((await Overflow.FindAsync(page)).Select(element => $"letters of twice the size: {element}"));
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
