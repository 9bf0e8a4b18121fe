using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Jobs;

/// <summary>A job over HTTP: started, reported on, ended, read.</summary>
public sealed class JobRouteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private HttpClient Http => shared.Http;

    [Fact]
    public async Task A_job_is_read_as_it_was_started()
    {
        var owner = await KeyClient.CreateAsync(Http);
        var id = $"job-{Guid.NewGuid()}";
        var started = await owner.PostAsync("/api/jobs", $$"""{"jobId":"{{id}}","kind":"ai_scan","totalCount":7,"deadlineSeconds":60}""");

        Assert.Equal((201, id, $"/api/jobs/{id}", "1.1"), ((int)started.Status, (string?)started.Json["jobId"], started.Header("Location"), started.Header("Queue-Version")));
        Expect.Ok(
            $$"""
            {"jobId":"{{id}}","kind":"ai_scan","status":"running","progress":0,"processedItems":0,"totalItems":7,"currentStatus":"",
             "canceled":false,"startedAt":{{shared.Now}},"deadline":{{shared.Now + 60_000}}}
            """,
            await owner.GetAsync($"/api/jobs/{id}"));
    }

    [Fact]
    public async Task The_job_state_of_older_clients_is_the_same_answer()
    {
        var job = await JobClient.StartAsync(Http);

        var (one, two) = (await job.GetAsync(), await Http.ReadAsync($"/api/job-state/{job.JobId}?token={job.Token}"));

        Assert.Equal((one.Text, one.ETag), (two.Text, two.ETag));
    }

    [Fact]
    public async Task J1_J5_With_nobody_following_the_newest_progress_is_kept_however_fast_it_came()
    {
        var job = await JobClient.StartAsync(Http, "\"totalCount\":20");
        for (var i = 1; i <= 19; i++)
        {
            await job.DoAsync("progress", $$"""{"processedItems":{{i}},"currentStatus":"item {{i}}"}""");
        }

        var read = (await job.GetAsync()).Json;
        Assert.Equal((19, 0.95, "item 19"), ((int)read["processedItems"]!, (double)read["progress"]!, (string?)read["currentStatus"]));
    }

    [Fact]
    public async Task A_result_is_given_back_as_it_came()
    {
        var job = await JobClient.StartAsync(Http);
        await job.DoAsync("complete", """{"result": {"success" : true, "items":[1, 2.50, "ü\u00e9"]}}""");

        var read = await job.GetAsync();
        Assert.Equal(("completed", 1.0), ((string?)read.Json["status"], (double)read.Json["progress"]!));
        Assert.Contains("""{"success" : true, "items":[1, 2.50, "ü\u00e9"]}""", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task J13_A_result_that_is_too_large_is_refused_and_an_address_takes_its_place()
    {
        var job = await JobClient.StartAsync(Http);

        var refused = await job.PostAsync("complete", $$"""{"result":"{{new string('x', 81 * 1024)}}"}""");
        Expect.Problem(413, "body_too_large", "The body is larger than 80 KiB", refused);
        await job.DoAsync("complete", """{"resultsUrl":"https://files.example/1"}""");

        Assert.Equal("https://files.example/1", (string?)(await job.GetAsync()).Json["resultsUrl"]);
    }

    [Fact]
    public async Task A_failed_job_says_why()
    {
        var job = await JobClient.StartAsync(Http);
        await job.DoAsync("fail", """{"code":"no_isbn","message":"Nothing was recognised"}""");

        var read = (await job.GetAsync()).Json;
        Assert.Equal(("failed", "no_isbn", "Nothing was recognised"), ((string?)read["status"], (string?)read["error"]!["code"], (string?)read["error"]!["message"]));
    }

    [Theory]
    [InlineData("complete", "{}")]
    [InlineData("fail", """{"code":"c","message":"m"}""")]
    [InlineData("cancel", "")]
    public async Task J10_How_a_job_ended_is_final(string end, string body)
    {
        var job = await JobClient.StartAsync(Http);
        await job.DoAsync(end, body);
        var ended = await job.GetAsync();

        foreach (var (action, again) in new[] { ("progress", """{"progress":0.5}"""), ("complete", "{}"), ("fail", """{"code":"c","message":"m"}""") })
        {
            Expect.Problem(409, "job_over", "The job has ended", await job.PostAsync(action, again));
        }

        Assert.Equal(end == "cancel" ? 200 : 409, (int)(await job.PostAsync("cancel", "")).Status);
        Assert.Equal(ended.Text, (await job.GetAsync()).Text);
    }

    [Fact]
    public async Task J6_How_a_job_ended_is_read_a_day_later()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var job = await JobClient.StartAsync(server.Http);
        await job.DoAsync("complete", """{"result":1}""");

        time.Shift(TimeSpan.FromHours(25));
        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("completed", (string?)(await job.GetAsync()).Json["status"]);
    }

    [Fact]
    public async Task F4_A_job_that_nobody_ends_times_out_at_its_deadline()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var job = await JobClient.StartAsync(server.Http, "\"deadlineSeconds\":60");
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("running", (string?)(await job.GetAsync()).Json["status"]);

        time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync("the job timed out", async () => (string?)(await job.GetAsync()).Json["status"] == "timed_out");
        Expect.Problem(409, "job_over", "The job has ended", await job.PostAsync("progress", """{"progress":1}"""));
    }

    [Fact]
    public async Task A_job_outlives_the_process()
    {
        var (time, folder) = (new ManualTime(), TestServer.NewFolder());
        JobClient job;
        string before;
        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            job = await JobClient.StartAsync(server.Http);
            await job.DoAsync("progress", """{"progress":0.25}""");
            before = (await job.GetAsync()).Text;
            await server.StopAsync();
        }

        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            Assert.Equal(before, (await new JobClient(server.Http, job.Owner, job.JobId, job.Token).GetAsync()).Text);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("", "kind", "kind is required")]
    [InlineData("\"kind\":\"k\",\"jobId\":\"a b\"", "jobId", "jobId must be 1 to 100 letters, digits, hyphens, underscores, dots or colons")]
    [InlineData("\"kind\":\"k\",\"deadlineSeconds\":0", "deadlineSeconds", "deadlineSeconds must be a whole number between 1 and 604800")]
    [InlineData("\"kind\":\"k\",\"totalCount\":-1", "totalCount", "totalCount must be a whole number between 0 and 2147483647")]
    [InlineData("\"kind\":\"k\",\"publicRead\":1", "publicRead", "publicRead must be true or false")]
    [InlineData("\"kind\":\"k\",\"total\":1", "total", "total is not a field of this request")]
    public async Task A_start_with_a_wrong_field_names_it(string fields, string field, string error)
    {
        var owner = await KeyClient.CreateAsync(Http);

        Expect.FieldProblem(field, error, await owner.PostAsync("/api/jobs", $"{{{fields}}}"));
    }

    [Theory]
    [InlineData("progress", """{"progress":1.01}""", "progress", "progress must be a number between 0 and 1")]
    [InlineData("progress", """{"progress":"1"}""", "progress", "progress must be a number between 0 and 1")]
    [InlineData("progress", """{"percent":1}""", "percent", "percent is not a field of this request")]
    [InlineData("complete", """{"resultsUrl":"ftp://a"}""", "resultsUrl", "resultsUrl must be an absolute http or https address")]
    [InlineData("fail", """{"code":"c"}""", "message", "message is required")]
    [InlineData("cancel", """{"why":"x"}""", "why", "why is not a field of this request")]
    public async Task A_command_with_a_wrong_field_names_it(string action, string body, string field, string error)
    {
        var job = await JobClient.StartAsync(Http);

        Expect.FieldProblem(field, error, await job.PostAsync(action, body));
    }
}
