using System.Globalization;

namespace Queue.Browser.Tests.Pages;

/// <summary>The screen on the wall.</summary>
internal sealed class DisplayPage(IPage page, string code)
{
    public IPage Page => page;

    public ILocator Come => page.GetByRole(AriaRole.Heading, new() { Name = "Please come now" });

    public ILocator Quiet => page.GetByText("Nobody is being called right now");

    /// <summary>What parties of each size would wait.</summary>
    public ILocator Waits => page.Locator(".waits dd");

    /// <summary>The numbers that are called, as large as there is room.</summary>
    public ILocator Fresh => page.Locator(".fresh li");

    /// <summary>Says that what is shown is old.</summary>
    public ILocator Warning => page.GetByRole(AriaRole.Status);

    public async Task OpenAsync() => await page.GotoAsync($"/display/{code}");

    /// <summary>A number that is being called.</summary>
    public ILocator Called(int ticket) => page.GetByRole(AriaRole.Listitem).Filter(
        new() { Has = page.GetByText(ticket.ToString(CultureInfo.InvariantCulture), new() { Exact = true }) });

    /// <summary>What is not wholly on the screen, or lies under the edge of what it belongs to.</summary>
    public Task<string[]> OutOfViewAsync() => page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('h1, .clock, .notice, .calls h2, .fresh li, .side section, .join, .qr')].flatMap((element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect()
          const { clientWidth: width, clientHeight: height } = document.documentElement
          const around = element.closest('.calls, .side')?.getBoundingClientRect() ?? { top: 0, bottom: height }
          const isIn = left >= -1 && right <= width + 1 && top >= around.top - 1 && bottom <= Math.min(around.bottom, height) + 1
          return isIn ? [] : [`${Math.round(top)} to ${Math.round(bottom)} of ${height}: ${element.outerHTML.slice(0, 200)}`]
        })
        """);
}
