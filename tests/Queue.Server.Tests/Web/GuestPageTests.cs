using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

/// <summary>The guest's page as the server writes it.</summary>
public sealed class GuestPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_first_answer_has_the_form_and_what_a_guest_wants_to_know_first()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        await queue.JoinAsync("Bo");

        var page = await new Browser(shared.Http).OpenAsync($"/q/{queue.Code}");
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page.Header("Content-Type")));
        foreach (var expected in (string[])["Trattoria", "2 parties are waiting", "<form id=\"join\"", "name=\"name\"", "name=\"size\"", "Join the list"])
        {
            Assert.Contains(expected, page.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Ann", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_markup_and_overrides_are_harmless_everywhere()
    {
        const string Evil = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>\\u202e&amp;";
        var answer = await shared.Http.PostAsync(
            "/api/queue/create", $$"""{"eventName":"{{Evil}}","location":"{{Evil}}","maxGuests":100}""");
        var code = (string?)answer.Json["code"];
        var browser = new Browser(shared.Http);

        var form = await browser.OpenAsync($"/q/{code}");
        await browser.JoinAsync($"/q/{code}", "<b>\"'\u202e</b>");
        var ticket = await browser.OpenAsync($"/q/{code}");
        var refused = await browser.JoinAsync($"/q/{code}?new", "<b>\"'</b>", "99");
        foreach (var text in new[] { form.Text, ticket.Text, refused.Text })
        {
            Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_code_gets_a_friendly_page_and_a_program_the_problem()
    {
        var page = await new Browser(shared.Http).OpenAsync("/q/ZZZZZZ");
        Assert.Equal((HttpStatusCode.NotFound, "no-store"), (page.Status, page.Header("Cache-Control")));
        Assert.Contains("No waitlist has the code ZZZZZZ", page.Text, StringComparison.Ordinal);

        Expect.Problem(404, "session_not_found", "Session not found", await shared.Http.ReadAsync("/q/ZZZZZZ"));
    }

    [Fact]
    public async Task A_closed_queue_and_a_full_one_say_so_instead_of_the_form()
    {
        var full = await shared.CreateAsync("\"maxGuests\":2");
        await full.JoinAsync("Ann", 2);
        Assert.Contains("The list is full right now", (await new Browser(shared.Http).OpenAsync($"/q/{full.Code}")).Text, StringComparison.Ordinal);

        await full.HostAsync("close");
        var closed = await new Browser(shared.Http).OpenAsync($"/q/{full.Code}");
        Assert.Contains("This waitlist is closed", closed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", closed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("call", "called", "It&#x27;s your turn!")]
    [InlineData("seat", "removed", "Enjoy!")]
    [InlineData("kick", "removed", "You were taken off the list")]
    [InlineData("leave", "removed", "You left the list")]
    [InlineData("close", "closed", "The waitlist has closed")]
    public async Task The_ticket_says_what_happened(string action, string state, string words)
    {
        var queue = await shared.CreateAsync();
        var browser = new Browser(shared.Http);
        await browser.JoinAsync($"/q/{queue.Code}", "Ann");
        await (action is "close" ? queue.HostAsync("close") : queue.PartyAsync(action, browser.Cookie!.Split('=')[1]));

        var page = await browser.OpenAsync($"/q/{queue.Code}");
        Assert.Contains($"data-state=\"{state}\"", page.Text, StringComparison.Ordinal);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_in_small_letters_leads_to_the_one_address_of_the_queue()
    {
        var queue = await shared.CreateAsync();

        var answer = await new Browser(shared.Http).OpenAsync($"/q/{queue.Code.ToLowerInvariant()}?kiosk");
        Assert.Equal((HttpStatusCode.Found, $"/q/{queue.Code}?kiosk"), (answer.Status, answer.Header("Location")));
    }

    [Fact]
    public async Task A_code_that_was_typed_on_the_start_page_leads_to_its_queue()
    {
        var answer = await new Browser(shared.Http).OpenAsync("/q?code=+bcdfgh%2F..+");
        Assert.Equal("/q/BCDFGH%2F..", answer.Header("Location"));
    }

    [Fact]
    public async Task The_manifest_names_no_start_so_that_a_phone_installs_the_ticket()
    {
        var queue = await shared.CreateAsync();

        var manifest = await shared.Http.ReadAsync($"/q/{queue.Code}/app.webmanifest");
        Assert.Equal("application/manifest+json", manifest.Message.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("standalone", (string?)null), ((string?)manifest.Json["display"], (string?)manifest.Json["start_url"]));
    }

    [Fact]
    public async Task Whoever_guessed_codes_learns_nothing_more_but_keeps_its_ticket()
    {
        await using var server = await TestServer.StartAsync(new ManualTime(), "--Queue:Limits:Enabled", "true");
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (guest, other) = (new Browser(server.Http), new Browser(server.Http));
        await guest.JoinAsync($"/q/{queue.Code}", "Ann");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync("/q/ZZZZZZ")).Status);
        }

        foreach (var code in new[] { queue.Code, "ZZZZZZ" })
        {
            var refused = await other.OpenAsync($"/q/{code}");
            Assert.Equal((HttpStatusCode.TooManyRequests, "3"), (refused.Status, refused.Header("Retry-After")));
            Assert.DoesNotContain("Trattoria", refused.Text, StringComparison.Ordinal);
        }

        Assert.Contains("You are next", (await guest.OpenAsync($"/q/{queue.Code}")).Text, StringComparison.Ordinal);
    }
}
