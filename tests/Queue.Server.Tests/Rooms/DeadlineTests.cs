using Queue.Core.Rooms;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

public sealed class DeadlineTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task L1_a_queue_nobody_uses_closes_after_two_hours()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);

        time.Advance(new TimeSpan(1, 59, 59));
        await queue.SettleAsync();
        Assert.Equal("", await queue.LineAsync());

        time.Advance(TimeSpan.FromSeconds(1));
        await queue.BecomesAsync("closed", time);
        Assert.Equal("session_closed", (await queue.TryJoinAsync("Ann")).Code);
    }

    [Fact]
    public async Task L1_a_queue_whose_opening_was_stored_without_being_confirmed_closes_in_time_too()
    {
        var log = new TroubledLog();
        await using var server = await TestServer.StartAsync(time, null, [], log.Install);
        log.LosesAnswers = true;
        var lost = await server.Http.PostAsync("/api/queue/create", """{"eventName":"Lost","maxGuests":5,"closeTime":"18:02"}""");
        Assert.Equal("unavailable", lost.Code);
        log.LosesAnswers = false;

        var id = Assert.Single(log.Writers);
        time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync("the queue is closed", async () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.True(time.GetUtcNow().Minute < 5, "it was found late");
            return (await log.Inner.LoadAsync(id, TestContext.Current.CancellationToken))?.Events[^1] is Core.Waitlist.WaitlistClosed;
        });
    }

    [Fact]
    public async Task L1_a_restart_does_not_postpone_the_idle_close()
    {
        var folder = TestServer.NewFolder();
        string code, token;
        await using (var before = await TestServer.StartAsync(time, folder, []))
        {
            var created = await WaitlistClient.CreateAsync(before.Http);
            (code, token) = (created.Code, created.HostToken);
            time.Advance(TimeSpan.FromHours(1));
        }

        await using var server = await TestServer.StartAsync(time, folder, []);
        var queue = new WaitlistClient(server.Http, code, "", token);
        time.Advance(new TimeSpan(0, 59, 59));
        await queue.SettleAsync();
        Assert.Equal("", await queue.LineAsync());

        time.Advance(TimeSpan.FromSeconds(1));
        await queue.BecomesAsync("closed", time);
    }

    [Fact]
    public async Task L1_a_queue_that_is_used_closes_after_twelve_hours_restarts_or_not()
    {
        var folder = TestServer.NewFolder();
        string code, token, ann;
        await using (var before = await TestServer.StartAsync(time, folder, []))
        {
            var created = await WaitlistClient.CreateAsync(before.Http);
            (code, token) = (created.Code, created.HostToken);
            ann = await created.JoinAsync("Ann");
        }

        time.Jump(TimeSpan.FromHours(11));
        await using var server = await TestServer.StartAsync(time, folder, []);
        var queue = new WaitlistClient(server.Http, code, "", token);
        await queue.JoinAsync("Bo");
        time.Advance(new TimeSpan(0, 59, 59));
        await queue.SettleAsync();
        Assert.Equal("Ann waiting, Bo waiting", await queue.LineAsync());

        time.Advance(TimeSpan.FromSeconds(1));
        await queue.BecomesAsync("closed", time);
        Assert.Equal("closed", await queue.StatusAsync(ann));
    }

    [Fact]
    public async Task L3_another_timer_of_the_room_drops_nobody()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.PartyAsync("call", ann);
        time.Advance(TimeSpan.FromSeconds(60));
        await queue.PartyAsync("call", bo);

        time.Advance(TimeSpan.FromSeconds(60));
        await queue.BecomesAsync("Bo called", time);
        Assert.Equal("removed no_show", await queue.StatusAsync(ann));
        time.Advance(await queue.DeadlineAsync(bo) - time.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        await queue.SettleAsync();
        Assert.Equal("called", await queue.StatusAsync(bo));

        time.Advance(TimeSpan.FromMilliseconds(1));
        await queue.BecomesAsync("", time);
    }

    [Fact]
    public async Task L3_a_call_that_was_answered_has_no_effect_when_its_time_comes()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.PartyAsync("call", ann);
        await queue.PartyAsync("seat", ann);
        var version = (await queue.HostSnapshotAsync()).Header("Queue-Version");

        time.Advance(TimeSpan.FromSeconds(180));
        await queue.SettleAsync();
        Assert.Equal("position", await queue.StatusAsync(bo));
        Assert.Equal(version, (await queue.HostSnapshotAsync()).Header("Queue-Version"));
    }

    [Fact]
    public async Task A_room_that_left_memory_still_does_what_is_due_in_it()
    {
        var log = new TroubledLog();
        await using var server = await TestServer.StartAsync(time, null, ["--Queue:Rooms:EvictAfter", "00:00:10"], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("advance");

        // That looks at the room, which may read it.
        await Eventually.TrueAsync("opened, joined and called were handled", async () =>
            await server.MetricAsync("queue_events_handled_total{handler=\"push\"}") == 3);
        var before = log.Loads;

        time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(before, log.Loads);
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync("the room was read for its deadline", () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            return log.Loads > before;
        });
        await Eventually.TrueAsync("Ann is gone", async () => await queue.StatusAsync(ann) is "removed no_show");
    }

    [Fact]
    public async Task A_deadline_that_cannot_be_stored_is_tried_again()
    {
        var log = new TroubledLog();
        await using var server = await TestServer.StartAsync(time, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("advance");
        time.Advance(TimeSpan.FromSeconds(119));

        log.BeforeAppend = _ => throw new IOException("The disk is gone.");
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync("the deadline failed", () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            return server.Log.Lines.Any(line => line.Contains("Deadlines could not be handled", StringComparison.Ordinal));
        });
        Assert.Equal("called", await queue.StatusAsync(ann));

        log.BeforeAppend = null;
        await Eventually.TrueAsync("Ann is gone", async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return await queue.StatusAsync(ann) is "removed no_show";
        });
    }

    [Fact]
    public async Task A_queue_opens_and_closes_by_its_hours()
    {
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http, """
            "openTime":"18:30","closeTime":"22:00"
            """);
        var refused = await queue.TryJoinAsync("Early");
        Assert.Equal("outside_opening_hours", refused.Code);

        time.Advance(TimeSpan.FromMinutes(30));
        await Eventually.TrueAsync("the door says open", async () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            return (string?)(await server.Http.GetAsync(queue.Path, [])).Json["state"] is "open";
        });
        var ann = await queue.JoinAsync("Ann");

        time.Advance(new DateTimeOffset(2026, 3, 6, 21, 59, 59, TimeSpan.Zero) - time.GetUtcNow());
        await queue.SettleAsync();
        Assert.Equal("Ann waiting", await queue.LineAsync());

        time.Advance(TimeSpan.FromSeconds(1));
        await queue.BecomesAsync("closed", time);
        Assert.Equal("closed", await queue.StatusAsync(ann));
        Assert.Equal("outside_opening_hours", (await queue.TryJoinAsync("Late")).Code);
    }

    [Fact]
    public async Task Overdue_rooms_are_handled_in_the_order_of_their_deadlines()
    {
        var folder = TestServer.NewFolder();
        var ids = new List<string>();
        await using (var before = await TestServer.StartAsync(time, folder, []))
        {
            // Later rooms are due earlier, so that neither age nor id gives the order away.
            foreach (var close in (string[])["18:50", "18:40", "18:30", "18:20", "18:10"])
            {
                ids.Insert(0, (await WaitlistClient.CreateAsync(before.Http, $"\"closeTime\":\"{close}\"")).SessionId);
            }
        }

        time.Jump(TimeSpan.FromHours(1));
        var log = new TroubledLog();
        await using var server = await TestServer.StartAsync(time, folder, [], log.Install);
        await Eventually.TrueAsync("all are handled", () => log.Writers.Count == ids.Count);

        // They may share one transaction; who was read first was handled first.
        Assert.Equal(ids.Select(id => new RoomId(id)), log.Loaded);
    }
}
