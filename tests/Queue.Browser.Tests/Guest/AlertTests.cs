using System.Text.Json;
using Queue.Browser.Tests.Fixtures;
using Queue.Server.Tests.Fixtures;
using Queue.WebPush;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.Browser.Tests.Guest;

/// <summary>
/// The service worker in Chromium, which has no push service here: the server's alert is decrypted by the test and handed to the worker
/// as the browser would. The way through a push service is tested in Firefox.
/// </summary>
public sealed class AlertTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task An_alert_is_shown_and_the_host_sees_that_it_was()
    {
        await using var service = await FakePushService.StartAsync(TimeProvider.System);
        var queue = await OpenQueueAsync();
        var party = await queue.JoinAsync("Ada");
        var guest = await GuestAsync(queue);
        await guest.Page.Context.GrantPermissionsAsync(["notifications"]);
        await guest.OpenTicketAsync(party, queue.SessionId);
        await guest.ExpectPlaceAsync(1);
        await SubscribeAsync(queue, party, service.Local("201"));
        await queue.PartyAsync("call", party);
        var call = await ReceivedAsync(service, "\"kind\":\"called\"");

        await DeliverAsync(guest.Page, call);

        await Eventually.TrueAsync("the alert is shown", async () => (await ShownAsync(guest.Page)).Any(text => text.Contains("It is your turn!", StringComparison.Ordinal)));
        await Eventually.TrueAsync("the host sees that it was", async () => (string?)Assert.Single(await queue.PartiesAsync())["push"] is "shown");
    }

    [Fact]
    public async Task How_many_guests_were_offered_alerts_and_allowed_them_is_in_the_numbers()
    {
        var queue = await OpenQueueAsync();
        foreach (var allows in new[] { true, false })
        {
            var party = await queue.JoinAsync();
            var guest = await GuestAsync(queue);
            if (allows)
            {
                await guest.Page.Context.GrantPermissionsAsync(["notifications"]);
            }

            await guest.OpenTicketAsync(party, queue.SessionId);
            await guest.AlertsButton.ClickAsync();
        }

        await queue.JoinAsync();
        await Eventually.TrueAsync("two were offered alerts and one allowed them", async () =>
        {
            var report = await Server.Http.GetAsync($"/api/admin/analytics?code={queue.Code}&to=9999-01-01", ("x-host-auth", queue.HostToken));
            return Share(report, "push_prompted") == (2, 3) && Share(report, "push_granted") == (1, 2);
        });
    }

    private static (double?, double?) Share(Answer report, string name)
    {
        var metric = report.Json["metrics"]!.AsArray().Single(metric => (string?)metric!["name"] == name)!;
        return ((double?)metric["numerator"], (double?)metric["denominator"]);
    }

    private async Task SubscribeAsync(WaitlistClient queue, string party, PushSubscription at)
    {
        var body = JsonSerializer.Serialize(new
        {
            sessionId = queue.SessionId,
            partyId = party,
            subscription = new { endpoint = at.Endpoint, keys = new { p256dh = at.P256dh, auth = at.Auth } },
        });
        Assert.Equal("ok", (await Server.Http.PostAsync("/api/push/subscribe", body)).Text);
    }

    private static async Task<string> ReceivedAsync(FakePushService service, string part)
    {
        string? found = null;
        await Eventually.TrueAsync($"an alert with {part} left", () =>
        {
            found = service.Received.Select(push => System.Text.Encoding.UTF8.GetString(push.Payload ?? []))
                .FirstOrDefault(text => text.Contains(part, StringComparison.Ordinal));
            return found is not null;
        });
        return found!;
    }

    private async Task DeliverAsync(IPage page, string payload)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var registration = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Event("ServiceWorker.workerVersionUpdated").OnEvent += (_, update) =>
        {
            foreach (var version in update!.Value.GetProperty("versions").EnumerateArray())
            {
                if (version.GetProperty("status").GetString() is "activated")
                {
                    registration.TrySetResult(version.GetProperty("registrationId").GetString()!);
                }
            }
        };
        await session.SendAsync("ServiceWorker.enable");
        await session.SendAsync("ServiceWorker.deliverPushMessage", new Dictionary<string, object>
        {
            ["origin"] = Server.Address.GetLeftPart(UriPartial.Authority),
            ["registrationId"] = await registration.Task.WaitAsync(TimeSpan.FromMilliseconds(LongestMs), TimeProvider.System),
            ["data"] = payload,
        });
    }

    private static Task<string[]> ShownAsync(IPage page) => page.EvaluateAsync<string[]>(
        "async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ body }) => body)");
}
