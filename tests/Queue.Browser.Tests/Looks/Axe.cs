using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Looks;

/// <summary>The checks of axe-core: names, roles, contrast, order.</summary>
internal static class Axe
{
    private const string Run =
        """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(({ id, help, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 200)} ${failureSummary}`))
        """;

    // A package of the browser app's for development alone; installed with it.
    private static readonly Lazy<string> Script = new(() => Repository.Read("src/web/node_modules/axe-core/axe.min.js"));

    public static async Task<string[]> FindAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Script.Value);
        }

        return await page.EvaluateAsync<string[]>(Run);
    }
}
