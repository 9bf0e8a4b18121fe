using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

public sealed class PageLanguageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("en-GB", "en", "Join the list")]
    [InlineData("es-MX,es;q=0.9", "es", "Apuntarme")]
    [InlineData("fr-CA", "fr", "M&#x27;inscrire")]
    [InlineData("ja,de-AT;q=0.8,en;q=0.7", "de", "Eintragen")]
    [InlineData("zh-Hant-TW", "zh", "加入")]
    [InlineData("en;q=0.1,de;q=0.9", "de", "Eintragen")]
    [InlineData("de;q=0,ja", "en", "Join the list")]
    [InlineData("ja", "en", "Join the list")]
    [InlineData("*", "en", "Join the list")]
    [InlineData("%%%;;;=", "en", "Join the list")]
    public async Task A_page_comes_in_the_language_of_the_browser(string accepted, string language, string button)
    {
        var queue = await shared.CreateAsync();

        var page = await new Browser(shared.Http, accepted).OpenAsync($"/q/{queue.Code}");
        Assert.Contains($"<html lang=\"{language}\" dir=\"ltr\"", page.Text, StringComparison.Ordinal);
        Assert.Contains(button, page.Text, StringComparison.Ordinal);
        Assert.Equal(language, page.Header("Content-Language"));
    }

    [Fact]
    public async Task A_guest_may_choose_another_and_the_browser_keeps_it()
    {
        var queue = await shared.CreateAsync();
        var browser = new Browser(shared.Http);

        var chosen = await browser.OpenAsync($"/q/{queue.Code}?kiosk&lang=de");
        Assert.Equal((HttpStatusCode.Found, $"/q/{queue.Code}?kiosk="), (chosen.Status, chosen.Header("Location")));
        Assert.StartsWith("queue_lang=de; max-age=31536000; path=/; samesite=lax", chosen.Header("Set-Cookie"), StringComparison.Ordinal);
        var page = await browser.OpenAsync($"/q/{queue.Code}", ("Cookie", "queue_lang=de"));
        Assert.Contains("Eintragen", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_we_do_not_speak_is_not_kept()
    {
        var answer = await new Browser(shared.Http).OpenAsync("/?lang=<script>");
        Assert.Equal((HttpStatusCode.Found, "/", (string?)null), (answer.Status, answer.Header("Location"), answer.Header("Set-Cookie")));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("zh")]
    public async Task Every_page_can_be_written_in_every_language(string language)
    {
        var queue = await shared.CreateAsync("\"preset\":\"restaurant\",\"tables\":[{\"seats\":2,\"count\":1},{\"seats\":4,\"count\":2}]");
        await queue.JoinAsync("Ann");
        var browser = new Browser(shared.Http, language);
        var pages = new List<Answer>
        {
            await browser.OpenAsync("/"),
            await browser.OpenAsync("/new"),
            await browser.OpenAsync("/nowhere"),
            await browser.OpenAsync("/q/ZZZZZZ"),
            await browser.OpenAsync($"/q/{queue.Code}"),
            await browser.OpenAsync($"/q/{queue.Code}?kiosk&ticket=7"),
            await browser.OpenAsync($"/poster/{queue.Code}"),
            await browser.OpenAsync("/admin"),
            await browser.OpenAsync("/privacy"),
        };
        await browser.JoinAsync($"/q/{queue.Code}", "Bo");
        pages.Add(await browser.OpenAsync($"/q/{queue.Code}"));
        foreach (var action in (string[])["call", "no-show"])
        {
            await queue.PartyAsync(action, browser.Cookie!.Split('=')[1]);
            pages.Add(await browser.OpenAsync($"/q/{queue.Code}"));
        }

        Assert.All(pages, page =>
        {
            Assert.True((int)page.Status is 200 or 404, page.Text);
            Assert.Contains($"<html lang=\"{language}\"", page.Text, StringComparison.Ordinal);

            // A place that nobody filled.
            Assert.DoesNotMatch(@"\{\w+\}", page.Text);
        });
    }
}
