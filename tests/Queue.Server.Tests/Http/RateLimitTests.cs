using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>The rates of the contract with their defaults, on a clock that stands still. All requests come from one address.</summary>
public sealed class RateLimitTests
{
    private const string Create = """{"eventName":"E","maxGuests":100}""";

    [Fact]
    public async Task Ten_queues_a_minute_are_created_by_one_address()
    {
        var (time, server) = await StartAsync();
        await using var _ = server;
        Task<Answer> CreateAsync() => server.Http.PostAsync("/api/queue/create", Create);

        await ExpectAllowanceAsync(time, 10, CreateAsync);
    }

    [Fact]
    public async Task A_create_that_is_no_create_costs_nothing()
    {
        var (_, server) = await StartAsync();
        await using var started = server;
        for (var i = 0; i < 20; i++)
        {
            await server.Http.PostAsync("/api/queue/create", "{}");
        }

        Assert.Equal(200, (int)(await server.Http.PostAsync("/api/queue/create", Create)).Status);
    }

    [Fact]
    public async Task A_repeated_create_costs_nothing()
    {
        var (_, server) = await StartAsync();
        await using var started = server;
        for (var i = 0; i < 20; i++)
        {
            var answer = await server.Http.PostAsync("/api/queue/create", Create, ("Idempotency-Key", "the-same-key-every-time"));
            Assert.Equal(200, (int)answer.Status);
        }
    }

    [Fact]
    public async Task Thirty_parties_a_minute_join_one_queue_from_one_address()
    {
        var (time, server) = await StartAsync();
        await using var _ = server;
        var queue = await WaitlistClient.CreateAsync(server.Http);

        await ExpectAllowanceAsync(time, 30, () => queue.TryJoinAsync(size: 1));
    }

    [Fact]
    public async Task Joins_are_counted_by_queue()
    {
        var (_, server) = await StartAsync("--Queue:Limits:JoinsPerMinute", "1");
        await using var started = server;
        var (one, two) = (await WaitlistClient.CreateAsync(server.Http), await WaitlistClient.CreateAsync(server.Http));
        await one.JoinAsync();

        Assert.Equal(429, (int)(await one.TryJoinAsync()).Status);
        Assert.Equal(200, (int)(await two.TryJoinAsync()).Status);
    }

    [Fact]
    public async Task A_repeated_join_costs_nothing()
    {
        var (_, server) = await StartAsync("--Queue:Limits:JoinsPerMinute", "1");
        await using var started = server;
        var queue = await WaitlistClient.CreateAsync(server.Http);

        var key = ("Idempotency-Key", "the-same-key-every-time");
        Assert.Equal((await queue.TryJoinAsync("Ann", 2, key)).Text, (await queue.TryJoinAsync("Ann", 2, key)).Text);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("guest")]
    [InlineData("trusted display")]
    public async Task A_credential_polls_120_times_a_minute(string who)
    {
        var (time, server) = await StartAsync();
        await using var _ = server;
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync();

        await ExpectAllowanceAsync(time, 120, () => who switch
        {
            "host" => queue.HostSnapshotAsync(),
            "guest" => queue.GuestSnapshotAsync(ann),
            _ => server.Http.ReadAsync($"{queue.Path}/display", ("x-host-auth", queue.HostToken)),
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("/snapshot")]
    [InlineData("/display")]
    public async Task An_address_reads_the_public_views_600_times_a_minute(string view)
    {
        var (time, server) = await StartAsync();
        await using var _ = server;
        var queue = await WaitlistClient.CreateAsync(server.Http);

        await ExpectAllowanceAsync(time, 600, () => server.Http.ReadAsync(queue.Path + view));
    }

    [Fact]
    public async Task One_guests_polls_do_not_count_for_another_at_the_same_address()
    {
        var (_, server) = await StartAsync("--Queue:Limits:PollsPerMinute", "1", "--Queue:Limits:PublicPollsPerMinute", "1");
        await using var started = server;
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));

        int[] statuses =
        [
            (int)(await queue.GuestSnapshotAsync(ann)).Status, (int)(await queue.GuestSnapshotAsync(ann)).Status,
            (int)(await queue.GuestSnapshotAsync(bo)).Status, (int)(await queue.HostSnapshotAsync()).Status,
            (int)(await server.Http.ReadAsync($"{queue.Path}/snapshot")).Status, (int)(await server.Http.ReadAsync(queue.Path)).Status,
        ];
        Assert.Equal([200, 429, 200, 200, 200, 429], statuses);
    }

    [Fact]
    public async Task What_a_party_does_counts_with_its_polls()
    {
        var (_, server) = await StartAsync("--Queue:Limits:PollsPerMinute", "2");
        await using var started = server;
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var (ann, _) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));

        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((int)(await server.Http.PostAsync($"{queue.Path}/let-ahead", $$"""{"partyId":"{{ann}}"}""")).Status);
        }

        Assert.Equal([200, 200, 429], statuses);
        Assert.Equal(200, (int)(await queue.PartyAsync("call", ann)).Status);
    }

    [Fact]
    public async Task A_304_costs_as_much_as_a_200()
    {
        var (_, server) = await StartAsync("--Queue:Limits:PollsPerMinute", "2");
        await using var started = server;
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var tag = ("If-None-Match", (await queue.HostSnapshotAsync()).ETag!);

        Assert.Equal(304, (int)(await queue.HostSnapshotAsync(tag)).Status);
        Assert.Equal(429, (int)(await queue.HostSnapshotAsync(tag)).Status);
    }

    [Fact]
    public async Task Ids_that_no_party_has_are_counted_by_address()
    {
        var (_, server) = await StartAsync("--Queue:Limits:PublicPollsPerMinute", "3");
        await using var started = server;
        var queue = await WaitlistClient.CreateAsync(server.Http);

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((int)(await queue.GuestSnapshotAsync(Guid.NewGuid().ToString())).Status);
        }

        Assert.Equal([404, 404, 404, 429], statuses);
    }

    [Fact]
    public async Task All_rates_can_be_turned_off()
    {
        await using var server = await TestServer.StartAsync(
            "--Queue:Limits:Enabled", "false", "--Queue:Limits:CreatesPerMinute", "1", "--Queue:Limits:CodeMissesPerMinute", "1");
        for (var i = 0; i < 5; i++)
        {
            await WaitlistClient.CreateAsync(server.Http);
            Assert.Equal(404, (int)(await server.Http.ReadAsync("/api/queue/NOSUCH")).Status);
        }
    }

    private static async Task<(ManualTime Time, TestServer Server)> StartAsync(params string[] settings)
    {
        var time = new ManualTime();
        return (time, await TestServer.StartAsync(time, ["--Queue:Limits:Enabled", "true", .. settings]));
    }

    // The whole allowance at once, then one more each sixtieth of a minute's share: it comes back evenly.
    private static async Task ExpectAllowanceAsync(ManualTime time, int perMinute, Func<Task<Answer>> askAsync)
    {
        var share = TimeSpan.FromMinutes(1) / perMinute;
        for (var i = 0; i < perMinute; i++)
        {
            var allowed = await askAsync();
            Assert.True((int)allowed.Status == 200, $"{i}: {allowed.Text}");
        }

        var refused = await askAsync();
        Expect.Problem(429, "too_many_requests", "Too many requests; slow down", refused);
        Assert.Equal(Math.Max(1, (int)Math.Ceiling(share.TotalSeconds)), int.Parse(refused.Header("Retry-After")!, null));
        time.Advance(share);
        Assert.Equal(200, (int)(await askAsync()).Status);
        Assert.Equal(429, (int)(await askAsync()).Status);
    }
}
