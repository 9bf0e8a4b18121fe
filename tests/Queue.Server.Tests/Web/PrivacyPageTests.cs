using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

public sealed class PrivacyPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("en", "until its operator deletes them")]
    [InlineData("es", "hasta que quien lo gestiona los borra")]
    [InlineData("fr", "jusqu&#x27;à ce que son exploitant les efface")]
    [InlineData("de", "bis der Betreiber sie löscht")]
    [InlineData("zh", "直到经营者删除")]
    public async Task It_says_how_long_names_stay_in_every_language(string language, string sentence)
    {
        var page = await new Browser(shared.Http, language).OpenAsync("/privacy");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\{\w+\}", page.Text);
    }

    [Fact]
    public async Task It_names_the_operator_when_one_is_configured_and_as_text_alone()
    {
        Assert.DoesNotContain("Operator of this server", (await new Browser(shared.Http).OpenAsync("/privacy")).Text, StringComparison.Ordinal);

        await using var server = await TestServer.StartAsync("--Queue:Operator", "<b>Rosa & Co</b>, privacy@rosa.example");
        var page = await new Browser(server.Http).OpenAsync("/privacy");
        Assert.Contains("Operator of this server: &lt;b&gt;Rosa &amp; Co&lt;/b&gt;, privacy@rosa.example", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/q/CODE")]
    [InlineData("/q/CODE?new")]
    public async Task Guests_find_it_at_the_foot_of_their_pages(string path)
    {
        var queue = await shared.CreateAsync();

        var page = await new Browser(shared.Http).OpenAsync(path.Replace("CODE", queue.Code, StringComparison.Ordinal));
        Assert.Contains("<a href=\"/privacy\">Privacy</a>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_screen_leads_to_no_other_page()
    {
        var queue = await shared.CreateAsync();

        var page = await new Browser(shared.Http).OpenAsync($"/q/{queue.Code}?kiosk");
        Assert.DoesNotContain("href=\"/privacy\"", page.Text, StringComparison.Ordinal);
    }
}
