using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

public sealed class SecurityHeaderTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/new")]
    [InlineData("/q/CODE")]
    [InlineData("/host")]
    [InlineData("/host/CODE")]
    [InlineData("/display/CODE")]
    [InlineData("/poster/CODE")]
    [InlineData("/admin")]
    [InlineData("/venues")]
    [InlineData("/privacy")]
    [InlineData("/jobs/job-1")]
    [InlineData("/rooms/none")]
    [InlineData("/q/ZZZZZZ")]
    [InlineData("/q/CODE/app.webmanifest")]
    [InlineData("/nowhere")]
    [InlineData("/favicon.svg")]
    [InlineData("/sw.js")]
    [InlineData("/assets/none.js")]
    [InlineData("/api/queue/CODE")]
    [InlineData("/api/queue/ZZZZZZ")]
    [InlineData("/api/nowhere")]
    [InlineData("/health")]
    [InlineData("/queue/CODE")]
    public async Task Every_answer_tells_browsers_to_be_careful(string path)
    {
        var queue = await shared.CreateAsync();

        var answer = await new Browser(shared.Http).OpenAsync(path.Replace("CODE", queue.Code, StringComparison.Ordinal));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Contains(answer.Header("Referrer-Policy"), new[] { "no-referrer", "same-origin" });
        var csp = answer.Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none'", csp, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", csp, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/new")]
    [InlineData("/q/CODE")]
    [InlineData("/host")]
    [InlineData("/host/CODE")]
    [InlineData("/display/CODE")]
    [InlineData("/poster/CODE")]
    [InlineData("/admin")]
    [InlineData("/venues")]
    [InlineData("/privacy")]
    [InlineData("/jobs/job-1")]
    [InlineData("/rooms/none")]
    [InlineData("/nowhere")]
    public async Task A_page_runs_only_scripts_of_this_server_and_can_be_framed_by_nobody(string path)
    {
        var queue = await shared.CreateAsync();

        var page = await new Browser(shared.Http).OpenAsync(path.Replace("CODE", queue.Code, StringComparison.Ordinal));
        var csp = page.Header("Content-Security-Policy")?.Split("; ");
        Assert.Contains("script-src 'self'", csp!);
        Assert.Contains("form-action 'self'", csp!);
        Assert.Contains("frame-ancestors 'none'", csp!);
        Assert.Equal("same-origin", page.Header("Referrer-Policy"));
        Assert.Equal("same-origin", page.Header("Cross-Origin-Opener-Policy"));

        // What the policy forbids is not in the page either.
        Assert.DoesNotMatch("<script(?! type=\"module\" src=\"/assets/)|<style|\\son\\w+=|\\sstyle=", page.Text);
    }
}
