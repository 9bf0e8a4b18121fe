using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Rooms;
using Queue.Server.Tests.Fixtures;
using RoomCode = Queue.Core.Rooms.RoomCode;

namespace Queue.Server.Tests.Endpoints;

/// <summary>What earlier systems of this kind did when time passed or a restart came in between. Ids name the row of the list.</summary>
public sealed class LifecycleFailureTests
{
    [Fact]
    public async Task L1_An_empty_queue_that_nobody_touches_closes_after_two_hours_and_a_restart_does_not_put_that_off()
    {
        var (time, folder) = (new ManualTime(), TestServer.NewFolder());
        WaitlistClient queue;
        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            queue = await WaitlistClient.CreateAsync(server.Http);
            time.Jump(TimeSpan.FromHours(1));
        }

        await using var restarted = await TestServer.StartAsync(time, folder, []);
        time.Jump(TimeSpan.FromMinutes(59));
        Assert.Equal("open", await StateAsync(restarted, queue));
        await AdvanceUntilClosedAsync(restarted, time, queue, TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task L1_A_queue_in_use_closes_after_twelve_hours()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        for (var hour = 0; hour < 11; hour++)
        {
            await queue.JoinAsync();
            time.Jump(TimeSpan.FromHours(1));
        }

        time.Jump(TimeSpan.FromMinutes(59));
        Assert.Equal("open", await StateAsync(server, queue));
        await AdvanceUntilClosedAsync(server, time, queue, TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task L2_A_queue_that_closed_by_itself_has_no_call_left()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"closeTime\":\"18:01\",\"callWindowSeconds\":600");
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("advance");
        await AdvanceUntilClosedAsync(server, time, queue, TimeSpan.FromMinutes(1));

        Expect.Ok(
            """
            {"type":"queue_update","queue":[],"nowServing":null,"maxGuests":100,"callDeadline":null,"closed":true,
             "eventName":"Trattoria","nextPollMs":10000}
            """,
            await queue.HostSnapshotAsync());
        Assert.Equal("closed", (string?)(await queue.GuestSnapshotAsync(ann)).Json["type"]);
    }

    [Theory]
    [InlineData("kick")]
    [InlineData("seat")]
    [InlineData("declare-nearby")]
    public async Task L2_Every_change_counts_as_activity(string action)
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        time.Jump(TimeSpan.FromMinutes(100));
        await queue.PartyAsync(action, ann);
        time.Jump(TimeSpan.FromMinutes(100));

        Assert.Equal("open", await StateAsync(server, queue));
        Assert.Equal(200, (int)(await queue.TryJoinAsync("Bo")).Status);
    }

    [Fact]
    public async Task L3_Other_timers_and_other_calls_drop_nobody()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.PartyAsync("call", ann);
        time.Advance(TimeSpan.FromSeconds(60));
        await queue.PartyAsync("call", bo);
        time.Advance(TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync("Ann's call ran out", async () =>
            (string?)(await queue.GuestSnapshotAsync(ann)).Json["reason"] is "no_show");

        Assert.Equal("called", (string?)(await queue.GuestSnapshotAsync(bo)).Json["type"]);
    }

    [Fact]
    public async Task L4_A_call_that_ran_out_while_the_service_was_away_gets_a_minute_then_ends_once_and_the_next_is_called()
    {
        var (time, folder) = (new ManualTime(), TestServer.NewFolder());
        WaitlistClient queue;
        string ann, bo, cy;
        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            queue = await WaitlistClient.CreateAsync(server.Http);
            (ann, bo, cy) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"), await queue.JoinAsync("Cy"));
            await queue.HostAsync("advance");
        }

        time.Jump(TimeSpan.FromHours(3));
        await using var restarted = await TestServer.StartAsync(time, folder, []);
        Task<Answer> GuestAsync(string party) => restarted.Http.ReadAsync($"{queue.Path}/snapshot?partyId={party}");
        var graceUntil = time.GetUtcNow().AddSeconds(60).ToUnixTimeMilliseconds();
        await Eventually.TrueAsync("Ann has another minute", async () => (long?)(await GuestAsync(ann)).Json["deadline"] == graceUntil);

        time.Advance(TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync("Bo is called", async () => (string?)(await GuestAsync(bo)).Json["type"] is "called");
        Assert.Equal("no_show", (string?)(await GuestAsync(ann)).Json["reason"]);
        Assert.Equal("position", (string?)(await GuestAsync(cy)).Json["type"]);
    }

    [Fact]
    public async Task L5_A_code_that_was_ever_given_is_drawn_again()
    {
        var codes = new ForcedCodes();
        await using var server = await TestServer.StartAsync(
            null, null, [], services => services.AddSingleton<RoomCodeSource>(codes));
        var first = await WaitlistClient.CreateAsync(server.Http);
        codes.Forced.Enqueue(first.Code);
        codes.Forced.Enqueue(first.Code);
        codes.Forced.Enqueue("BCD234");

        Assert.Equal("BCD234", (await WaitlistClient.CreateAsync(server.Http)).Code);
        Assert.Equal(200, (int)(await first.HostSnapshotAsync()).Status);
    }

    [Fact]
    public async Task L5_When_no_code_is_free_the_answer_is_503_and_says_when_to_come_back()
    {
        var codes = new ForcedCodes();
        await using var server = await TestServer.StartAsync(
            null, null, [], services => services.AddSingleton<RoomCodeSource>(codes));
        var first = await WaitlistClient.CreateAsync(server.Http);
        for (var i = 0; i < 100; i++)
        {
            codes.Forced.Enqueue(first.Code);
        }

        var answer = await server.Http.PostAsync("/api/queue/create", """{"eventName":"E","maxGuests":5}""");
        Expect.Problem(503, "unavailable", "The server is busy or stopping; nothing was changed, try again", answer);
        Assert.Equal("2", answer.Header("Retry-After"));
    }

    private static async Task<string?> StateAsync(TestServer server, WaitlistClient queue) =>
        (string?)(await server.Http.ReadAsync(queue.Path)).Json["state"];

    private static async Task AdvanceUntilClosedAsync(TestServer server, ManualTime time, WaitlistClient queue, TimeSpan atMost)
    {
        var end = time.GetUtcNow() + atMost;
        await Eventually.TrueAsync($"it closes within {atMost}", async () =>
        {
            if (time.GetUtcNow() < end)
            {
                time.Advance(TimeSpan.FromSeconds(30));
            }

            return await StateAsync(server, queue) is "closed";
        });
    }

    private sealed class ForcedCodes : RoomCodeSource
    {
        public Queue<string> Forced { get; } = new();

        public override RoomCode Next() => Forced.TryDequeue(out var code) ? RoomCode.Parse(code) : base.Next();
    }
}
