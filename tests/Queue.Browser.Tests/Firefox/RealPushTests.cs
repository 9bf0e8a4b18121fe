using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Firefox;

/// <summary>The whole way of an alert, with nothing in it that is ours but the server and the page.</summary>
public sealed class RealPushTests
{
    [Fact]
    public async Task A_guest_who_asked_for_alerts_gets_the_call_as_one_that_the_browser_itself_decrypted()
    {
        await using var service = await LocalPushService.StartAsync();
        await using var server = await TestServer.StartAsync("--Queue:Push:AllowInsecureEndpoints", "true");
        var queue = await WaitlistClient.CreateAsync(server.Http, """ "preset":"counter" """);
        var party = await queue.JoinAsync("Ada");
        await using var firefox = await FirefoxProcess.StartAsync(service.Address);
        var alerts = await AlertWatch.StartAsync(firefox.Connection);
        await firefox.AllowAlertsAsync(server.Address);
        var page = await FirefoxPage.FirstAsync(firefox.Connection);
        await page.OpenAsync(new Uri(server.Address, $"/q/{queue.Code}#t={party}.{queue.SessionId}"));

        await page.PressAsync("Tell me when it's my turn");
        await page.SaysAsync("Alerts are on");
        Assert.Equal("Trattoria", await alerts.ShownAsync("You are on the list"));
        await queue.PartyAsync("call", party);

        Assert.Equal("Trattoria", await alerts.ShownAsync("It is your turn! Please come within 2 minutes."));
        await Eventually.TrueAsync("the host sees that the alert was seen", async () =>
            (string?)(await queue.HostSnapshotAsync()).Json["nowServing"]?["push"] is "shown");
        Assert.All(service.Acknowledged, message => Assert.Equal(100, message.Code));
    }
    [Fact]
    public async Task Whoever_may_read_a_room_is_told_of_an_event_while_they_look_elsewhere()
    {
        await using var service = await LocalPushService.StartAsync();
        await using var server = await TestServer.StartAsync("--Queue:Push:AllowInsecureEndpoints", "true");
        var room = await RoomClient.CreateAsync(server.Http);
        await using var firefox = await FirefoxProcess.StartAsync(service.Address);
        var alerts = await AlertWatch.StartAsync(firefox.Connection);
        await firefox.AllowAlertsAsync(server.Address);
        var page = await FirefoxPage.FirstAsync(firefox.Connection);
        await page.OpenAsync(new Uri(server.Address, $"/rooms/{room.Id}#token={(await room.ShareAsync("read")).Credential}"));

        await page.PressAsync("Alert me of events");
        await page.SaysAsync("Alerts are on");
        await page.OpenAsync(new Uri(server.Address, "/privacy"));
        await room.PostAsync("""{"type":"build.done","data":{"title":"Build 7","body":"All green"}}""");

        Assert.Equal("Build 7", await alerts.ShownAsync("All green"));
        Assert.All(service.Acknowledged, message => Assert.Equal(100, message.Code));
    }
}
