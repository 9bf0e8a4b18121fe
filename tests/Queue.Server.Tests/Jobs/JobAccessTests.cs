using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Jobs;

/// <summary>Who may do what with whose job: every route with every credential.</summary>
public sealed class JobAccessTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Progress = """{"progress":0.5}""";
    private static readonly (string Action, string Body)[] Commands =
        [("progress", Progress), ("complete", "{}"), ("fail", """{"code":"c","message":"m"}"""), ("cancel", "{}")];

    private HttpClient Http => shared.Http;

    [Fact]
    public async Task J12_A_job_of_another_owner_is_not_there()
    {
        var (job, foreign) = (await JobClient.StartAsync(Http), await KeyClient.CreateAsync(Http));
        var before = await job.GetAsync();

        Expect.Problem(404, "job_not_found", "Job not found", await foreign.GetAsync(job.Path));
        Expect.Problem(404, "job_not_found", "Job not found", await foreign.GetAsync($"/api/job-state/{job.JobId}"));
        foreach (var (action, body) in Commands)
        {
            Expect.Problem(404, "job_not_found", "Job not found", await foreign.PostAsync($"{job.Path}/{action}", body));
        }

        Assert.Equal(before.Text, (await job.GetAsync()).Text);
    }

    [Fact]
    public async Task J10_An_unknown_job_is_404()
    {
        var owner = await KeyClient.CreateAsync(Http);

        Expect.Problem(404, "job_not_found", "Job not found", await owner.PostAsync("/api/jobs/none/cancel", ""));
        Expect.Problem(404, "job_not_found", "Job not found", await owner.GetAsync("/api/jobs/not%20an%20id"));
    }

    [Fact]
    public async Task The_owners_other_keys_and_the_jobs_token_may_do_all()
    {
        var job = await JobClient.StartAsync(Http);
        var other = await job.Owner.AnotherAsync();

        Assert.Equal(200, (int)(await other.PostAsync($"{job.Path}/progress", Progress)).Status);
        Assert.Equal(200, (int)(await job.PostAsync("progress", Progress)).Status);
        Assert.Equal(200, (int)(await Http.PostAsync($"{job.Path}/cancel?token={job.Token}", "")).Status);
    }

    [Fact]
    public async Task Without_a_good_credential_nothing_is_told_not_even_that_there_is_such_a_job()
    {
        var (job, other) = (await JobClient.StartAsync(Http), await JobClient.StartAsync(Http));
        var forged = job.Token[..^2] + (job.Token[^2] == 'A' ? "BA" : "AA");
        foreach (var path in new[] { job.Path, "/api/jobs/none" })
        {
            Expect.Problem(401, "unauthorized", "Missing API key", await Http.ReadAsync(path));
            Expect.Problem(401, "unauthorized", "Missing API key", await Http.PostAsync($"{path}/progress", Progress));
            Expect.Problem(401, "unauthorized", "Invalid API key", await Http.ReadAsync(path, ("Authorization", "Bearer que_wrong")));
            foreach (var token in new[] { other.Token, forged, "garbage" })
            {
                Expect.Problem(401, "unauthorized", "Unauthorized", await Http.ReadAsync(path, ("Authorization", $"Bearer {token}")));
                Expect.Problem(401, "unauthorized", "Unauthorized", await Http.PostAsync($"{path}/cancel", "", ("Authorization", $"Bearer {token}")));
            }
        }

        Expect.Problem(401, "unauthorized", "Missing API key", await Http.PostAsync("/api/jobs", """{"kind":"k"}"""));
        Expect.Problem(401, "unauthorized", "Invalid API key", await Http.PostAsync("/api/jobs", """{"kind":"k"}""", ("Authorization", $"Bearer {job.Token}")));
    }

    [Fact]
    public async Task A_host_token_is_no_job_token_nor_the_other_way_round()
    {
        var (queue, job) = (await shared.CreateAsync(), await JobClient.StartAsync(Http));

        Expect.Problem(401, "unauthorized", "Unauthorized", await Http.ReadAsync(job.Path, ("Authorization", $"Bearer {queue.HostToken}")));
        var asHost = await Http.PostAsync($"{queue.Path}/advance", "{}", ("x-host-auth", job.Token));
        Expect.Problem(403, "invalid_host_token", "Invalid host authentication", asHost);
    }

    [Fact]
    public async Task An_expired_token_says_so()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var job = await JobClient.StartAsync(server.Http);
        Assert.Equal(200, (int)(await job.GetAsync()).Status);

        time.Shift(TimeSpan.FromDays(8));

        Expect.Problem(401, "unauthorized", "Token expired", await job.GetAsync());
        Assert.Equal(200, (int)(await job.Owner.GetAsync(job.Path)).Status);
    }

    [Fact]
    public async Task A_public_job_is_read_by_all_and_changed_by_its_own_alone()
    {
        var (job, foreign) = (await JobClient.StartAsync(Http, "\"publicRead\":true"), await KeyClient.CreateAsync(Http));

        var open = await Http.ReadAsync(job.Path);
        Assert.Equal((200, "public, max-age=1, stale-while-revalidate=5"), ((int)open.Status, open.Header("Cache-Control")));
        Assert.Equal((200, open.Text), ((int)(await foreign.GetAsync(job.Path)).Status, (await foreign.GetAsync(job.Path)).Text));
        Expect.Problem(404, "job_not_found", "Job not found", await foreign.PostAsync($"{job.Path}/cancel", ""));
        Expect.Problem(401, "unauthorized", "Missing API key", await Http.PostAsync($"{job.Path}/cancel", ""));
    }

    [Fact]
    public async Task J12_A_taken_id_is_refused_to_all_and_tokens_stay_as_they_are()
    {
        var job = await JobClient.StartAsync(Http);
        var foreign = await KeyClient.CreateAsync(Http);
        var body = $$"""{"jobId":"{{job.JobId}}","kind":"k"}""";

        Expect.Problem(409, "job_exists", "There is a job of this id", await foreign.PostAsync("/api/jobs", body));
        Expect.Problem(409, "job_exists", "There is a job of this id", await job.Owner.PostAsync("/api/jobs", body));

        Assert.Equal("csv_import", (string?)(await job.GetAsync()).Json["kind"]);
    }

    [Fact]
    public async Task A_repeated_start_gives_the_same_job_and_counts_for_its_owner_alone()
    {
        var (owner, foreign) = (await KeyClient.CreateAsync(Http), await KeyClient.CreateAsync(Http));
        var key = ("Idempotency-Key", $"key-{Guid.NewGuid()}");
        var body = $$"""{"jobId":"{{Guid.NewGuid()}}","kind":"k"}""";
        var first = await owner.PostAsync("/api/jobs", body, key);

        var again = await owner.PostAsync("/api/jobs", body, key);

        Assert.Equal((201, (string?)first.Json["jobId"]), ((int)again.Status, (string?)again.Json["jobId"]));
        Assert.Equal(422, (int)(await owner.PostAsync("/api/jobs", """{"kind":"other"}""", key)).Status);
        Assert.Equal(201, (int)(await foreign.PostAsync("/api/jobs", """{"kind":"k"}""", key)).Status);
        Expect.Problem(409, "job_exists", "There is a job of this id", await foreign.PostAsync("/api/jobs", body));
    }

    [Fact]
    public async Task J12_Of_many_who_start_one_job_at_once_one_gets_it()
    {
        var owners = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => KeyClient.CreateAsync(Http)));
        var body = $$"""{"jobId":"{{Guid.NewGuid()}}","kind":"k"}""";

        var answers = await Task.WhenAll(owners.Select(owner => owner.PostAsync("/api/jobs", body)));

        Assert.Equal([201, .. Enumerable.Repeat(409, 9)], answers.Select(answer => (int)answer.Status).Order());
    }

    [Fact]
    public async Task A_keyed_report_counts_once()
    {
        var job = await JobClient.StartAsync(Http);
        var key = ("Idempotency-Key", "the-same-key-every-time");

        var (one, two) = (await job.PostAsync("progress", Progress, key), await job.PostAsync("progress", Progress, key));

        Assert.Equal((one.Text, one.Header("Queue-Version")), (two.Text, two.Header("Queue-Version")));
        Assert.Equal(422, (int)(await job.PostAsync("progress", """{"progress":1}""", key)).Status);
    }

    [Fact]
    public async Task Pages_of_any_origin_may_use_jobs_without_cookies()
    {
        var job = await JobClient.StartAsync(Http);

        var answer = await job.GetAsync(("Origin", "https://elsewhere.example"));

        Assert.Equal((200, "*", null), ((int)answer.Status, answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Allow-Credentials")));
    }
}
