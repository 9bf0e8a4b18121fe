using Queue.Browser.Tests.Fixtures;

namespace Queue.Browser.Tests.Guest;

public sealed class CalmTests(Chromium chromium) : BrowserTest(chromium)
{
    // What moved, and by how much, without having been touched.
    private const string Watch =
        """
        globalThis.shifts = []
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput, sources } of list.getEntries())
            if (!hadRecentInput) shifts.push(`${value} ${sources.map(({ node }) => node?.outerHTML ?? node?.nodeName).join(' ')}`)
        }).observe({ type: 'layout-shift', buffered: true })
        """;

    [Fact]
    public async Task Nothing_on_the_ticket_moves_while_others_are_called_and_seated()
    {
        var queue = await OpenQueueAsync(""" "preset":"counter","serviceMinutes":10,"callWindowSeconds":1800 """);
        string[] ahead = [await queue.JoinAsync("First"), await queue.JoinAsync("Second"), await queue.JoinAsync("Third")];
        var party = await queue.JoinAsync("Ada");
        var guest = await GuestAsync(queue, script: Watch);
        await guest.OpenTicketAsync(party, queue.SessionId);
        await guest.ExpectPlaceAsync(4);
        await Assertions.Expect(guest.Age).ToBeVisibleAsync();
        await guest.Page.EvaluateAsync("shifts.length = 0");

        await queue.PartyAsync("call", ahead[0]);
        await Assertions.Expect(guest.NowCalling).ToBeVisibleAsync();
        await queue.PartyAsync("seat", ahead[0]);
        await guest.ExpectPlaceAsync(3);
        await queue.PartyAsync("seat", ahead[1]);
        await queue.PartyAsync("seat", ahead[2]);
        await guest.ExpectPlaceAsync(1);
        await Assertions.Expect(guest.NowCalling).ToBeHiddenAsync();

        Assert.Empty(await guest.Page.EvaluateAsync<string[]>("shifts"));
    }
}
