using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>The poll of a room keeps to the same rules as every other.</summary>
public sealed class RoomPollTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_snapshot_shows_the_room_and_the_newest_of_it()
    {
        var room = await RoomClient.CreateAsync(shared.Http, "\"keepDays\":9");
        await room.SayManyAsync(60);

        var snapshot = await room.GetAsync("/snapshot");

        var items = snapshot.Json["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(11, 50).Select(seq => (long)seq), items.Select(item => (long)item!["seq"]!));
        Assert.Equal(
            ("Team", 9, 1, 60, 5000),
            ((string?)snapshot.Json["name"], (int?)snapshot.Json["keepDays"], (long?)snapshot.Json["firstSeq"], (long?)snapshot.Json["lastSeq"], (int?)snapshot.Json["nextPollMs"]));
    }

    [Fact]
    public async Task An_unchanged_room_is_304_with_all_its_headers()
    {
        var room = await RoomClient.CreateAsync(shared.Http);
        await room.SayAsync("hi");
        var first = await room.GetAsync("/snapshot");

        // A token is no change that a reader sees.
        await room.IssueAsync("read");
        var again = await room.GetAsync("/snapshot", ("If-None-Match", first.ETag!));

        Assert.Equal((304, "", "1.3"), ((int)again.Status, again.Text, again.Header("Queue-Version")));
        foreach (var header in new[] { "ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers" })
        {
            Assert.Equal((header, first.Header(header)), (header, again.Header(header)));
        }

        Assert.Equal(("private, no-cache", "Authorization, Prefer"), (first.Header("Cache-Control"), first.Header("Vary")));
        Assert.Contains("queue-last-seq", first.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        var head = await room.SendAsync(HttpMethod.Head, "/snapshot");
        Assert.Equal((first.ETag, first.Message.Content.Headers.ContentLength), (head.ETag, head.Message.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Who_has_read_what_others_have_gets_the_same_tag()
    {
        var room = await RoomClient.CreateAsync(shared.Http, "\"publicRead\":true");
        await room.SayAsync("hi");

        var (keyed, open) = (await room.GetAsync("/snapshot"), await shared.Http.ReadAsync($"{room.Path}/snapshot"));

        Assert.Equal((keyed.ETag, "public, max-age=1, stale-while-revalidate=5"), (open.ETag, open.Header("Cache-Control")));
    }

    [Fact]
    public async Task F1_A_held_poll_is_answered_by_the_next_message()
    {
        var room = await RoomClient.CreateAsync(shared.Http);
        var first = await room.GetAsync("/snapshot");
        var held = room.GetAsync("/snapshot", ("If-None-Match", first.ETag!), ("Prefer", "wait=25"));

        // The clock stands still, so the wait itself never ends.
        await room.SayAsync("hi");
        var answer = await held;

        Assert.Equal((200, 1), ((int)answer.Status, (long)answer.Json["lastSeq"]!));
    }

    [Fact]
    public async Task A_held_poll_of_a_room_that_is_deleted_learns_it()
    {
        var room = await RoomClient.CreateAsync(shared.Http);
        var first = await room.GetAsync("/snapshot");
        var held = room.GetAsync("/snapshot", ("If-None-Match", first.ETag!), ("Prefer", "wait=25"));

        await room.SendAsync(HttpMethod.Delete, "");

        Expect.Problem(404, "room_not_found", "room not found", await held);
    }
}
