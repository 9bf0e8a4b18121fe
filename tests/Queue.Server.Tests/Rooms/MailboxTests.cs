using System.Net;
using Queue.Server.Http;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Storage;

namespace Queue.Server.Tests.Rooms;

public sealed class MailboxTests
{
    private readonly TroubledLog log = new();

    [Fact]
    public async Task A_full_mailbox_is_answered_503_at_once_and_what_is_in_it_is_done_in_one_commit()
    {
        await using var server = await TestServer.StartAsync(null, null, ["--Queue:Rooms:MailboxCapacity", "30"], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        log.HoldBack();
        var first = queue.TryJoinAsync(size: 1);
        await log.HeldAsync();

        var others = Enumerable.Range(0, 40).Select(_ => queue.TryJoinAsync(size: 1)).ToList();
        await Eventually.TrueAsync("ten are refused", () => others.Count(join => join.IsCompleted) >= 10);
        foreach (var refused in await Task.WhenAll(others.Where(join => join.IsCompleted)))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (refused.Status, refused.Header("Retry-After")));
        }

        // Thirty are certainly in the mailbox now.
        log.LetGo();
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
        var joined = (await Task.WhenAll(others)).Where(join => join.Status == HttpStatusCode.OK).ToList();
        Assert.Equal(30, joined.Count);
        Assert.Equal(Enumerable.Range(2, 30), joined.Select(join => (int)join.Json["position"]!).Order());
        Assert.Equal([1, 1, 1], log.Transactions);
        await queue.JoinAsync(size: 1);
    }

    [Fact]
    public async Task A_caller_that_goes_away_does_not_undo_what_it_asked()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        log.HoldBack();
        using (var leaving = server.NewClient())
        {
            var joining = leaving.PostAsync($"{queue.Path}/join", """{"name":"Ann","size":2}""");
            await log.HeldAsync();
            leaving.CancelPendingRequests();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining);
        }

        log.LetGo();
        await Eventually.TrueAsync("Ann is in the queue", async () =>
            (await queue.HostSnapshotAsync()).Text.Contains("Ann", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bug_in_a_rule_is_answered_500_to_that_caller_and_the_room_lives_on()
    {
        using var folder = new LogFolder();
        var (code, hostToken) = await StoreRoomAtTheEndOfTimeAsync(folder);
        await using var server = await TestServer.StartAsync(null, folder.Path, []);
        var queue = new WaitlistClient(server.Http, code, "", hostToken);
        await queue.JoinAsync("Ann");
        var before = await queue.HostSnapshotAsync();

        var failed = await queue.HostAsync("advance");
        Assert.Equal((HttpStatusCode.InternalServerError, "internal_error"), (failed.Status, failed.Code));
        Assert.DoesNotContain("Exception", failed.Text, StringComparison.Ordinal);
        Assert.Equal(before.ETag, (await queue.HostSnapshotAsync()).ETag);
        Assert.Contains(server.Log.Lines, line => line.Contains("Deciding Advance failed", StringComparison.Ordinal));

        await queue.JoinAsync("Bo");
        Assert.Equal(HttpStatusCode.OK, (await queue.HostAsync("close")).Status);
    }

    // A call there would run out after the last instant that exists: as near to a bug as a correct rule comes.
    private static async Task<(string Code, string HostToken)> StoreRoomAtTheEndOfTimeAsync(LogFolder folder)
    {
        var room = new LoggedRoom();
        var end = DateTimeOffset.MaxValue;
        await folder.Log.AppendAsync([room.Open(at: end.AddMinutes(-25), closesAt: end, callWindowSeconds: 1800)], TestContext.Current.CancellationToken);
        var tokens = new AccessTokens(Secrets.LoadOrCreate(folder.Held), TimeProvider.System);
        var token = tokens.MintHost(room.Id);
        folder.Release();
        return (room.Code.ToString(), token);
    }
}
