using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Http;

[assembly: AssemblyFixture(typeof(SlowRequests))]

namespace Queue.Server.Tests.Http;

/// <summary>
/// Requests that stop half-way, sent when the run begins, so that the server's time-outs pass while other tests run. Kestrel measures
/// them by the real clock.
/// </summary>
public sealed class SlowRequests : IAsyncLifetime
{
    private TestServer? server;
    private RawConnection? withBody;
    private RawConnection? withHead;

    internal WaitlistClient? Queue { get; private set; }

    internal Task<string> HalfBody { get; private set; } = Task.FromResult("");

    internal Task<string> HalfHead { get; private set; } = Task.FromResult("");

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        Queue = await WaitlistClient.CreateAsync(server.Http);
        withBody = await RawConnection.OpenAsync(server.Address);
        withHead = await RawConnection.OpenAsync(server.Address);
        await withBody.SendAsync($"POST {Queue.Path}/join HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{{\"name\":\"Ann\"");
        await withHead.SendAsync("GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: ");
        HalfBody = withBody.ReadToEndAsync();
        HalfHead = withHead.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        withBody?.Dispose();
        withHead?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}

public sealed class SlowRequestTests(SlowRequests slow)
{
    [Fact]
    public async Task A_body_that_stops_arriving_is_answered_408_and_nothing_happened()
    {
        var answer = RawAnswer.Parse(await slow.HalfBody);

        Assert.Equal(408, answer.Status);
        Assert.Contains("\"code\":\"request_timeout\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal("[]", (await slow.Queue!.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
    }

    [Fact]
    public async Task A_head_that_stops_arriving_is_answered_and_ended() =>
        Assert.StartsWith("HTTP/1.1 408 ", await slow.HalfHead, StringComparison.Ordinal);
}
