using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>What showed people a wrong picture in earlier systems of this kind. Ids name the row of the list.</summary>
public sealed class SnapshotFailureTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task S1_A_queue_that_nobody_used_for_long_is_read_again_and_never_looks_empty()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time, "--Queue:Rooms:EvictAfter", "00:01:00");
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync("Ann");
        var before = await queue.HostSnapshotAsync();

        await Eventually.TrueAsync("the room has left memory", async () =>
        {
            time.Advance(TimeSpan.FromSeconds(61));
            return (await server.Http.ReadAsync("/metrics")).Text.Contains("queue_room_loaded 0\n", StringComparison.Ordinal);
        });

        Assert.Equal(304, (int)(await queue.HostSnapshotAsync(("If-None-Match", before.ETag!))).Status);
        var after = await queue.HostSnapshotAsync();
        Assert.Equal((before.Text, before.ETag), (after.Text, after.ETag));
    }

    [Fact]
    public async Task S3_The_snapshot_after_a_change_shows_it_a_thousand_times()
    {
        var queue = await shared.CreateAsync();
        for (var round = 0; round < 500; round++)
        {
            var joined = await queue.TryJoinAsync();
            var shown = await queue.HostSnapshotAsync();
            Assert.Equal((string?)joined.Json["partyId"], (string?)shown.Json["queue"]?[0]?["id"]);
            Assert.Equal(joined.Header("Queue-Version"), shown.Header("Queue-Version"));

            await queue.PartyAsync("leave", (string)joined.Json["partyId"]!);
            Assert.Equal("[]", (await queue.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
        }
    }

    [Theory]
    [InlineData("leave", "left")]
    [InlineData("kick", "kicked")]
    [InlineData("seat", "served")]
    [InlineData("no-show", "no_show")]
    [InlineData("advance", "served")]
    public async Task S4_A_party_is_told_the_true_reason_of_its_end_for_as_long_as_the_queue_is_known(string action, string reason)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("advance");
        await (action is "advance" ? queue.HostAsync("advance") : queue.PartyAsync(action, ann));

        Assert.Equal(("removed", reason), await TypeAndReasonAsync(queue, ann));
        await queue.HostAsync("close");
        Assert.Equal(reason, (string?)(await queue.GuestSnapshotAsync(ann)).Json["reason"]);
    }

    [Theory]
    [InlineData("0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task S4_An_id_that_was_never_known_is_not_found(string id)
    {
        var queue = await shared.CreateAsync();

        Expect.Problem(404, "party_not_found", "Party not found", await queue.GuestSnapshotAsync(id));
    }

    [Theory]
    [InlineData("/snapshot")]
    [InlineData("/display")]
    [InlineData("")]
    public async Task S5_Nothing_that_is_public_names_a_person_or_a_credential(string view)
    {
        var queue = await shared.CreateAsync("\"displayNames\":\"initial\"");
        var (ann, zed) = (await queue.JoinAsync("Zacharias"), await queue.JoinAsync("Quirinus"));
        await queue.HostAsync("advance");

        var text = (await shared.Http.ReadAsync(queue.Path + view)).Text;
        foreach (var secret in new[] { ann, zed, "Zacharias", "Quirinus", "Z.", "Q.", queue.HostToken, queue.SessionId, "joinedAt", "rev" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task S7_No_304_without_If_None_Match()
    {
        var queue = await shared.CreateAsync();
        await queue.HostSnapshotAsync();

        Assert.Equal(200, (int)(await queue.HostSnapshotAsync()).Status);
    }

    [Fact]
    public async Task S7_A_tag_of_one_view_or_room_never_matches_another()
    {
        var (queue, other) = (await shared.CreateAsync(), await shared.CreateAsync());
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await other.JoinAsync("Ann");
        var tags = string.Join(", ", new[]
        {
            await queue.GuestSnapshotAsync(ann), await queue.GuestSnapshotAsync(bo), await other.HostSnapshotAsync(),
            await shared.Http.ReadAsync($"{queue.Path}/snapshot"), await shared.Http.ReadAsync(queue.Path),
            await shared.Http.ReadAsync($"{queue.Path}/display"),
        }.Select(answer => answer.ETag));

        Assert.Equal(200, (int)(await queue.HostSnapshotAsync(("If-None-Match", tags))).Status);
    }

    [Fact]
    public async Task S9_A_queue_that_closed_by_itself_says_so_to_its_host()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"closeTime\":\"18:05\"");
        await queue.JoinAsync("Ann");
        time.Advance(TimeSpan.FromMinutes(5));

        await Eventually.TrueAsync("it has closed", async () => (bool?)(await queue.HostSnapshotAsync()).Json["closed"] is true);
        Assert.Equal("[]", (await queue.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
    }

    [Fact]
    public async Task S10_Unchanged_polls_enter_no_mailbox_and_read_no_room()
    {
        await using var server = await TestServer.StartAsync(new ManualTime());
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        var before = await CountersAsync(server);

        for (var i = 0; i < 50; i++)
        {
            await queue.HostSnapshotAsync();
            await queue.GuestSnapshotAsync(ann);
            foreach (var view in new[] { "", "/snapshot", "/display" })
            {
                var current = await server.Http.ReadAsync(queue.Path + view);
                await server.Http.ReadAsync(queue.Path + view, ("If-None-Match", current.ETag!));
            }
        }

        Assert.Equal(before, await CountersAsync(server));
        await queue.JoinAsync("Bo");
        Assert.NotEqual(before, await CountersAsync(server), StringComparer.Ordinal);
    }

    [Fact]
    public async Task S10_Unchanged_polls_are_answered_while_the_database_is_gone()
    {
        await using var server = await TestServer.StartAsync(new ManualTime());
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        foreach (var file in Directory.GetFiles(server.Folder, "queue.db*"))
        {
            File.Move(file, file + ".gone");
        }

        Assert.Equal(200, (int)(await queue.HostSnapshotAsync()).Status);
        Assert.Equal(200, (int)(await queue.GuestSnapshotAsync(ann)).Status);
        Assert.Equal(200, (int)(await server.Http.ReadAsync(queue.Path)).Status);
    }

    [Fact]
    public async Task S11_Every_refusal_is_JSON_with_an_error_and_a_code()
    {
        var queue = await shared.CreateAsync();
        Answer[] refusals =
        [
            await shared.Http.ReadAsync("/nowhere"), await shared.Http.ReadAsync("/api/queue/NOSUCH"),
            await shared.Http.ReadAsync("/health", ("Origin", "https://evil.example")), await queue.HostAsync("leave", "{"),
            await shared.Http.PostAsync($"{queue.Path}/close", ""), await shared.Http.ReadAsync($"{queue.Path}/connect"),
            await queue.HostAsync("seat", "{}"), await queue.GuestSnapshotAsync("x"),
        ];

        Assert.All(refusals, refusal =>
        {
            Assert.Equal("application/problem+json", refusal.Header("Content-Type"));
            Assert.True(refusal is { Error.Length: > 0, Code.Length: > 0 }, refusal.Text);
        });
    }

    // Room loads, mailbox commands and commits, as the operator sees them.
    private static async Task<string> CountersAsync(TestServer server)
    {
        var text = (await server.Http.ReadAsync("/metrics")).Text;
        return string.Join('\n', text.Split('\n').Where(line =>
            line.StartsWith("queue_room_commands_total", StringComparison.Ordinal)
            || line.StartsWith("queue_room_loads_total", StringComparison.Ordinal)
            || line.StartsWith("queue_room_commits_total", StringComparison.Ordinal)));
    }

    private static async Task<(string?, string?)> TypeAndReasonAsync(WaitlistClient queue, string party)
    {
        var json = (await queue.GuestSnapshotAsync(party)).Json;
        return ((string?)json["type"], (string?)json["reason"]);
    }
}
