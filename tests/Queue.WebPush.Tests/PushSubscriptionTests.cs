using System.Buffers.Text;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

public sealed class PushSubscriptionTests
{
    private const string Endpoint = "https://fcm.googleapis.com/fcm/send/dbDqU8xX10w:APA91b-_";

    // RFC 8291 appendix A.
    private const string Key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string PlainKey = "BCVxsr7N/eNgVRqvHtD0zTZsEc6+VV+JvLexhqUzORcxaOzi6+AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string Auth = "BTBZMqHH6r4Tts7J_aSIgg";
    private const string PlainAuth = "BTBZMqHH6r4Tts7J/aSIgg";

    [Theory]
    [InlineData(Key, Auth)]
    [InlineData(Key + "=", Auth + "==")]
    [InlineData(PlainKey, PlainAuth)]
    [InlineData(PlainKey + "=", PlainAuth + "==")]
    public void Every_spelling_of_base64_is_read_and_one_is_written(string key, string auth)
    {
        Assert.True(PushSubscription.TryCreate(Endpoint, key, auth, out var subscription, out var error));
        Assert.Equal(SubscriptionError.None, error);
        Assert.Equal(Key, subscription.P256dh);
        Assert.Equal(Auth, subscription.Auth);
        Assert.Equal(Endpoint, subscription.Endpoint);
    }

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/a:b", "https://fcm.googleapis.com")]
    [InlineData("https://FCM.googleapis.com:443/a", "https://fcm.googleapis.com")]
    [InlineData("HTTPS://push.example:8443?token=x", "https://push.example:8443")]
    [InlineData("http://localhost:8080/x", "http://localhost:8080")]
    [InlineData("http://localhost:80/x", "http://localhost")]
    [InlineData("http://[::1]:81/x", "http://[::1]:81")]
    public void The_origin_has_a_port_only_when_it_is_not_the_schemes_own(string endpoint, string origin) =>
        Assert.Equal(origin, new Subscriber().At(endpoint).Origin);

    [Theory]
    [InlineData("https://push.example/a/../b//c/./d")]
    [InlineData("https://push.example/%2e%2E/%41?x=%2f&y='(1)'!*")]
    [InlineData("https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2f%2b%3d%3d")]
    public void Path_and_query_are_kept_as_they_came_in(string endpoint)
    {
        var subscription = new Subscriber().At(endpoint);
        Assert.Equal(endpoint, subscription.Endpoint);
        Assert.EndsWith(subscription.Target.Uri.PathAndQuery, endpoint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subscription_shows_no_more_than_its_origin() =>
        Assert.Equal("https://fcm.googleapis.com", new Subscriber().At(Endpoint).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fcm.googleapis.com/x")]
    [InlineData("//fcm.googleapis.com/x")]
    [InlineData("https:fcm.googleapis.com/x")]
    [InlineData("https:///x")]
    [InlineData("https://")]
    [InlineData("ftp://fcm.googleapis.com/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" https://fcm.googleapis.com/x")]
    [InlineData("https://fcm.googleapis.com/x y")]
    [InlineData("https://fcm.googleapis.com/x\r\nHost: evil.example")]
    [InlineData("https://evil.example\\.fcm.googleapis.com/x")]
    [InlineData("https://fcm.googleapis.com/x#y")]
    [InlineData("https://fcm.googleapis.com/\u00FC")]
    [InlineData("https://fcm.googleapis.\u0441om/x")]
    [InlineData("https://fcm.googleapis.com:99999/x")]
    [InlineData("https://fcm.googleapis.com:x/x")]
    public void An_endpoint_that_is_no_uri_is_refused(string? endpoint) =>
        AssertRefused(SubscriptionError.EndpointMalformed, endpoint, Key, Auth);

    [Fact]
    public void An_endpoint_has_at_most_2048_characters()
    {
        var longest = Endpoint + new string('x', 2048 - Endpoint.Length);
        Assert.True(PushSubscription.TryCreate(longest, Key, Auth, out _, out _));
        AssertRefused(SubscriptionError.EndpointTooLong, longest + "x", Key, Auth);
        AssertRefused(SubscriptionError.EndpointTooLong, new string('x', 1_000_000), Key, Auth);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all!")]
    [InlineData("====")]
    [InlineData(Key + "A")]
    [InlineData("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw5")]
    [InlineData(Key + "==")]
    [InlineData(Key + "=\n")]
    [InlineData(" " + Key)]
    [InlineData("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx")]
    public void A_key_that_is_not_65_bytes_is_refused(string? key) => AssertRefused(SubscriptionError.KeyMalformed, Endpoint, key, Auth);

    [Fact]
    public void A_key_of_a_million_characters_is_refused() =>
        AssertRefused(SubscriptionError.KeyMalformed, Endpoint, new string('A', 1_000_000), Auth);

    [Fact]
    public void A_point_off_the_curve_is_refused()
    {
        var point = Base64Url.DecodeFromChars(Key);
        foreach (var change in new[] { 0, 1, 32, 33, 64 })
        {
            var other = (byte[])point.Clone();
            other[change] ^= 1;
            AssertRefused(SubscriptionError.KeyNotOnCurve, Endpoint, Base64Url.EncodeToString(other), Auth);
        }
    }

    [Fact]
    public void Zero_and_coordinates_beyond_the_field_are_refused()
    {
        AssertRefused(SubscriptionError.KeyNotOnCurve, Endpoint, Base64Url.EncodeToString(new byte[65]), Auth);
        AssertRefused(SubscriptionError.KeyNotOnCurve, Endpoint, Base64Url.EncodeToString([4, .. new byte[64]]), Auth);
        byte[] beyond = [4, .. Enumerable.Repeat((byte)255, 64)];
        AssertRefused(SubscriptionError.KeyNotOnCurve, Endpoint, Base64Url.EncodeToString(beyond), Auth);
    }

    // x = 5 is on the curve; x = p + 5 is the same point to a careless reader, and no valid encoding.
    [Fact]
    public void A_coordinate_that_was_not_reduced_is_refused()
    {
        var x = Convert.FromHexString("ffffffff00000001000000000000000000000001000000000000000000000004");
        var y = Convert.FromHexString("459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
        byte[] reduced = [4, .. new byte[31], 5, .. y];
        Assert.True(PushSubscription.TryCreate(Endpoint, Base64Url.EncodeToString(reduced), Auth, out _, out _));
        AssertRefused(SubscriptionError.KeyNotOnCurve, Endpoint, Base64Url.EncodeToString([4, .. x, .. y]), Auth);
    }

    [Fact]
    public void The_point_check_agrees_with_the_platform()
    {
        for (var i = 0; i < 50; i++)
        {
            var subscriber = new Subscriber();
            Assert.True(P256.IsPoint(subscriber.Point));
            using var imported = PushEncryption.ImportReceiver(subscriber.At(Endpoint));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("BTBZMqHH6r4Tts7J_aSI")]
    [InlineData("BTBZMqHH6r4Tts7J_aSIggA")]
    [InlineData("BTBZMqHH6r4Tts7J_aSIgg=")]
    [InlineData("BTBZMqHH6r4Tts7J_aSIg*")]
    [InlineData("BTBZMqHH6r4Tts7J_aSIgh")]
    [InlineData("BTBZMqHH6r4Tts7J_aSIg\u00E9")]
    public void A_secret_that_is_not_16_bytes_is_refused(string? auth) => AssertRefused(SubscriptionError.AuthMalformed, Endpoint, Key, auth);

    private static void AssertRefused(SubscriptionError expected, string? endpoint, string? key, string? auth)
    {
        Assert.False(PushSubscription.TryCreate(endpoint, key, auth, out var subscription, out var error));
        Assert.Null(subscription);
        Assert.Equal(expected, error);
    }
}
