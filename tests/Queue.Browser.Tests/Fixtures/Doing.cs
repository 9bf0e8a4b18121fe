using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Fixtures;

/// <summary>What people and networks do to pages.</summary>
internal static class Doing
{
    private const int MostTabs = 60;

    /// <summary>Goes on with the Tab key until something has the focus, as who has no pointer must.</summary>
    public static async Task TabToAsync(this IPage page, ILocator target)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{MostTabs} times Tab did not lead to {target}");
    }

    /// <summary>The third generation on a bad day: 400 kbit/s, and 400 ms to every answer.</summary>
    public static async Task SlowDownAsync(this IPage page)
    {
        const int BytesASecond = 400_000 / 8;
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = 400,
            ["downloadThroughput"] = BytesASecond,
            ["uploadThroughput"] = BytesASecond,
        });
    }

    /// <summary>Waits until the page and what it is made of are kept for places without network.</summary>
    public static Task KeptAsync(this IPage page) => Eventually.TrueAsync("the page is kept on the device", async () =>
        await page.EvaluateAsync<int>(
            """
            async () => {
              const kept = async (name) => (await caches.has(name)) ? (await (await caches.open(name)).keys()).length : 0
              const loaded = performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname.startsWith('/assets/'))
              return (await kept('pages-1')) > 0 && (await kept('assets-1')) >= loaded.length ? 1 : 0
            }
            """) == 1);

    /// <summary>The parties that the server has, called ones first.</summary>
    public static async Task<IReadOnlyList<JsonNode>> PartiesAsync(this WaitlistClient queue)
    {
        var snapshot = (await queue.HostSnapshotAsync()).Json;
        return [.. snapshot["queue"]!.AsArray().Prepend(snapshot["nowServing"]).OfType<JsonNode>().Select(row => row.DeepClone())];
    }

    /// <summary>The names that the server has, of parties that were called or that wait.</summary>
    public static async Task<string[]> NamesAsync(this WaitlistClient queue, string status) =>
        [.. (await queue.PartiesAsync()).Where(row => (string?)row["status"] == status).Select(row => (string)row["name"]!)];
}
