using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Guest;

/// <summary>What guests do on their phone beside waiting.</summary>
public sealed class CraftTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_called_guest_is_on_the_way_and_gets_five_minutes_more()
    {
        var (queue, party, guest, host) = await StartAsync();
        await queue.PartyAsync("call", party);
        await Assertions.Expect(guest.Turn).ToBeVisibleAsync();
        await Button(guest, "On my way").ClickAsync();
        await Assertions.Expect(guest.Page.GetByText("They know that you are on your way")).ToBeVisibleAsync();
        await Assertions.Expect(host.CalledRow("Ada")).ToContainTextAsync("On the way");

        await Button(guest, "5 more minutes").ClickAsync();
        await Assertions.Expect(host.CalledRow("Ada")).ToContainTextAsync("asked for time 1×");
    }

    [Fact]
    public async Task A_guest_lets_a_party_ahead_and_changes_the_size_which_the_host_sees()
    {
        var (_, _, guest, host) = await StartAsync();
        await Button(guest, "Let one party go ahead").ClickAsync();
        await guest.ExpectPlaceAsync(2);
        await Button(guest, "Change name or size").ClickAsync();
        await guest.Page.GetByLabel("How many are you?").FillAsync("5");
        await Button(guest, "Save").ClickAsync();

        await Assertions.Expect(host.WaitingRow("Ada")).ToContainTextAsync("was 2");
    }

    [Fact]
    public async Task Who_left_by_mistake_is_back_at_the_old_place()
    {
        var (_, _, guest, host) = await StartAsync();
        await Button(guest, "Leave the list").ClickAsync();
        await guest.LeaveYes.ClickAsync();
        await Assertions.Expect(guest.Left).ToBeVisibleAsync();
        await Button(guest, "Take it back: I'm staying").ClickAsync();

        await guest.ExpectPlaceAsync(1);
        await Assertions.Expect(host.WaitingRow("Ada")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_missed_the_call_says_so_and_the_host_brings_them_back_with_one_tap()
    {
        var (queue, party, guest, host) = await StartAsync();
        await queue.PartyAsync("call", party);
        await queue.PartyAsync("no-show", party);
        await Assertions.Expect(guest.NoShow).ToBeVisibleAsync();
        await Button(guest, "I'm still here").ClickAsync();
        await Assertions.Expect(guest.Page.GetByText("The staff know that you are here")).ToBeVisibleAsync();
        await host.StillHere.GetByRole(AriaRole.Button, new() { Name = "Restore: No. 1 Ada" }).ClickAsync();

        await guest.ExpectPlaceAsync(1);
        await Assertions.Expect(host.StillHere).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_the_host_tells_everybody_stands_above_the_ticket()
    {
        var (queue, _, guest, _) = await StartAsync();
        await queue.HostAsync("announce", """{"text":"Soup is out","minutes":15}""");
        await Assertions.Expect(guest.News.Filter(new() { HasText = "Soup is out" })).ToBeVisibleAsync();
        await queue.HostAsync("announce", "{}");
        await Assertions.Expect(guest.News.Filter(new() { HasText = "Soup is out" })).ToHaveCountAsync(0);
    }

    private static ILocator Button(GuestPage guest, string name) => guest.Page.GetByRole(AriaRole.Button, new() { Name = name });

    private async Task<(WaitlistClient Queue, string Party, GuestPage Guest, HostPage Host)> StartAsync()
    {
        var queue = await OpenQueueAsync();
        var party = await queue.JoinAsync("Ada");
        await queue.JoinAsync("Bo");
        var guest = await GuestAsync(queue);
        await guest.OpenTicketAsync(party, queue.SessionId);
        await guest.ExpectPlaceAsync(1);
        return (queue, party, guest, await HostAsync(queue));
    }
}
