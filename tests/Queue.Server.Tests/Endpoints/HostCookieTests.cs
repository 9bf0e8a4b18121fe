using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed class HostCookieTests
{
    [Theory]
    [InlineData(null, null, "")]
    [InlineData(null, "queue.example.com", "; Domain=queue.example.com")]
    [InlineData("http://localhost:8081", null, "")]
    [InlineData("https://app.example.com", null, "; Domain=app.example.com")]
    [InlineData("http://192.0.2.7:3000", null, "")]
    [InlineData("http://[2001:db8::1]:3000", null, "")]
    public async Task The_cookie_names_a_domain_only_when_the_origin_has_a_name_with_a_dot(string? origin, string? host, string domain)
    {
        await using var server = await TestServer.StartAsync(
            "--Queue:AllowedOrigins:0", "http://localhost:8081",
            "--Queue:AllowedOrigins:1", "https://app.example.com",
            "--Queue:AllowedOrigins:2", "http://192.0.2.7:3000",
            "--Queue:AllowedOrigins:3", "http://[2001:db8::1]:3000");
        (string, string)[] headers =
        [
            .. origin is null ? Array.Empty<(string, string)>() : [("Origin", origin)],
            .. host is null ? Array.Empty<(string, string)>() : [("Host", host)],
        ];

        var answer = await server.Http.PostAsync("/api/queue/create", """{"eventName":"E","maxGuests":5}""", headers);

        Assert.Equal(
            $"queue_host_auth={answer.Json["hostAuthToken"]}; Max-Age=604800; HttpOnly; Secure; SameSite=Strict; Path=/{domain}",
            answer.Header("Set-Cookie"));
    }
}
