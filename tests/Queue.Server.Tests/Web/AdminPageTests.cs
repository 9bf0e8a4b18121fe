using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

public sealed class AdminPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("en", "Numbers")]
    [InlineData("de", "Zahlen")]
    [InlineData("zh", "数据")]
    public async Task It_holds_no_numbers_itself_whatever_credential_comes_along(string language, string title)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");

        var page = await new Browser(shared.Http, language).OpenAsync("/admin", ("Authorization", "Bearer adm_wrong"), ("x-host-auth", queue.HostToken));
        Assert.Equal((HttpStatusCode.OK, "private, no-cache"), (page.Status, page.Header("Cache-Control")));
        Assert.Contains($"<title>{title}</title>", page.Text, StringComparison.Ordinal);
        foreach (var secret in (string[])["Ann", queue.Code, queue.HostToken, "adm_wrong"])
        {
            Assert.DoesNotContain(secret, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Charts_are_loaded_by_who_sees_numbers_and_by_nobody_else()
    {
        var chart = Assert.Single(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "web/assets"), "chart-*.js"));
        foreach (var path in (string[])["/admin", "/", "/host", $"/q/{(await shared.CreateAsync()).Code}"])
        {
            var page = await new Browser(shared.Http).OpenAsync(path);
            Assert.DoesNotContain(Path.GetFileNameWithoutExtension(chart), page.Text, StringComparison.Ordinal);
        }
    }
}
