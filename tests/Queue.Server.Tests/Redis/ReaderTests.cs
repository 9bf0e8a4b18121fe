using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>A reader serves what the writer serves, from Redis alone.</summary>
public sealed class ReaderTests(SharedPair shared) : IClassFixture<SharedPair>
{
    private readonly RedisPair pair = shared.Pair;

    public static TheoryData<string> Audiences => ["host", "guest", "called guest", "gone guest", "public", "status", "display", "trusted display"];

    [Theory]
    [MemberData(nameof(Audiences))]
    public async Task Every_audience_gets_the_same_bytes_and_the_same_ETag_as_from_the_writer(string audience)
    {
        var evening = await Evening.BeginAsync(pair.Writer.Http);

        await evening.ExpectSameAsync(pair, audience);
    }

    [Fact]
    public async Task A_reader_in_a_process_of_its_own_serves_every_audience_the_same()
    {
        var evening = await Evening.BeginAsync(pair.Writer.Http);
        var folder = TestServer.NewFolder();
        await using (var process = await ServerProcess.StartAsync(
            folder, [.. pair.Settings, .. RedisPair.ReaderSettings(Path.Combine(pair.Writer.Folder, "secrets.json"))]))
        {
            foreach (var audience in Audiences)
            {
                await evening.ExpectSameAsync(pair.Writer.Http, process.Http, audience);
            }

            // Neither database nor lock.
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_change_reaches_the_reader()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        await pair.Reader.Http.ReadAsync(queue.Path);
        for (var i = 0; i < 20; i++)
        {
            await queue.JoinAsync();
        }

        await ReadsAsync(pair.Reader, queue, "1.21");
    }

    [Fact]
    public async Task S3_A_guest_who_has_just_joined_is_never_unknown_to_a_reader()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http, "\"maxGuests\":100");
        for (var i = 0; i < 50; i++)
        {
            var party = await queue.JoinAsync();
            var answer = await pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot?partyId={party}");
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        }
    }

    [Fact]
    public async Task S1_A_snapshot_that_is_gone_is_asked_of_the_writer_and_never_empty()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        await queue.JoinAsync("Ann");
        await shared.Redis.FlushAsync();

        var answer = await pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot", ("x-host-auth", queue.HostToken));
        Assert.Equal("Ann", (string?)answer.Json["queue"]![0]!["name"]);
    }

    [Fact]
    public async Task A_change_that_the_reader_was_not_told_of_is_noticed()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        for (var i = 0; i < 5; i++)
        {
            await shared.Redis.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
            await queue.JoinAsync();
            await ReadsAsync(pair.Reader, queue, $"1.{i + 2}");
        }
    }

    [Fact]
    public async Task A_room_that_Redis_dropped_before_the_reader_saw_the_change_comes_back()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        await ReadsAsync(pair.Reader, queue, "1.1");
        for (var i = 0; i < 20; i++)
        {
            await Task.WhenAll(queue.JoinAsync(), shared.Redis.CommandAsync("DEL", $"{pair.Prefix}room:{queue.SessionId}"));
        }

        await ReadsAsync(pair.Reader, queue, "1.21");
    }

    [Fact]
    public async Task A_held_poll_at_a_reader_is_answered_by_the_change()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        var tag = (await pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot")).ETag!;

        var held = pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot", ("If-None-Match", tag), ("Prefer", "wait=25"));
        await queue.JoinAsync();
        Assert.Equal(HttpStatusCode.OK, (await held).Status);
    }

    [Fact]
    public async Task A_socket_at_a_reader_gets_every_change_and_the_end()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        var ann = await queue.JoinAsync("Ann");
        using var socket = await SocketClient.GuestAsync(pair.Reader, queue, ann);
        Assert.Equal("position", await socket.ReceiveKindAsync());
        await queue.PartyAsync("call", ann);
        Assert.Equal("called", await socket.ReceiveKindAsync());
        await queue.PartyAsync("kick", ann);
        Assert.Equal("removed", await socket.ReceiveKindAsync());
        Assert.Equal((1000, "kicked"), await socket.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_code_that_no_room_has_is_404_at_a_reader_too()
    {
        Expect.Problem(404, "session_not_found", "Session not found", await pair.Reader.Http.ReadAsync("/api/queue/BCDFGH/snapshot"));
    }

    [Theory]
    [InlineData("POST", "/api/queue/create")]
    [InlineData("POST", "/api/queue/CODE/join")]
    [InlineData("POST", "/api/queue/CODE/advance")]
    [InlineData("POST", "/api/queue/CODE/anything-later")]
    [InlineData("POST", "/api/push/subscribe")]
    [InlineData("POST", "/api/track")]
    [InlineData("GET", "/api/push/vapid")]
    [InlineData("GET", "/api/admin/analytics")]
    [InlineData("DELETE", "/api/queue/CODE")]
    public async Task What_is_the_writers_job_is_421_at_a_reader(string method, string path)
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);

        var answer = await pair.Reader.Http.SendAsync(
            new HttpMethod(method), path.Replace("CODE", queue.Code, StringComparison.Ordinal), method == "POST" ? "{}" : null);
        Expect.Problem(421, "not_the_writer", "This server only reads; send this to the server that writes", answer);
    }

    [Fact]
    public async Task Without_the_keys_a_host_is_sent_to_the_writer_and_everybody_else_is_served()
    {
        await using var keyless = await RedisPair.StartReaderAsync(pair.Settings);
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);

        Assert.Equal(421, (int)(await keyless.Http.ReadAsync($"{queue.Path}/snapshot", ("x-host-auth", queue.HostToken))).Status);
        Assert.Equal(200, (int)(await keyless.Http.ReadAsync($"{queue.Path}/snapshot")).Status);
    }

    [Fact]
    public async Task A_forged_host_token_is_403_at_a_reader()
    {
        var queue = await WaitlistClient.CreateAsync(pair.Writer.Http);
        var other = await WaitlistClient.CreateAsync(pair.Writer.Http);

        Assert.Equal(403, (int)(await pair.Reader.Http.ReadAsync($"{queue.Path}/snapshot", ("x-host-auth", other.HostToken))).Status);
    }

    private static Task ReadsAsync(TestServer reader, WaitlistClient queue, string version) => Eventually.TrueAsync(
        $"the reader shows {version}", async () => (await reader.Http.ReadAsync(queue.Path)).Header("Queue-Version") == version);
}
