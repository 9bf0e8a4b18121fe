using System.Net;
using System.Text.RegularExpressions;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

/// <summary>The poster as the server writes it; that it prints on one page is checked in a browser.</summary>
public sealed partial class PosterPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task It_has_the_name_the_QR_code_the_address_and_the_code_and_needs_no_script()
    {
        var queue = await shared.CreateAsync();

        var page = await new Browser(shared.Http).OpenAsync($"/poster/{queue.Code}");
        Assert.Equal((HttpStatusCode.OK, "private, no-cache"), (page.Status, page.Header("Cache-Control")));
        var host = shared.Server.Address.Authority;
        foreach (var expected in (string[])["<bdi>Trattoria</bdi>", $"src=\"/api/queue/{queue.Code}/qr.svg\"", $">{host}/q/{queue.Code}<", $">{queue.Code}</strong>"])
        {
            Assert.Contains(expected, page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await shared.Http.ReadAsync($"/api/queue/{queue.Code}/qr.svg")).Status);
        Assert.Contains("id=\"print\" type=\"button\" hidden", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US,en;q=0.9", "", "letter")]
    [InlineData("es-MX", "", "letter")]
    [InlineData("en-GB,en-US;q=0.9", "", "a4")]
    [InlineData("de", "", "a4")]
    [InlineData("zh-Hant-TW", "", "a4")]
    [InlineData("%%%", "", "a4")]
    [InlineData("en-US", "?paper=a4", "a4")]
    [InlineData("de-DE", "?paper=letter", "letter")]
    [InlineData("de-DE", "?paper=%3Cscript%3E", "a4")]
    public async Task The_paper_is_the_one_asked_for_else_that_of_the_region(string language, string query, string paper)
    {
        var queue = await shared.CreateAsync();

        var page = await new Browser(shared.Http, language).OpenAsync($"/poster/{queue.Code}{query}");
        Assert.Contains($"<section class=\"sheet\" data-paper=\"{paper}\">", page.Text, StringComparison.Ordinal);
        Assert.Matches($"name=\"paper\" value=\"{paper}\" checked", page.Text);
    }

    [Theory]
    [InlineData("", "de")]
    [InlineData("?in=fr&in=en", "en fr")]
    [InlineData("?in=zh", "zh")]
    [InlineData("?in=xx&in=%3Cb%3E", "de")]
    public async Task It_speaks_the_guests_languages_whatever_the_hosts_is(string query, string shown)
    {
        var queue = await shared.CreateAsync();

        var page = await new Browser(shared.Http, "de").OpenAsync($"/poster/{queue.Code}{query}");
        var sentences = page.Text[page.Text.IndexOf("class=\"ask\"", StringComparison.Ordinal)..page.Text.IndexOf("<img", StringComparison.Ordinal)];
        Assert.Equal(shown, string.Join(' ', ShownSentence().Matches(sentences).Select(match => match.Groups["language"].Value)));
        Assert.Contains("Drucken", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_markup_and_overrides_is_harmless()
    {
        const string Evil = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>\\u202e&amp;";
        var created = await shared.Http.PostAsync("/api/queue/create", $$"""{"eventName":"{{Evil}}","maxGuests":100}""");

        var page = await new Browser(shared.Http).OpenAsync($"/poster/{(string?)created.Json["code"]}");
        Assert.Contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_this_computer_alone_is_warned_of_a_public_one_is_not()
    {
        const string Warning = "Phones cannot open this address";
        var queue = await shared.CreateAsync();
        Assert.Contains(Warning, (await new Browser(shared.Http).OpenAsync($"/poster/{queue.Code}")).Text, StringComparison.Ordinal);

        await using var server = await TestServer.StartAsync("--Queue:PublicBaseUrl", "https://queue.example/");
        var other = await WaitlistClient.CreateAsync(server.Http);
        var page = await new Browser(server.Http).OpenAsync($"/poster/{other.Code}");
        Assert.DoesNotContain(Warning, page.Text, StringComparison.Ordinal);
        Assert.Contains($">queue.example/q/{other.Code}<", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_code_gets_a_friendly_page_and_one_in_small_letters_the_one_address()
    {
        var unknown = await new Browser(shared.Http).OpenAsync("/poster/ZZZZZZ");
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Contains("No waitlist has the code ZZZZZZ", unknown.Text, StringComparison.Ordinal);

        var queue = await shared.CreateAsync();
        var answer = await new Browser(shared.Http).OpenAsync($"/poster/{queue.Code.ToLowerInvariant()}?paper=letter");
        Assert.Equal((HttpStatusCode.Found, $"/poster/{queue.Code}?paper=letter"), (answer.Status, answer.Header("Location")));
    }

    [GeneratedRegex("<p lang=\"(?<language>\\w+)\" dir=\"ltr\">", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShownSentence();
}
