using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>Requests that do not end, or are none: the guest with one bar of signal, and whoever pretends to be one.</summary>
public sealed class BrokenConnectionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_join_whose_connection_breaks_before_its_end_is_no_join()
    {
        var queue = await shared.CreateAsync();
        using (var connection = await RawConnection.OpenAsync(shared.Server.Address))
        {
            await connection.SendAsync($"POST {queue.Path}/join HTTP/1.1\r\nHost: a\r\nContent-Length: 15\r\n\r\n{{\"name\":\"Ann\"");
        }

        Assert.Equal("[]", (await queue.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
    }

    [Fact]
    public async Task Q7_A_client_that_hangs_up_right_after_asking_gets_its_one_place_when_it_asks_again()
    {
        var queue = await shared.CreateAsync();
        for (var round = 0; round < 40; round++)
        {
            var (key, body) = ($"hang-up-round-number-{round:D4}", $$"""{"name":"Ann {{round}}"}""");
            using (var connection = await RawConnection.OpenAsync(shared.Server.Address))
            {
                await connection.SendAsync(
                    $"POST {queue.Path}/join HTTP/1.1\r\nHost: a\r\nIdempotency-Key: {key}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            }

            var again = await shared.Http.PostAsync($"{queue.Path}/join", body, ("Idempotency-Key", key));
            var rows = (await queue.HostSnapshotAsync()).Json["queue"]!.AsArray();
            Assert.Equal((1, (string?)rows[0]!["id"]), (rows.Count, (string?)again.Json["partyId"]));
            await queue.PartyAsync("leave", (string)again.Json["partyId"]!);
        }
    }

    [Theory]
    [InlineData("GET\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/9.9\r\nHost: a\r\n\r\n", 505)]
    [InlineData("GET /health HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET /health HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", 400)]
    [InlineData("POST /api/queue/create HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400)]
    [InlineData("POST /api/queue/create HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400)]
    [InlineData("POST /api/queue/create HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n", 400)]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n", 400)]
    public async Task What_is_no_HTTP_is_refused_and_the_connection_ends(string sent, int status)
    {
        using var connection = await RawConnection.OpenAsync(shared.Server.Address);
        await connection.SendAsync(sent);

        Assert.StartsWith($"HTTP/1.1 {status} ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_larger_than_16_KiB_is_refused()
    {
        using var connection = await RawConnection.OpenAsync(shared.Server.Address);
        await connection.SendAsync($"GET /health HTTP/1.1\r\nHost: a\r\nX-Long: {new string('x', 17_000)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_sent_at_once_on_one_connection_are_answered_in_order()
    {
        var queue = await shared.CreateAsync();
        using var connection = await RawConnection.OpenAsync(shared.Server.Address);
        string Join(string name) =>
            $"POST {queue.Path}/join HTTP/1.1\r\nHost: a\r\nContent-Length: {name.Length + 11}\r\n\r\n{{\"name\":\"{name}\"}}";
        await connection.SendAsync(Join("A") + Join("B") + $"GET {queue.Path} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Contains("\"position\":1,", (await connection.ReadAnswerAsync()).Body, StringComparison.Ordinal);
        Assert.Contains("\"position\":2,", (await connection.ReadAnswerAsync()).Body, StringComparison.Ordinal);
        Assert.Contains("\"partiesWaiting\":2,", (await connection.ReadAnswerAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_was_not_read_does_not_become_the_next_request()
    {
        var queue = await shared.CreateAsync();
        using var connection = await RawConnection.OpenAsync(shared.Server.Address);
        var inner = $"POST {queue.Path}/join HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{{}}";
        await connection.SendAsync($"POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: {inner.Length}\r\n\r\n{inner}GET {queue.Path} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(404, (await connection.ReadAnswerAsync()).Status);
        Assert.Contains("\"code\"", (await connection.ReadAnswerAsync()).Body, StringComparison.Ordinal);
        Assert.Equal("[]", (await queue.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
    }
}
