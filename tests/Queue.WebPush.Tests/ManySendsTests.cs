using System.Globalization;
using System.Text;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

public sealed class ManySendsTests
{
    private const int Sends = 1000;

    [Fact]
    public async Task A_thousand_sends_at_once_arrive_with_one_signature_an_origin()
    {
        var time = new ManualTime();
        using var keys = VapidKeys.Generate();
        var identity = new VapidIdentity(keys, "mailto:push@example.com", time);
        await using var service = await FakePushService.StartAsync(time);
        using var sender = new PushSender(service.PublicOptions(), time);
        var subscriptions = Subscriptions(service);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Sends).Select(i => Task.Run(() => sender.SendAsync(
            subscriptions[i % subscriptions.Count], Numbered(i), identity, TestContext.Current.CancellationToken))));

        Assert.All(outcomes, outcome => Assert.IsType<PushOutcome.Accepted>(outcome));
        Assert.Equal(
            Enumerable.Range(0, Sends).Select(Text).Order(StringComparer.Ordinal),
            service.Received.Select(push => Encoding.UTF8.GetString(push.Payload ?? [])).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Equal(2, identity.Signatures);
        Assert.Equal(2, service.Received.Select(push => push.Headers["Authorization"]).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(sender.Encryptor.CachedKeys, 20, 20);
    }

    private static List<PushSubscription> Subscriptions(FakePushService service) => [.. Enumerable.Range(0, 20).Select(i =>
        service.Public("201", host: i % 2 == 0 ? FakePushService.PublicHost : FakePushService.OtherPublicHost))];

    private static PushMessage Numbered(int i) => new(Encoding.UTF8.GetBytes(Text(i)), TimeSpan.FromMinutes(2));

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture);
}
