using Queue.Browser.Tests.Fixtures;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Host;

/// <summary>Two devices host one queue; one of them acts on what it saw before the network went away.</summary>
public sealed class TwoHostsTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Who_calls_a_party_that_the_other_host_has_called_already_is_told_so()
    {
        var queue = await OpenQueueAsync();
        await queue.JoinAsync("Ada");
        var (one, other) = (await HostAsync(queue), await HostAsync(queue));
        await Assertions.Expect(other.CallButton("Ada")).ToBeVisibleAsync();
        await other.LoseNetworkAsync();

        await one.CallButton("Ada").ClickAsync();
        await Eventually.TrueAsync("the first call is at the server", async () => (await queue.NamesAsync("called")) is ["Ada"]);
        await other.CallButton("Ada").ClickAsync();
        await other.Page.Context.SetOfflineAsync(false);

        await Assertions.Expect(other.Refusal).ToContainTextAsync("No. 1 Ada has been called already.");
        await Assertions.Expect(one.Refusal).ToHaveCountAsync(0);
        await Assertions.Expect(other.CalledRow("Ada")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_guest_who_has_just_said_to_be_here_is_no_no_show()
    {
        var queue = await OpenQueueAsync();
        var party = await queue.JoinAsync("Ada");
        await queue.PartyAsync("call", party);
        var host = await HostAsync(queue);
        await Assertions.Expect(host.CalledRow("Ada")).ToBeVisibleAsync();
        await host.LoseNetworkAsync();

        await host.NoShowButton("Ada").ClickAsync();
        await queue.PartyAsync("declare-nearby", party);
        await host.Page.Context.SetOfflineAsync(false);

        await Assertions.Expect(host.Refusal).ToContainTextAsync("No. 1 Ada has just said: I'm here.");
        await Assertions.Expect(host.CalledRow("Ada")).ToHaveCountAsync(1);
    }
}
