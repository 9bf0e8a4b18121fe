using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

public sealed class CommitFailureTests
{
    private readonly TroubledLog log = new();

    [Fact]
    public async Task A_commit_that_fails_is_answered_503_and_changes_nothing()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync("Ann");
        var before = await queue.HostSnapshotAsync();

        log.RefusesWrites = true;
        var refused = await queue.TryJoinAsync("Bo");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (refused.Status, refused.Code));
        Assert.Equal("2", refused.Header("Retry-After"));
        Assert.Equal(before.ETag, (await queue.HostSnapshotAsync()).ETag);

        log.RefusesWrites = false;
        await queue.JoinAsync("Cy");
        Assert.Equal("Ann waiting, Cy waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task A_room_that_cannot_be_opened_is_answered_503_and_the_next_one_opens()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        log.RefusesWrites = true;
        var refused = await server.Http.PostAsync("/api/queue/create", """{"eventName":"Trattoria","maxGuests":5}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (refused.Status, refused.Header("Retry-After")));

        log.RefusesWrites = false;
        await WaitlistClient.CreateAsync(server.Http);
    }

    [Fact]
    public async Task A_room_that_cannot_be_read_is_answered_503_and_found_when_it_can()
    {
        var folder = TestServer.NewFolder();
        string code;
        await using (var before = await TestServer.StartAsync(null, folder, []))
        {
            code = (await WaitlistClient.CreateAsync(before.Http)).Code;
        }

        await using var server = await TestServer.StartAsync(null, folder, [], log.Install);
        log.RefusesReads = true;
        var create = ("Idempotency-Key", "the-trattoria-opens-once");
        Assert.Equal("unavailable", (await server.Http.GetAsync($"/api/queue/{code}", [])).Code);
        Assert.Equal("unavailable", (await server.Http.PostAsync("/api/queue/create", """{"eventName":"B","maxGuests":5}""", create)).Code);

        log.RefusesReads = false;
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync($"/api/queue/{code}", [])).Status);
    }

    [Fact]
    public async Task What_was_stored_without_being_confirmed_is_seen_with_the_next_command()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);

        log.LosesAnswers = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await queue.TryJoinAsync("Ann", 2, ("Idempotency-Key", "ann-joins-the-trattoria"))).Status);
        log.LosesAnswers = false;

        var again = await queue.TryJoinAsync("Ann", 2, ("Idempotency-Key", "ann-joins-the-trattoria"));
        Assert.Equal((HttpStatusCode.OK, 1), (again.Status, (int?)again.Json["position"]));
        Assert.Equal("Ann waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task What_was_stored_without_being_confirmed_is_shown_to_who_only_looks()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);

        log.LosesAnswers = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await queue.TryJoinAsync("Ann")).Status);
        await queue.BecomesAsync("Ann waiting");
    }

    [Fact]
    public async Task A_room_whose_log_can_be_neither_written_nor_read_answers_503_until_it_can()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync("Ann");

        (log.RefusesWrites, log.RefusesReads) = (true, true);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await queue.TryJoinAsync("Bo")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await queue.TryJoinAsync("Bo")).Status);
        Assert.Equal("Ann waiting", await queue.LineAsync());

        (log.RefusesWrites, log.RefusesReads) = (false, false);
        await queue.JoinAsync("Bo");
        Assert.Equal("Ann waiting, Bo waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task A_failed_commit_of_one_room_does_not_stop_another()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var (one, two) = (await WaitlistClient.CreateAsync(server.Http), await WaitlistClient.CreateAsync(server.Http));
        log.BeforeAppend = batch => batch.Any(append => append.Id.Value.Equals(one.SessionId, StringComparison.Ordinal))
            ? throw new IOException("The disk is gone.")
            : Task.CompletedTask;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await one.TryJoinAsync("Ann")).Status);
        await two.JoinAsync("Bo");
    }
}
