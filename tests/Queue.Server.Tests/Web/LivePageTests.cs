using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

/// <summary>The host screen and the lobby screen as the server writes them.</summary>
public sealed class LivePageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Opening_a_queue_leads_to_a_page_that_knows_the_queue()
    {
        var created = await shared.Http.PostAsync(
            "/api/queue/create", """{"eventName":"Trattoria","maxGuests":50,"preset":"restaurant","maxPartySize":12}""");
        var hostUrl = new Uri((string)created.Json["hostUrl"]!);

        var page = await new Browser(shared.Http).OpenAsync(hostUrl.AbsolutePath);
        Assert.Equal((HttpStatusCode.OK, "private, no-cache"), (page.Status, page.Header("Cache-Control")));
        Assert.Contains("<title>Trattoria</title>", page.Text, StringComparison.Ordinal);
        Assert.Contains("data-by=\"size\" data-most=\"12\"", page.Text, StringComparison.Ordinal);
        Assert.Contains($"data-join=\"{(string?)created.Json["joinUrl"]}\"", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("display")]
    public async Task The_page_holds_nothing_that_guests_do_not_see_whatever_credential_comes_along(string path)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");

        foreach (var (name, value) in (ValueTuple<string, string>[])[("x-host-auth", queue.HostToken), ("Cookie", $"queue_host_auth={queue.HostToken}"), ("x-none", "-")])
        {
            var page = await new Browser(shared.Http).OpenAsync($"/{path}/{queue.Code}", (name, value));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("Ann", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(queue.HostToken, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_with_markup_is_harmless()
    {
        const string Evil = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>";
        var created = await shared.Http.PostAsync("/api/queue/create", $$"""{"eventName":"{{Evil}}","maxGuests":100}""");

        var page = await new Browser(shared.Http).OpenAsync($"/host/{(string?)created.Json["code"]}");
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_in_small_letters_leads_to_the_one_address_of_the_queue()
    {
        var queue = await shared.CreateAsync();

        var answer = await new Browser(shared.Http).OpenAsync($"/host/{queue.Code.ToLowerInvariant()}");
        Assert.Equal((HttpStatusCode.Found, $"/host/{queue.Code}"), (answer.Status, answer.Header("Location")));
    }

    [Theory]
    [InlineData("en", "Your waitlists")]
    [InlineData("de", "Ihre Wartelisten")]
    [InlineData("zh", "您的等候名单")]
    public async Task Without_a_code_it_lists_what_the_device_may_host_in_its_language(string language, string title)
    {
        var page = await new Browser(shared.Http, language).OpenAsync("/host");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains($"<title>{title}</title>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-code", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_code_gets_a_friendly_page_and_a_program_the_problem()
    {
        var page = await new Browser(shared.Http).OpenAsync("/host/ZZZZZZ");
        Assert.Equal((HttpStatusCode.NotFound, "no-store"), (page.Status, page.Header("Cache-Control")));
        Assert.Contains("No waitlist has the code ZZZZZZ", page.Text, StringComparison.Ordinal);

        Expect.Problem(404, "session_not_found", "Session not found", await shared.Http.ReadAsync("/host/ZZZZZZ"));
    }
}
