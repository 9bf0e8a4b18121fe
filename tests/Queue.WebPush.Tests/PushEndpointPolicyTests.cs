using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

public sealed class PushEndpointPolicyTests
{
    private static readonly PushEndpointPolicy Known = new(PushEndpointPolicy.KnownHosts);
    private static readonly PushEndpointPolicy Anywhere = new(allowedHosts: null);
    private static readonly PushEndpointPolicy Insecure = new(PushEndpointPolicy.KnownHosts, allowInsecureEndpoints: true);

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/x:y")]
    [InlineData("https://FCM.GoogleAPIs.com/x")]
    [InlineData("https://fcm.googleapis.com:443/x")]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/x")]
    [InlineData("https://web.push.apple.com/x")]
    [InlineData("https://a.b.push.apple.com/x")]
    [InlineData("https://wns2-par02p.notify.windows.com/w/?token=x")]
    public void The_large_services_are_known(string endpoint) => AssertVerdict(EndpointVerdict.Allowed, endpoint, Known, Anywhere, Insecure);

    [Theory]
    [InlineData("https://evil.example/fcm.googleapis.com")]
    [InlineData("https://evil.example/?https://fcm.googleapis.com/")]
    [InlineData("https://evil.example?.fcm.googleapis.com/")]
    [InlineData("https://fcm.googleapis.com.evil.example/x")]
    [InlineData("https://evilfcm.googleapis.com/x")]
    [InlineData("https://googleapis.com/x")]
    [InlineData("https://storage.googleapis.com/x")]
    [InlineData("https://fcm-googleapis.com/x")]
    [InlineData("https://xn--fcm-googleapis-x4i.com/x")]
    public void A_host_that_only_looks_known_is_not_on_the_list(string endpoint)
    {
        AssertVerdict(EndpointVerdict.HostNotAllowed, endpoint, Known, Insecure);
        AssertVerdict(EndpointVerdict.Allowed, endpoint, Anywhere);
    }

    [Theory]
    [InlineData("https://fcm.googleapis.com./x", EndpointVerdict.HostNotAllowed)]
    [InlineData("https://.fcm.googleapis.com/x", EndpointVerdict.Malformed)]
    [InlineData("https://a..fcm.googleapis.com/x", EndpointVerdict.Malformed)]
    [InlineData("https://intranet/x", EndpointVerdict.HostNotAllowed)]
    [InlineData("https://localhost/x", EndpointVerdict.HostNotAllowed)]
    [InlineData("https://fcm%2egoogleapis.com/x", EndpointVerdict.Malformed)]
    [InlineData("https://fcm.googleapis.com%00.evil.example/x", EndpointVerdict.Malformed)]
    [InlineData("https://fcm.googleapis.com\u3002evil.example/x", EndpointVerdict.Malformed)]
    [InlineData("https://fcm.googleapis.\u0441om/x", EndpointVerdict.Malformed)]
    [InlineData("https://evil.example\\@fcm.googleapis.com/x", EndpointVerdict.Malformed)]
    [InlineData("https://evil.example#@fcm.googleapis.com/x", EndpointVerdict.Malformed)]
    [InlineData("https://*.push.apple.com/x", EndpointVerdict.Malformed)]
    public void A_host_must_be_a_full_plain_name(string endpoint, EndpointVerdict verdict) =>
        AssertVerdict(verdict, endpoint, Known, Anywhere);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a uri")]
    [InlineData("ftp://fcm.googleapis.com/x")]
    [InlineData("https:///x")]
    public void A_text_that_is_no_web_address_is_malformed(string? endpoint) =>
        AssertVerdict(EndpointVerdict.Malformed, endpoint, Known, Anywhere, Insecure);

    [Theory]
    [InlineData("http://fcm.googleapis.com/x")]
    [InlineData("http://fcm.googleapis.com:443/x")]
    [InlineData("http://192.168.0.1/x")]
    public void Http_is_refused(string endpoint) => AssertVerdict(EndpointVerdict.NotHttps, endpoint, Known, Anywhere, Insecure);

    [Theory]
    [InlineData("https://user@fcm.googleapis.com/x")]
    [InlineData("https://user:password@fcm.googleapis.com/x")]
    [InlineData("https://@fcm.googleapis.com/x")]
    [InlineData("https://fcm.googleapis.com@evil.example/x")]
    [InlineData("http://user@127.0.0.1/x")]
    public void User_and_password_are_refused(string endpoint) => AssertVerdict(EndpointVerdict.UserInfo, endpoint, Known, Anywhere, Insecure);

    [Theory]
    [InlineData("https://fcm.googleapis.com:8443/x")]
    [InlineData("https://fcm.googleapis.com:80/x")]
    [InlineData("https://fcm.googleapis.com:22/x")]
    [InlineData("https://fcm.googleapis.com:0/x")]
    public void Other_ports_are_refused(string endpoint) => AssertVerdict(EndpointVerdict.Port, endpoint, Known, Anywhere, Insecure);

    [Theory]
    [InlineData("https://93.184.215.14/x")]
    [InlineData("https://10.0.0.1/x.google.com/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[2606:4700:4700::1111]/x")]
    [InlineData("https://[::ffff:192.168.0.1]/x")]
    [InlineData("https://[64:ff9b::a00:1]/x")]
    [InlineData("https://[fe80::1]/x")]
    [InlineData("https://3232235521/x")]
    [InlineData("https://0xc0a80001/x")]
    [InlineData("https://0300.0250.1/x")]
    [InlineData("https://192.168.1/x")]
    [InlineData("https://1.2.3.4.5/x")]
    [InlineData("https://192.168.0.1./x")]
    public void An_address_in_whatever_spelling_is_refused(string endpoint) =>
        AssertVerdict(EndpointVerdict.AddressLiteral, endpoint, Known, Anywhere, Insecure);

    [Theory]
    [InlineData("http://localhost:8080/x")]
    [InlineData("https://localhost:8443/x")]
    [InlineData("http://127.0.0.1/x")]
    [InlineData("http://127.1.2.3:5000/x")]
    [InlineData("http://[::1]:5000/x")]
    public void For_tests_this_machine_can_be_allowed(string endpoint)
    {
        AssertVerdict(EndpointVerdict.Allowed, endpoint, Insecure);
        Assert.NotEqual(EndpointVerdict.Allowed, Known.Check(endpoint));
        Assert.NotEqual(EndpointVerdict.Allowed, Anywhere.Check(endpoint));
    }

    [Theory]
    [InlineData("http://10.0.0.1:8080/x")]
    [InlineData("http://localhost.evil.example/x")]
    [InlineData("https://example.com:8443/x")]
    [InlineData("http://[::ffff:10.0.0.1]/x")]
    public void For_tests_nothing_but_this_machine_is_allowed(string endpoint) =>
        Assert.NotEqual(EndpointVerdict.Allowed, Insecure.Check(endpoint));

    [Theory]
    [InlineData("push.example.com")]
    [InlineData("*.push.example.com")]
    [InlineData(".push.example.com")]
    [InlineData("Push.Example.COM")]
    public void A_list_takes_names_with_their_subdomains(string entry)
    {
        var policy = new PushEndpointPolicy([entry]);
        AssertVerdict(EndpointVerdict.Allowed, "https://push.example.com/x", policy);
        AssertVerdict(EndpointVerdict.Allowed, "https://a.push.example.com/x", policy);
        AssertVerdict(EndpointVerdict.HostNotAllowed, "https://example.com/x", policy);
        AssertVerdict(EndpointVerdict.HostNotAllowed, "https://apush.example.com/x", policy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("https://push.example.com")]
    [InlineData("push.example.com:443")]
    [InlineData("push.example.com/x")]
    [InlineData("push..example.com")]
    [InlineData("push.example.com.")]
    [InlineData("10.0.0.1")]
    [InlineData("p\u00FCsh.example")]
    public void A_list_takes_nothing_but_names(string entry) => Assert.Throws<ArgumentException>(() => new PushEndpointPolicy([entry]));

    [Fact]
    public void An_empty_list_allows_nothing() =>
        AssertVerdict(EndpointVerdict.HostNotAllowed, "https://fcm.googleapis.com/x", new PushEndpointPolicy([]));

    [Fact]
    public void A_subscription_is_judged_like_its_endpoint()
    {
        Assert.Equal(EndpointVerdict.Allowed, Known.Check(new Subscriber().At("https://fcm.googleapis.com/x")));
        Assert.Equal(EndpointVerdict.Port, Known.Check(new Subscriber().At("https://fcm.googleapis.com:1/x")));
    }

    private static void AssertVerdict(EndpointVerdict verdict, string? endpoint, params PushEndpointPolicy[] policies) =>
        Assert.All(policies, policy => Assert.Equal(verdict, policy.Check(endpoint)));
}
