using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed class RedirectTests
{
    [Theory]
    [InlineData("/queue/abc234", "/q/ABC234")]
    [InlineData("/queue/NOSUCH", "/q/NOSUCH")]
    [InlineData("/queue/a%0d%0aSet-Cookie:x", "/q/A%0D%0ASET-COOKIE%3AX")]
    [InlineData("/queue/%C3%A9%3Fx=1", "/q/%C3%89%3FX%3D1")]
    public async Task The_printed_address_leads_to_the_guest_page_here(string path, string location)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.Http.ReadAsync(path);
        Assert.Equal((HttpStatusCode.Found, location), (answer.Status, answer.Header("Location")));
    }

    [Theory]
    [InlineData("https://app.example/wait", "https://app.example/wait?code=ABC234")]
    [InlineData("https://app.example", "https://app.example/?code=ABC234")]
    public async Task The_printed_address_leads_to_the_configured_app(string app, string location)
    {
        await using var server = await TestServer.StartAsync("--Queue:AppBaseUrl", app);

        var answer = await server.Http.ReadAsync("/queue/abc234");
        Assert.Equal((HttpStatusCode.Found, location), (answer.Status, answer.Header("Location")));
    }

    [Fact]
    public async Task It_is_GET_only()
    {
        await using var server = await TestServer.StartAsync();

        Expect.Problem(404, "not_found", "Not found", await server.Http.PostAsync("/queue/ABC234", "{}"));
    }
}
