using Queue.Browser.Tests.Fixtures;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Guest;

/// <summary>What stands between a phone and the server may answer anything: hotel pages, busy proxies, caches with old answers.</summary>
public sealed class BadAnswerTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int EnoughBadAnswers = 2;

    [Theory]
    [InlineData("429")]
    [InlineData("503")]
    [InlineData("a page")]
    [InlineData("nothing")]
    [InlineData("an older version")]
    public async Task Whatever_comes_in_place_of_an_answer_the_place_stays_and_the_next_good_answer_is_shown(string answer)
    {
        var queue = await OpenQueueAsync();
        string[] ahead = [await queue.JoinAsync("First"), await queue.JoinAsync("Second")];
        var party = await queue.JoinAsync("Ada");
        var older = await queue.GuestSnapshotAsync(party);
        var device = Devices.Phone;
        device.ServiceWorkers = ServiceWorkerPolicy.Block;
        var guest = await GuestAsync(queue, device);
        await queue.PartyAsync("seat", ahead[0]);
        await guest.OpenTicketAsync(party, queue.SessionId);
        await guest.ExpectPlaceAsync(2);

        var given = 0;
        await guest.Page.RouteAsync(url => url.Contains("/snapshot", StringComparison.Ordinal), async route =>
        {
            Interlocked.Increment(ref given);
            await AnswerAsync(route, answer, older);
        });
        await Eventually.TrueAsync($"two polls were answered with {answer}", () => Volatile.Read(ref given) >= EnoughBadAnswers);
        await guest.ExpectPlaceAsync(2);
        await guest.Page.UnrouteAllAsync(new PageUnrouteAllOptions { Behavior = UnrouteBehavior.IgnoreErrors });
        await queue.PartyAsync("seat", ahead[1]);

        await guest.ExpectPlaceAsync(1);
    }

    private static Task AnswerAsync(IRoute route, string answer, Answer older) => answer switch
    {
        "429" => route.FulfillAsync(new() { Status = 429, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "1" } }),
        "503" => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"code":"unavailable"}""" }),
        "a page" => route.FulfillAsync(new() { Status = 200, ContentType = "text/html", Body = "<h1>Welcome to our hotel</h1>" }),
        "nothing" => route.AbortAsync(),
        _ => route.FulfillAsync(new()
        {
            Status = 200,
            ContentType = "application/json",
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Queue-Version"] = older.Header("Queue-Version")!, ["ETag"] = older.ETag! },
            Body = older.Text,
        }),
    };
}
