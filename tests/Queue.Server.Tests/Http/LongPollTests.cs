using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary><c>Prefer: wait=N</c>: the answer is held until the view changes or N seconds passed, on a clock that only tests move.</summary>
public sealed class LongPollTests
{
    private static readonly string[] Views = ["host", "guest", "public", "status", "display"];

    public static TheoryData<string> AllViews() => [.. Views];

    [Theory]
    [MemberData(nameof(AllViews))]
    public async Task A_held_poll_is_answered_when_its_view_changes(string view)
    {
        await using var held = await HeldPoll.StartAsync();
        var (answer, old) = await held.HoldAsync(view, 20);

        await held.Queue.HostAsync("advance");
        var changed = await answer;
        Assert.Equal((200, "wait=20"), ((int)changed.Status, changed.Header("Preference-Applied")));
        Assert.NotEqual(old.ETag, changed.ETag, StringComparer.Ordinal);
        Assert.Equal((await held.AskAsync(view)).Text, changed.Text);
    }

    [Theory]
    [MemberData(nameof(AllViews))]
    public async Task A_held_poll_is_answered_304_when_its_time_is_over(string view)
    {
        await using var held = await HeldPoll.StartAsync();
        var (answer, old) = await held.HoldAsync(view, 20);

        held.Time.Advance(TimeSpan.FromMilliseconds(19_999));
        Assert.False(answer.IsCompleted);
        held.Time.Advance(TimeSpan.FromMilliseconds(1));
        var unchanged = await answer;
        Assert.Equal((304, "wait=20", ""), ((int)unchanged.Status, unchanged.Header("Preference-Applied"), unchanged.Text));
        Assert.Equal(
            (old.ETag, old.Header("Cache-Control"), old.Header("Vary"), old.Header("Queue-Version")),
            (unchanged.ETag, unchanged.Header("Cache-Control"), unchanged.Header("Vary"), unchanged.Header("Queue-Version")));
    }

    [Theory]
    [InlineData(26)]
    [InlineData(60)]
    [InlineData(int.MaxValue)]
    public async Task No_poll_is_held_longer_than_25_seconds(int seconds)
    {
        await using var held = await HeldPoll.StartAsync();
        var (answer, _) = await held.HoldAsync("host", seconds);

        held.Time.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal("wait=25", (await answer).Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_change_that_is_not_seen_in_the_view_does_not_answer()
    {
        await using var held = await HeldPoll.StartAsync();
        var (answer, _) = await held.HoldAsync("guest", 20);

        await held.Queue.PartyAsync("declare-nearby", held.Ann);
        held.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(304, (int)(await answer).Status);
    }

    [Fact]
    public async Task A_change_and_its_change_back_is_no_change()
    {
        await using var held = await HeldPoll.StartAsync();
        var (answer, old) = await held.HoldAsync("status", 20);

        // The first change may or may not be seen before the second: 200 with the old or the new body, or 304 at the end.
        await held.Queue.PartyAsync("leave", await held.Queue.JoinAsync());
        held.Time.Advance(TimeSpan.FromSeconds(20));
        var final = await answer;
        Assert.True((int)final.Status == 200 || string.Equals(final.ETag, old.ETag, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_runs_out_answers_the_party_that_waits_for_it()
    {
        await using var held = await HeldPoll.StartAsync("\"callWindowSeconds\":30");
        await held.Queue.HostAsync("advance");
        held.Time.Advance(TimeSpan.FromSeconds(10));
        var (answer, _) = await held.HoldAsync("guest", 25);

        held.Time.Advance(TimeSpan.FromSeconds(20));
        Expect.Ok("""{"type":"removed","reason":"no_show","nextPollMs":15000}""", await answer);
    }

    [Fact]
    public async Task HEAD_is_held_as_GET_is()
    {
        await using var held = await HeldPoll.StartAsync();
        var (answer, _) = await held.HoldAsync("host", 20, HttpMethod.Head);

        await held.Queue.HostAsync("advance");
        Assert.Equal((200, ""), ((int)(await answer).Status, (await answer).Text));
    }

    [Theory]
    [InlineData(false, "wait=20", 200)]
    [InlineData(true, "wait=0", 304)]
    [InlineData(true, "wait=-1", 304)]
    [InlineData(true, "wait=soon", 304)]
    [InlineData(true, "wait", 304)]
    [InlineData(true, "respond-async", 304)]
    [InlineData(true, "", 304)]
    public async Task Nothing_is_held_without_a_tag_and_a_wait(bool tag, string prefer, int status)
    {
        await using var held = await HeldPoll.StartAsync();
        var current = (await held.AskAsync("host")).ETag!;

        var answer = await held.AskAsync("host", [("Prefer", prefer), .. tag ? [("If-None-Match", current)] : Array.Empty<(string, string)>()]);
        Assert.Equal((status, null), ((int)answer.Status, answer.Header("Preference-Applied")));
    }

    [Fact]
    public async Task An_old_tag_is_answered_at_once()
    {
        await using var held = await HeldPoll.StartAsync();

        var answer = await held.AskAsync("host", ("Prefer", "wait=20"), ("If-None-Match", "\"old\""));
        Assert.Equal(200, (int)answer.Status);
    }

    [Fact]
    public async Task A_refusal_is_not_held()
    {
        await using var held = await HeldPoll.StartAsync();

        var answer = await held.Server.Http.ReadAsync(
            "/api/queue/NOSUCH/snapshot", ("Prefer", "wait=25"), ("If-None-Match", "*"));
        Expect.Problem(404, "session_not_found", "Session not found", answer);
    }

    [Fact]
    public async Task More_held_polls_than_an_address_may_have_are_answered_at_once()
    {
        await using var held = await HeldPoll.StartAsync(settings: ["--Queue:Limits:ConnectionsPerAddress", "1"]);
        var (first, current) = await held.HoldAsync("host", 20);

        var second = await held.AskAsync("host", ("Prefer", "wait=20"), ("If-None-Match", current.ETag!));
        Assert.Equal((304, null), ((int)second.Status, second.Header("Preference-Applied")));
        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task A_client_that_goes_away_makes_room_for_another()
    {
        await using var held = await HeldPoll.StartAsync(settings: ["--Queue:Limits:ConnectionsPerAddress", "1"]);
        var tag = (await held.AskAsync("host")).ETag!;
        using (var connection = await RawConnection.OpenAsync(held.Server.Address))
        {
            await connection.SendAsync(
                $"GET {held.Queue.Path}/snapshot HTTP/1.1\r\nHost: a\r\nx-host-auth: {held.Queue.HostToken}\r\n"
                + $"Prefer: wait=25\r\nIf-None-Match: {tag}\r\n\r\n");
            await Eventually.TrueAsync("the poll is held", () => held.Time.CountDueIn(TimeSpan.FromSeconds(25)) == 1);
        }

        await Eventually.TrueAsync("its timer is gone", () => held.Time.CountDueIn(TimeSpan.FromSeconds(25)) == 0);
        Task<Answer>? held2 = null;
        await Eventually.TrueAsync("another poll is held", async () =>
        {
            held2 = held.AskAsync("host", ("Prefer", "wait=25"), ("If-None-Match", tag));
            await Task.WhenAny(held2, UntilAsync(held.Time, 25));
            return !held2.IsCompleted;
        });
        held.Time.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal("wait=25", (await held2!).Header("Preference-Applied"));
    }

    [Fact]
    public async Task Stopping_answers_every_held_poll()
    {
        await using var held = await HeldPoll.StartAsync();
        var polls = new List<Task<Answer>>();
        foreach (var view in Views)
        {
            polls.Add((await held.HoldAsync(view, 25, expected: polls.Count + 1)).Answer);
        }

        await held.Server.StopAsync();
        Assert.All(await Task.WhenAll(polls), answer => Assert.Equal(304, (int)answer.Status));
    }

    private static Task UntilAsync(ManualTime time, int seconds) =>
        Eventually.TrueAsync("a poll is held", () => time.CountDueIn(TimeSpan.FromSeconds(seconds)) > 0);
}
