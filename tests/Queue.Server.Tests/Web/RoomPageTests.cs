using System.Net;
using System.Text.Json;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

/// <summary>The page of a chat room as the server writes it.</summary>
public sealed class RoomPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Evil = "</code><script>alert(1)</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task A_room_that_is_open_to_all_is_drawn_with_what_was_said_before_any_script()
    {
        var room = await RoomClient.CreateAsync(shared.Http, """ "publicRead":true """);
        await room.SayAsync("Hello", "Ann");
        await room.PostAsync("""{"type":"deployed","data":{"version":"1.2", "nodes":[1, 2]}}""");
        await room.SendAsync(HttpMethod.Patch, "", """{"name":"Kitchen"}""");

        var page = await OpenAsync(room.Id);
        Assert.Equal((HttpStatusCode.OK, "private, no-cache"), (page.Status, page.Header("Cache-Control")));
        Assert.Contains("<title>Kitchen</title>", page.Text, StringComparison.Ordinal);
        Assert.Contains("<bdi>Ann</bdi>", page.Text, StringComparison.Ordinal);
        Assert.Contains("""<p class="said" dir="auto">Hello</p>""", page.Text, StringComparison.Ordinal);
        Assert.Contains("<bdi>deployed</bdi>", page.Text, StringComparison.Ordinal);
        Assert.Contains("{&quot;version&quot;:&quot;1.2&quot;,&quot;nodes&quot;:[1,2]}", page.Text, StringComparison.Ordinal);
        Assert.Contains("The room is called “Kitchen”", page.Text, StringComparison.Ordinal);
        Assert.Contains("""<meta http-equiv="refresh" content="15">""", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_in_which_nothing_was_said_says_so()
    {
        var room = await RoomClient.CreateAsync(shared.Http, """ "publicRead":true """);

        Assert.Contains("Nobody has said anything yet.", (await OpenAsync(room.Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_a_room_that_is_not_open_exists_is_not_told()
    {
        var room = await RoomClient.CreateAsync(shared.Http);
        await room.SayAsync("A secret");
        var other = new string('0', room.Id.Length);

        var (closed, unknown) = (await OpenAsync(room.Id), await OpenAsync(other));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (closed.Status, unknown.Status));
        Assert.Contains("There is nothing to see here", closed.Text, StringComparison.Ordinal);
        Assert.Equal(unknown.Text, closed.Text.Replace(room.Id, other, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Markup_in_names_messages_and_events_is_harmless()
    {
        var evil = JsonSerializer.Serialize(Evil);
        var room = await RoomClient.CreateAsync(shared.Http, """ "publicRead":true """);
        await room.SendAsync(HttpMethod.Patch, "", $$"""{"name":{{evil}}}""");
        await room.PostAsync($$"""{"sender":{{evil}},"content":{{evil}}}""");
        await room.PostAsync($$"""{"type":{{evil}},"data":{ {{evil}}:{{evil}} } }""");

        var page = await OpenAsync(room.Id);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_a_room_is_a_friendly_page_and_to_a_program_the_problem()
    {
        var page = await OpenAsync("kitchen");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("There is nothing at this address", page.Text, StringComparison.Ordinal);
        Expect.Problem(404, "not_found", "Not found", await shared.Http.ReadAsync("/rooms/kitchen"));
    }

    private Task<Answer> OpenAsync(string id) => new Browser(shared.Http).OpenAsync($"/rooms/{id}");
}
