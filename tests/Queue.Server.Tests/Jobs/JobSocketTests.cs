using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Jobs;

/// <summary>Following a job over a WebSocket, in the words of both generations of clients.</summary>
public sealed class JobSocketTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private HttpClient Http => shared.Http;

    [Fact]
    public async Task J2_J3_Who_comes_late_gets_the_state_first()
    {
        var job = await JobClient.StartAsync(Http, "\"publicRead\":true,\"totalCount\":4");
        await job.DoAsync("progress", """{"processedItems":2,"currentStatus":"Half"}""");

        using var plain = await job.FollowAsync(shared.Server, plain: true);
        Same(
            $$"""{"type":"progress","jobId":"{{job.JobId}}","timestamp":{{shared.Now}},"data":{"progress":0.5,"processedItems":2,"totalItems":4,"currentStatus":"Half"} }""",
            await plain.ReceiveAsJsonAsync());

        using var typed = await job.FollowAsync(shared.Server);
        Same(Typed(job, """{"type":"job_started","totalCount":4}"""), await typed.ReceiveAsJsonAsync());
        Same(Typed(job, """{"type":"job_progress","progress":0.5,"status":"Half","processedCount":2,"totalCount":4}"""), await typed.ReceiveAsJsonAsync());
    }

    [Fact]
    public async Task J15_Two_workers_that_report_at_once_take_no_progress_back()
    {
        const int Items = 200;
        var job = await JobClient.StartAsync(Http, $"\"totalCount\":{Items}");
        using var follower = await job.FollowAsync(shared.Server);
        Assert.Equal("job_started", (string?)(await follower.ReceiveAsJsonAsync())["payload"]!["type"]);

        var reports = Parallel.ForAsync(1, Items + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) =>
            await job.DoAsync("progress", $$"""{"processedItems":{{i}}}"""));
        for (var seen = 0; seen < Items;)
        {
            var now = (int?)(await follower.ReceiveAsJsonAsync())["payload"]!["processedCount"] ?? 0;
            Assert.InRange(now, seen, Items);
            seen = now;
        }

        await reports;
        Assert.Equal(Items, (int)(await job.GetAsync()).Json["processedItems"]!);
    }

    [Fact]
    public async Task J4_Any_number_may_follow_and_who_comes_back_disturbs_nobody()
    {
        var job = await JobClient.StartAsync(Http);
        var followers = new List<SocketClient>();
        for (var i = 0; i < 3; i++)
        {
            followers.Add(await job.FollowAsync(shared.Server));
            await followers[i].ReceiveKindAsync();
            await followers[i].ReceiveKindAsync();
        }

        await followers[0].CloseAsync();
        using var again = await job.FollowAsync(shared.Server, more: "&reconnect=true");
        var welcome = (await again.ReceiveAsJsonAsync())["payload"]!;
        Assert.Equal(("reconnected", shared.Now), ((string?)welcome["type"], (long?)welcome["lastUpdate"]));

        await job.DoAsync("progress", """{"progress":0.75}""");
        foreach (var follower in followers.Skip(1).Append(again))
        {
            Assert.Equal(0.75, (double)(await follower.ReceiveAsJsonAsync())["payload"]!["progress"]!);
        }

        followers.ForEach(follower => follower.Dispose());
    }

    [Theory]
    [InlineData("complete", """{"result":{"success":true}}""", 1000, "completed", "job_complete")]
    [InlineData("cancel", "{}", 1001, "canceled", "job_progress")]
    [InlineData("fail", """{"code":"c","message":"m"}""", 1011, "failed", "error")]
    public async Task J7_The_close_code_says_how_it_ended(string action, string body, int code, string reason, string type)
    {
        var job = await JobClient.StartAsync(Http, "\"publicRead\":true");
        using var plain = await job.FollowAsync(shared.Server, plain: true);
        using var typed = await job.FollowAsync(shared.Server);
        await plain.ReceiveTextAsync();
        await typed.ReceiveTextAsync();
        await typed.ReceiveTextAsync();

        await job.DoAsync(action, body);

        Assert.Equal("progress", await plain.ReceiveKindAsync());
        Assert.Equal((code, reason), await plain.ReceiveCloseAsync());
        Assert.Equal(type, await typed.ReceiveKindAsync());
        Assert.Equal((code, reason), await typed.ReceiveCloseAsync());
    }

    [Fact]
    public async Task J6_Who_connects_after_the_end_gets_the_end()
    {
        var job = await JobClient.StartAsync(Http, "\"publicRead\":true");
        await job.DoAsync("complete", """{"result":{"success":true}}""");

        using var plain = await job.FollowAsync(shared.Server, plain: true);
        var data = (await plain.ReceiveAsJsonAsync())["data"]!;
        Assert.Equal((1.0, true), ((double)data["progress"]!, (bool)data["result"]!["success"]!));
        Assert.Equal((1000, "completed"), await plain.ReceiveCloseAsync());

        using var typed = await job.FollowAsync(shared.Server);
        Assert.True((bool)(await typed.ReceiveAsJsonAsync())["payload"]!["summary"]!["success"]!);
        Assert.Equal((1000, "completed"), await typed.ReceiveCloseAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task J8_Signs_of_life_are_tolerated_and_anything_else_gets_an_error_frame(bool plain)
    {
        var job = await JobClient.StartAsync(Http, "\"publicRead\":true");
        using var socket = await job.FollowAsync(shared.Server, plain);
        await socket.ReceiveTextAsync();
        if (!plain)
        {
            await socket.ReceiveTextAsync();
        }

        await socket.SendAsync("PING");
        Assert.Equal("PONG", await socket.ReceiveTextAsync());
        await socket.SendAsync("PONG");
        await socket.SendAsync("""{"type":"pong"}""");
        await socket.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await socket.ReceiveTextAsync());
        await socket.SendAsync("""{"type":"ready"}""");
        if (!plain)
        {
            Assert.Equal("ready_ack", await socket.ReceiveKindAsync());
        }

        foreach (var garbage in new[] { "{", "[]", "hello", """{"type":"launch"}""", """{"type":"\ud800"}""" })
        {
            await socket.SendAsync(garbage);
            var error = await socket.ReceiveAsJsonAsync();
            Assert.Equal(("error", "invalid_message"), ((string?)error["type"], (string?)(plain ? error["data"]!["error"] : error["payload"]!["code"])));
        }

        await job.DoAsync("progress", """{"progress":0.5}""");
        Assert.Equal(plain ? "progress" : "job_progress", await socket.ReceiveKindAsync());
    }

    [Theory]
    [InlineData(true, "data")]
    [InlineData(false, "payload")]
    public async Task J9_A_silent_job_gives_a_sign_of_life_every_thirty_seconds(bool plain, string content)
    {
        var (time, every) = (new ManualTime(), TimeSpan.FromSeconds(30));
        await using var server = await TestServer.StartAsync(time);
        var job = await JobClient.StartAsync(server.Http, "\"publicRead\":true");
        using var socket = await job.FollowAsync(server, plain);
        await socket.ReceiveTextAsync();
        if (!plain)
        {
            await socket.ReceiveTextAsync();
        }

        for (var i = 0; i < 3; i++)
        {
            await Eventually.TrueAsync("the socket waits for its next beat", () => time.CountDueIn(every) > 0);
            time.Advance(every);
            Assert.True((bool?)(await socket.ReceiveAsJsonAsync())[content]!["keepAlive"]);
        }
    }

    [Fact]
    public async Task A_job_that_times_out_closes_with_1011()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var job = await JobClient.StartAsync(server.Http, "\"deadlineSeconds\":10");
        using var typed = await job.FollowAsync(server);
        await typed.ReceiveTextAsync();
        await typed.ReceiveTextAsync();

        time.Advance(TimeSpan.FromSeconds(10));

        var error = (await typed.ReceiveAsJsonAsync())["payload"]!;
        Assert.Equal(("error", "timed_out"), ((string?)error["type"], (string?)error["code"]));
        Assert.Equal((1011, "timed out"), await typed.ReceiveCloseAsync());
    }

    [Fact]
    public async Task R9_A_server_that_stops_says_come_back()
    {
        await using var server = await TestServer.StartAsync();
        var job = await JobClient.StartAsync(server.Http);
        using var typed = await job.FollowAsync(server);
        await typed.ReceiveTextAsync();
        await typed.ReceiveTextAsync();

        var stopping = server.StopAsync();

        Assert.Equal((1012, "restart"), await typed.ReceiveCloseAsync());
        await typed.CloseAsync();
        await stopping;
    }

    [Fact]
    public async Task Followers_are_refused_in_the_words_they_know()
    {
        var job = await JobClient.StartAsync(Http);

        Expect.FieldProblem("jobId", "Missing jobId parameter", await Http.ReadAsync("/ws/progress"));
        Expect.Problem(426, "upgrade_required", "Expected Upgrade: websocket", await Http.ReadAsync($"/ws/progress?jobId={job.JobId}"));
        Expect.Problem(401, "unauthorized", "Unauthorized", await UpgradeAsync($"?jobId={job.JobId}"));
        Expect.Problem(401, "unauthorized", "Unauthorized", await UpgradeAsync($"?jobId={job.JobId}&token=wrong"));
        Expect.Problem(404, "job_not_found", "Job not found", await UpgradeAsync($"?jobId=none&token={job.Owner.Key}"));
    }

    // A handshake as plain HTTP, so that the refusal can be read.
    private Task<Answer> UpgradeAsync(string query) => Http.ReadAsync(
        "/ws/progress" + query,
        ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));

    private static string Typed(JobClient job, string payload) =>
        $$"""{"type":"{{(string?)JsonNode.Parse(payload)!["type"]}}","jobId":"{{job.JobId}}","pipeline":"csv_import","timestamp":NOW,"version":"1.0.0","payload":{{payload}} }""";

    private void Same(string expected, JsonNode frame) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected.Replace("NOW", $"{shared.Now}", StringComparison.Ordinal)), frame), frame.ToJsonString());
}
