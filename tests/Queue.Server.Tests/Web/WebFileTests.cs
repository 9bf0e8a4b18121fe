using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Tests.Fixtures;
using Queue.Server.Web;

namespace Queue.Server.Tests.Web;

public sealed partial class WebFileTests(SharedServer shared) : IClassFixture<SharedServer>
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
    [InlineData("/privacy")]
    public async Task Every_file_that_a_page_names_is_there(string path)
    {
        var queue = await shared.CreateAsync();
        var page = await new Browser(shared.Http).OpenAsync(path.Replace("CODE", queue.Code, StringComparison.Ordinal));

        var files = NamedFile().Matches(page.Text).Select(match => match.Groups["file"].Value).Distinct().ToList();
        Assert.Contains(files, file => file.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".css", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.Equal((file, HttpStatusCode.OK), (file, (await shared.Http.ReadAsync(file)).Status));
        }
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br;q=0.9", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0", null)]
    [InlineData("", null)]
    public async Task A_built_file_never_changes_and_comes_as_small_as_the_client_takes_it(string accepted, string? encoding)
    {
        var file = await ScriptAsync();

        var answer = await shared.Http.GetAsync(file, ("Accept-Encoding", accepted));
        Assert.Equal("public, max-age=31536000, immutable", answer.Header("Cache-Control"));
        Assert.Equal(encoding, answer.Header("Content-Encoding"));
        Assert.Equal("text/javascript", answer.Message.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept-Encoding", answer.Header("Vary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_worker_is_asked_for_again_and_may_only_talk_to_this_server()
    {
        var worker = await shared.Http.ReadAsync("/sw.js");
        Assert.Equal(("no-cache", "default-src 'none'; connect-src 'self'"), (worker.Header("Cache-Control"), worker.Header("Content-Security-Policy")));
        Assert.DoesNotMatch(@"^\s*import[\s{]", worker.Text);

        var again = await shared.Http.GetAsync("/sw.js", ("If-None-Match", worker.ETag!));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));
    }

    [Theory]
    [InlineData("/assets/nothing-here.js")]
    [InlineData("/assets/..%2Fmanifest.json")]
    [InlineData("/assets/..%2F..%2Fappsettings.json")]
    [InlineData("/assets/%2Fetc%2Fpasswd")]
    [InlineData("/manifest.json")]
    [InlineData("/icons/")]
    public async Task What_was_not_built_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Http.ReadAsync(path)).Status);

    [Theory]
    [InlineData("/q/CODE", "ticket-*.js", 40_000)]
    [InlineData("/host/CODE", null, 120_000)]
    public async Task A_page_with_all_that_it_loads_stays_small(string path, string? loadedLater, int mostBytes)
    {
        path = path.Replace("CODE", (await shared.CreateAsync()).Code, StringComparison.Ordinal);
        var page = await new Browser(shared.Http).OpenAsync(path);
        var later = loadedLater is null ? [] : Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "web/assets"), loadedLater);
        Assert.Equal(loadedLater is null ? 0 : 1, later.Length);
        var files = NamedFile().Matches(page.Text).Select(match => match.Groups["file"].Value)
            .Where(file => file.StartsWith("/assets/", StringComparison.Ordinal))
            .Concat(later.Select(file => $"/assets/{Path.GetFileName(file)}"))
            .Append(path)
            .Distinct();
        long bytes = 0;
        foreach (var file in files)
        {
            var answer = await shared.Http.GetAsync(file, ("Accept", "text/html"), ("Accept-Encoding", "br"));
            bytes += answer.Message.Content.Headers.ContentLength ?? 0;
        }

        Assert.InRange(bytes, 10_000, mostBytes);
    }

    [Fact]
    public async Task Without_built_files_the_server_says_what_to_install_and_guests_still_join()
    {
        await using var bare = await TestServer.StartAsync(
            null, null, [], services => services.AddSingleton(new WebFiles(Path.Combine(Path.GetTempPath(), "nothing-was-built-here"))));
        var browser = new Browser(bare.Http);

        Assert.Contains("install Node.js 20.19", (await browser.OpenAsync("/")).Text, StringComparison.Ordinal);
        var queue = await WaitlistClient.CreateAsync(bare.Http);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.JoinAsync($"/q/{queue.Code}", "Ann")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bare.Http.ReadAsync("/sw.js")).Status);
    }

    private async Task<string> ScriptAsync()
    {
        var page = await new Browser(shared.Http).OpenAsync("/new");
        return NamedFile().Matches(page.Text).Select(match => match.Groups["file"].Value).First(file => file.EndsWith(".js", StringComparison.Ordinal));
    }

    [GeneratedRegex("(?:href|src)=\"(?<file>/(assets/|icons/|favicon)[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedFile();
}
