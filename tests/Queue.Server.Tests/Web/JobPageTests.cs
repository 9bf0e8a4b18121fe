using System.Net;
using System.Text.Json;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

/// <summary>The page of a job as the server writes it.</summary>
public sealed class JobPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Evil = "</pre><script>alert(1)</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task A_job_that_is_open_to_all_is_drawn_as_it_is_before_any_script()
    {
        var job = await JobClient.StartAsync(shared.Http, """ "publicRead":true,"totalCount":2000 """);
        await job.DoAsync("progress", """{"processedItems":846,"currentStatus":"Reading"}""");

        var page = await OpenAsync(job.JobId);
        Assert.Equal((HttpStatusCode.OK, "private, no-cache"), (page.Status, page.Header("Cache-Control")));
        Assert.Contains("<title>42% · csv_import</title>", page.Text, StringComparison.Ordinal);
        Assert.Contains("""<progress value="0.423" aria-label="csv_import">""", page.Text, StringComparison.Ordinal);
        Assert.Contains("<bdi>846 of 2,000</bdi>", page.Text, StringComparison.Ordinal);
        Assert.Contains(">Reading</p>", page.Text, StringComparison.Ordinal);
        Assert.Contains("""<meta http-equiv="refresh" content="15">""", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("complete", """{"result":{"enriched":7,"source":"isbn"}}""", "Completed", "<dt><bdi>enriched</bdi></dt><dd><bdi>7</bdi></dd>")]
    [InlineData("complete", """{"result":[1,{"a":"b"}]}""", "Completed", "&quot;a&quot;: &quot;b&quot;")]
    [InlineData("complete", """{"resultsUrl":"https://files.example/a?b=1&c=2"}""", "Completed", "href=\"https://files.example/a?b=1&amp;c=2\"")]
    [InlineData("fail", """{"code":"disk_full","message":"No space left"}""", "Failed", "No space left")]
    [InlineData("cancel", "{}", "Canceled", "Canceled")]
    public async Task How_a_job_ended_can_be_read(string action, string body, string status, string shown)
    {
        var job = await JobClient.StartAsync(shared.Http, """ "publicRead":true """);
        await job.DoAsync(action, body);

        var page = await OpenAsync(job.JobId);
        Assert.Contains($">{status}</p>", page.Text, StringComparison.Ordinal);
        Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_a_job_that_is_not_open_exists_is_not_told()
    {
        var job = await JobClient.StartAsync(shared.Http, """ "jobId":"secret-job-0001" """);

        var (closed, unknown) = (await OpenAsync(job.JobId), await OpenAsync("secret-job-0002"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (closed.Status, unknown.Status));
        Assert.Contains("There is nothing to see here", closed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("csv_import", closed.Text, StringComparison.Ordinal);
        Assert.Equal(unknown.Text, closed.Text.Replace("-0001", "-0002", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Markup_in_what_a_program_reports_is_harmless()
    {
        var job = await JobClient.StartAsync(shared.Http, $""" "publicRead":true,"jobId":"{Guid.NewGuid()}" """);
        var evil = JsonSerializer.Serialize(Evil);
        await job.DoAsync("progress", $$"""{"currentStatus":{{evil}}}""");
        await job.DoAsync("complete", $$"""{"result":{"a":{{evil}},{{evil}}:1} }""");

        var page = await OpenAsync(job.JobId);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_a_job_is_a_friendly_page_and_to_a_program_the_problem()
    {
        var page = await OpenAsync("no%20job");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("There is nothing at this address", page.Text, StringComparison.Ordinal);
        Expect.Problem(404, "not_found", "Not found", await shared.Http.ReadAsync("/jobs/no%20job"));
    }

    private Task<Answer> OpenAsync(string jobId) => new Browser(shared.Http).OpenAsync($"/jobs/{jobId}");
}
