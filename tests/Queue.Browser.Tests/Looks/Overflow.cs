namespace Queue.Browser.Tests.Looks;

/// <summary>
/// Finds what sticks out of a page to the side, and text that is cut off where nothing shows that it goes on. What scrolls by itself may
/// be wider, as tables are, but not a dialog.
/// </summary>
internal static class Overflow
{
    private const string Find =
        """
        () => {
          const page = document.documentElement
          const say = (why, element) => `${why}: ${element.outerHTML.replace(/\s+/g, ' ').slice(0, 160)}`
          const shown = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility() && element.clientWidth > 1)
          const wide = (element) => element.scrollWidth > element.clientWidth + 1
          const scrolls = (element) => element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
          const outside = (element) => {
            if (scrolls(element.parentElement)) return false
            const { left, right } = element.getBoundingClientRect()
            return left < -0.5 || right > page.clientWidth + 0.5
          }
          const cut = (element) => {
            const { overflowX, textOverflow } = getComputedStyle(element)
            const clips = overflowX === 'hidden' || overflowX === 'clip'
            return clips && textOverflow !== 'ellipsis' && wide(element) && element.innerText?.trim()
          }
          return [
            ...(page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} wide in ${page.clientWidth}`] : []),
            ...shown.filter((element) => element.matches('dialog') && wide(element)).map((element) => say('too wide', element)),
            ...shown.filter(outside).map((element) => say('sticks out', element)),
            ...shown.filter(cut).map((element) => say('cut off', element)),
          ]
        }
        """;

    public static Task<string[]> FindAsync(IPage page) => page.EvaluateAsync<string[]>(Find);
}
