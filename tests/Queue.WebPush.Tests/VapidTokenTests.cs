using System.Globalization;
using System.Security.Cryptography;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

public sealed class VapidTokenTests : IDisposable
{
    // RFC 8292 section 2.4.
    private const string ExampleInput =
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0";

    private const string ExampleSignature = "i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
    private const string ExampleKey = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    private const string Contact = "mailto:push@example.com";

    private static readonly DateTimeOffset ExampleExpiry = DateTimeOffset.FromUnixTimeSeconds(1_453_523_768);

    private readonly VapidKeys keys = VapidKeys.Generate();
    private readonly ManualTime time = new();
    private readonly PushSubscription subscription = new Subscriber().At("https://push.example.net/p/1");

    [Fact]
    public void The_example_token_verifies()
    {
        var claims = VapidCheck.Verify($"vapid t={ExampleInput}.{ExampleSignature}, k={ExampleKey}");
        Assert.Equal(new VapidClaims("https://push.example.net", ExampleExpiry, Contact, ExampleKey), claims);
    }

    [Fact]
    public void A_changed_example_token_does_not_verify() => Assert.ThrowsAny<CryptographicException>(
        () => VapidCheck.Verify($"vapid t={ExampleInput}.{ExampleSignature.Replace("i3CY", "i3CZ", StringComparison.Ordinal)}, k={ExampleKey}"));

    [Fact]
    public void Header_and_claims_are_those_of_the_example_byte_for_byte() =>
        Assert.Equal(ExampleInput, VapidIdentity.SigningInput("https://push.example.net", ExampleExpiry, Contact));

    [Fact]
    public void A_token_verifies_and_names_origin_expiry_and_contact()
    {
        var claims = VapidCheck.Verify(Identity().AuthorizationFor(subscription));
        var twelveHours = time.GetUtcNow() + TimeSpan.FromHours(12);
        Assert.Equal(new VapidClaims("https://push.example.net", twelveHours, Contact, keys.PublicKey), claims);
    }

    [Theory]
    [InlineData("https://push.example.net:8443/p", "https://push.example.net:8443")]
    [InlineData("https://push.example.net:443/p", "https://push.example.net")]
    [InlineData("http://127.0.0.1:8080/p", "http://127.0.0.1:8080")]
    public void The_audience_is_the_origin_with_a_port_that_is_not_the_usual_one(string endpoint, string audience) =>
        Assert.Equal(audience, VapidCheck.Verify(Identity().AuthorizationFor(new Subscriber().At(endpoint))).Audience);

    [Fact]
    public void A_token_is_signed_once_an_hour_for_an_origin()
    {
        var identity = Identity();
        var first = identity.AuthorizationFor(subscription);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(first, identity.AuthorizationFor(new Subscriber().At("https://push.example.net/p/2")));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(first, identity.AuthorizationFor(subscription), StringComparer.Ordinal);
        Assert.Equal(2, identity.Signatures);
    }

    [Fact]
    public void Each_origin_has_its_own_token()
    {
        var identity = Identity();
        var other = new Subscriber().At("https://push.example.net:8443/p/1");
        Assert.NotEqual(identity.AuthorizationFor(subscription), identity.AuthorizationFor(other), StringComparer.Ordinal);
        Assert.Equal(2, identity.Signatures);
    }

    [Fact]
    public void A_thousand_threads_share_one_signature()
    {
        var identity = Identity();
        var headers = new string[1000];
        Parallel.For(0, headers.Length, i => headers[i] = identity.AuthorizationFor(subscription));
        Assert.Single(headers.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, identity.Signatures);
    }

    [Fact]
    public void Tokens_of_forgotten_origins_do_not_pile_up()
    {
        var identity = Identity();
        for (var i = 0; i < 1100; i++)
        {
            identity.AuthorizationFor(new Subscriber().At($"https://host-{i.ToString(CultureInfo.InvariantCulture)}.example/p"));
        }

        identity.AuthorizationFor(new Subscriber().At("https://host-0.example/p"));
        Assert.Equal(1101, identity.Signatures);
        identity.AuthorizationFor(new Subscriber().At("https://host-1099.example/p"));
        Assert.Equal(1101, identity.Signatures);
    }

    [Fact]
    public void A_clock_that_is_set_back_never_makes_a_token_that_lives_over_a_day()
    {
        var identity = Identity();
        identity.AuthorizationFor(subscription);
        foreach (var step in new[] { 0.5, 3, 24, 1000 })
        {
            time.Jump(-TimeSpan.FromHours(step));
            var lifetime = VapidCheck.Verify(identity.AuthorizationFor(subscription)).Expires - time.GetUtcNow();
            Assert.InRange(lifetime, TimeSpan.FromHours(11), TimeSpan.FromHours(13));
        }
    }

    [Fact]
    public void A_refused_token_is_signed_again_but_not_at_every_refusal()
    {
        var identity = Identity();
        identity.AuthorizationFor(subscription);
        identity.Renew(subscription.Origin);
        identity.AuthorizationFor(subscription);
        Assert.Equal(1, identity.Signatures);
        time.Advance(TimeSpan.FromMinutes(1));
        identity.Renew(subscription.Origin);
        identity.AuthorizationFor(subscription);
        Assert.Equal(2, identity.Signatures);
    }

    [Theory]
    [InlineData("mailto:push@example.com")]
    [InlineData("mailto:first.last+push@mail.example.co.uk")]
    [InlineData("https://example.com")]
    [InlineData("https://example.com:8443/contact?x=1")]
    public void A_contact_is_an_address_or_a_page(string subject) => Assert.True(VapidIdentity.IsSubject(subject));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("push@example.com")]
    [InlineData("mailto:")]
    [InlineData("mailto:@example.com")]
    [InlineData("mailto:push")]
    [InlineData("mailto:push@localhost")]
    [InlineData("mailto:push@x.localhost")]
    [InlineData("mailto: push@example.com")]
    [InlineData("mailto:<push@example.com>")]
    [InlineData("mailto:push@example.com\"")]
    [InlineData("mailto:p\u00FCsh@example.com")]
    [InlineData("http://example.com")]
    [InlineData("https://localhost")]
    [InlineData("https://")]
    [InlineData("tel:+123")]
    public void Anything_else_is_no_contact(string? subject)
    {
        Assert.False(VapidIdentity.IsSubject(subject));
        Assert.Throws<ArgumentException>(() => new VapidIdentity(keys, subject!, time));
    }

    [Fact]
    public void A_contact_has_at_most_255_characters()
    {
        Assert.True(VapidIdentity.IsSubject("https://example.com/" + new string('x', 235)));
        Assert.False(VapidIdentity.IsSubject("https://example.com/" + new string('x', 236)));
    }

    public void Dispose() => keys.Dispose();

    private VapidIdentity Identity() => new(keys, Contact, time);
}
