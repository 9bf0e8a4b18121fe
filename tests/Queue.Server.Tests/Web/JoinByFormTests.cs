using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

/// <summary>Joining with the plain form: it works as it comes in the first answer, before any script has loaded.</summary>
public sealed class JoinByFormTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_form_without_any_script_joins_and_leads_to_the_ticket()
    {
        var queue = await shared.CreateAsync();
        var browser = new Browser(shared.Http);

        var sent = await browser.JoinAsync($"/q/{queue.Code}", "Ann", "4");
        Assert.Equal((HttpStatusCode.SeeOther, $"/q/{queue.Code}"), (sent.Status, sent.Header("Location")));
        var row = (await queue.HostSnapshotAsync()).Json["queue"]?[0];
        Assert.Equal(("Ann", 4, "guest"), ((string?)row?["name"], (int?)row?["size"], (string?)row?["source"]));
        var ticket = await browser.OpenAsync($"/q/{queue.Code}");
        Assert.Contains("You are next", ticket.Text, StringComparison.Ordinal);
        Assert.Contains($"data-party=\"{row?["id"]}\"", ticket.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"join\"", ticket.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_of_the_ticket_is_for_this_page_alone_and_out_of_reach_of_scripts_and_other_sites()
    {
        var queue = await shared.CreateAsync();

        var sent = await new Browser(shared.Http).JoinAsync($"/q/{queue.Code}", "Ann");
        var cookie = sent.Header("Set-Cookie");
        Assert.Contains($"; path=/q/{queue.Code};", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax; httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_party_whatever_was_changed_in_it()
    {
        var queue = await shared.CreateAsync();
        var browser = new Browser(shared.Http);
        var form = await browser.FormAsync($"/q/{queue.Code}", "Ann");

        await browser.SendAsync($"/q/{queue.Code}", form);
        var first = browser.Cookie;
        await browser.SendAsync($"/q/{queue.Code}", new Dictionary<string, string>(form, StringComparer.Ordinal) { ["name"] = "Anna" });
        Assert.Equal(first, browser.Cookie);
        Assert.Equal("Ann", (string?)(await queue.HostSnapshotAsync()).Json["queue"]?.AsArray().Single()?["name"]);
    }

    [Fact]
    public async Task Another_party_may_join_on_the_same_phone_when_asked_for()
    {
        var queue = await shared.CreateAsync();
        var browser = new Browser(shared.Http);

        await browser.JoinAsync($"/q/{queue.Code}", "Ann");
        await browser.JoinAsync($"/q/{queue.Code}?new", "Bo");
        Assert.Equal(2, (await queue.HostSnapshotAsync()).Json["queue"]?.AsArray().Count);
    }

    [Fact]
    public async Task A_script_gets_the_answer_of_the_API_and_the_browser_the_same_cookie()
    {
        var queue = await shared.CreateAsync();
        var browser = new Browser(shared.Http);

        var answer = await browser.JoinAsync($"/q/{queue.Code}", "Ann", "2", ("Accept", "application/json"));
        Assert.Equal((HttpStatusCode.OK, queue.SessionId), (answer.Status, (string?)answer.Json["sessionId"]));
        Assert.Equal($"queue_party={answer.Json["partyId"]}", browser.Cookie);
    }

    [Theory]
    [InlineData("Ann", "0", "Please say how many you are: 1 to 20.")]
    [InlineData("Ann", "21", "Please say how many you are: 1 to 20.")]
    [InlineData("Ann", "two", "Please say how many you are: 1 to 20.")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "2", "Please give a name of at most 40 characters.")]
    [InlineData("bo", "2", "Somebody of this name is already waiting.")]
    public async Task A_wrong_form_comes_back_filled_and_says_what_is_wrong(string name, string size, string complaint)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Bo");

        var answer = await new Browser(shared.Http).JoinAsync($"/q/{queue.Code}", name, size);
        Assert.True((int)answer.Status is 400 or 409, answer.Text);
        Assert.Contains(complaint, answer.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{name}\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{size}\"", answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task A_queue_that_closed_while_the_form_was_open_says_so()
    {
        var queue = await shared.CreateAsync();
        var browser = new Browser(shared.Http);
        var form = await browser.FormAsync($"/q/{queue.Code}", "Ann");
        await queue.HostAsync("close");

        var answer = await browser.SendAsync($"/q/{queue.Code}", form);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("The waitlist has just closed.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_screen_shows_the_number_and_keeps_no_ticket()
    {
        var queue = await shared.CreateAsync();
        var browser = new Browser(shared.Http);

        var sent = await browser.JoinAsync($"/q/{queue.Code}?kiosk", "Ann");
        Assert.Equal($"/q/{queue.Code}?kiosk&ticket=1", sent.Header("Location"));
        Assert.Null(browser.Cookie);
        Assert.Equal("kiosk", (string?)(await queue.HostSnapshotAsync()).Json["queue"]?[0]?["source"]);
        var shown = await browser.OpenAsync($"/q/{queue.Code}?kiosk&ticket=1");
        Assert.Contains("You are number 1", shown.Text, StringComparison.Ordinal);
        Assert.Contains($"content=\"20;url=/q/{queue.Code}?kiosk\"", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_joins_nobody()
    {
        var queue = await shared.CreateAsync();

        var answer = await new Browser(shared.Http).JoinAsync($"/q/{queue.Code}", "Ann", "2", ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty((await queue.HostSnapshotAsync()).Json["queue"]!.AsArray());
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "name=Ann&size=2")]
    [InlineData("application/x-www-form-urlencoded", "a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1")]
    public async Task What_is_no_form_of_ours_is_refused(string type, string body)
    {
        var queue = await shared.CreateAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, type);

        using var answer = await shared.Http.PostAsync(new Uri($"/q/{queue.Code}", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
