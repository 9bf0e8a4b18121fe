using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>Measures the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>
/// What an unchanged poll allocates, beside a bare Kestrel handler that gets the same request and sends the same headers. The same
/// driver asks both over one connection, with buffers made beforehand, so that the difference is the server's own.
/// </summary>
[Collection(Alone.Name)]
public sealed class PollAllocationTests
{
    private const int Polls = 2000;
    private const int BudgetBytes = 256;

    [Theory]
    [InlineData("host")]
    [InlineData("guest")]
    [InlineData("public")]
    public async Task S10_An_unchanged_poll_allocates_at_most_256_bytes_more_than_a_bare_handler(string view)
    {
        await using var server = await TestServer.StartAsync(
            "--Queue:Limits:Enabled", "true", "--Queue:Limits:PollsPerMinute", "100000000",
            "--Queue:Limits:PublicPollsPerMinute", "100000000");
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        var path = queue.Path + "/snapshot" + (view is "guest" ? "?partyId=" + ann : "");
        var token = view is "host" ? $"x-host-auth: {queue.HostToken}\r\n" : "";
        var current = await RawConnection.AskAsync(
            server.Address, [$"GET {path}", .. token.Length > 0 ? [token.TrimEnd()] : Array.Empty<string>()]);
        var request = Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\n{token}If-None-Match: {current.Header("ETag")}\r\n\r\n");
        await using var bare = await StartBareAsync(current);

        var (ours, theirs) = (BytesPerPoll(server.Address, request), BytesPerPoll(new Uri(bare.Urls.First()), request));
        Assert.True(ours - theirs <= BudgetBytes, $"A poll allocates {ours:F0} bytes here and {theirs:F0} in a bare handler.");
    }

    // The fewest of three runs: the runtime's own threads allocate now and then.
    private static double BytesPerPoll(Uri server, byte[] request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 15_000 };
        socket.Connect(server.Host, server.Port);
        var buffer = new byte[4096];
        Drive(socket, request, buffer);
        var fewest = double.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Drive(socket, request, buffer);
            fewest = Math.Min(fewest, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Polls);
        }

        return fewest;
    }

    private static void Drive(Socket socket, byte[] request, byte[] buffer)
    {
        for (var i = 0; i < Polls; i++)
        {
            socket.Send(request);
            var length = 0;
            while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
            {
                length += socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            }

            Assert.True(buffer.AsSpan().StartsWith("HTTP/1.1 304 "u8));
        }
    }

    private static async Task<WebApplication> StartBareAsync(RawAnswer like)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.AddServerHeader = false).UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        string[] own = ["Date", "Content-Type", "Content-Length", "Connection"];
        var headers = like.Headers.Where(h => !own.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
            .Select(h => new KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>(h.Key, h.Value)).ToArray();
        app.Run(context =>
        {
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return app;
    }
}
