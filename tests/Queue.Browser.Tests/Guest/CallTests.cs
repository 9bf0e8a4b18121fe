using Microsoft.Extensions.DependencyInjection;
using Queue.Browser.Tests.Fixtures;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Guest;

/// <summary>A call from the tap of the host to its end, on a server whose clock the test can move ahead.</summary>
public sealed class CallTests(Chromium chromium) : BrowserTest(chromium)
{
    private readonly LeapingTime time = new();
    private TestServer? server;

    internal override TestServer Server => server ?? throw new InvalidOperationException("The server has not started.");

    public override async ValueTask InitializeAsync() => server = await TestServer.StartAsync(null, null, [], services => services.AddSingleton<TimeProvider>(time));

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_called_sees_so_and_when_two_minutes_are_over_both_pages_show_the_no_show()
    {
        var queue = await OpenQueueAsync(""" "preset":"counter" """);
        var guest = await GuestAsync(queue);
        await guest.OpenAsync();
        await guest.JoinAsync("Ada");
        await guest.ExpectPlaceAsync(1);
        var host = await HostAsync(queue);
        await host.CallButton("Ada").ClickAsync();
        await Assertions.Expect(guest.Turn).ToBeVisibleAsync();
        await Assertions.Expect(guest.Countdown).ToContainTextAsync("left");
        await Assertions.Expect(host.CalledRow("Ada")).ToBeVisibleAsync();

        await Eventually.TrueAsync("the call has run out", async () =>
        {
            time.Leap(TimeSpan.FromSeconds(2));
            return (await queue.PartiesAsync()).Count == 0;
        });

        await Assertions.Expect(guest.NoShow).ToBeVisibleAsync();
        await Assertions.Expect(host.CalledRows).ToHaveCountAsync(0);
        await Assertions.Expect(host.WaitingRows).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_guest_who_cannot_come_gives_the_place_up_and_the_host_sees_it()
    {
        var queue = await OpenQueueAsync();
        var party = await queue.JoinAsync("Ada");
        var guest = await GuestAsync(queue);
        await guest.OpenTicketAsync(party, queue.SessionId);
        await queue.PartyAsync("call", party);
        var host = await HostAsync(queue);
        await Assertions.Expect(host.CalledRow("Ada")).ToBeVisibleAsync();

        await guest.CannotButton.ClickAsync();
        await guest.LeaveYes.ClickAsync();

        await Assertions.Expect(guest.Left).ToBeVisibleAsync();
        await Assertions.Expect(host.CalledRows).ToHaveCountAsync(0);
    }
}
