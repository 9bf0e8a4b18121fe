using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Queue.Core.Rooms;
using Queue.Server.Rooms;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;
using Queue.Server.Tests.Storage;

namespace Queue.Server.Tests.Rooms;

public sealed class GroupCommitTests
{
    private readonly TroubledLog log = new();

    [Fact]
    public async Task Two_hundred_rooms_in_parallel_are_all_stored()
    {
        using var folder = new LogFolder();
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var committer = new Committer(folder.Log, new ServiceClock(TimeProvider.System), TimeProvider.System, new CommitSignal(), new RoomInstruments(meters.GetRequiredService<IMeterFactory>()));
        var running = committer.RunAsync();
        var rooms = Enumerable.Range(0, 200).Select(_ => new LoggedRoom()).ToList();

        await Parallel.ForEachAsync(rooms, TestContext.Current.CancellationToken, async (room, _) =>
        {
            Assert.Equal(AppendResult.Committed, await committer.CommitAsync(room.Open()));
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(AppendResult.Committed, await committer.CommitAsync(room.Join($"Guest {i}")));
            }
        });
        committer.Complete();
        await running;

        foreach (var room in rooms)
        {
            var stored = await folder.Log.LoadAsync(room.Id, TestContext.Current.CancellationToken);
            Assert.Equal(room.Bytes, RoomJson.WriteState(LoggedRoom.Fold(stored)));
        }
    }

    [Fact]
    public async Task What_comes_while_a_transaction_is_held_back_shares_the_next_in_the_order_of_ids()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var committer = new Committer(log, new ServiceClock(TimeProvider.System), TimeProvider.System, new CommitSignal(), new RoomInstruments(meters.GetRequiredService<IMeterFactory>()));
        var running = committer.RunAsync();
        log.HoldBack();
        var first = committer.CommitAsync(new LoggedRoom().Open());
        await log.HeldAsync();
        var rooms = Enumerable.Range(0, 600).Select(_ => new LoggedRoom()).ToList();
        var commits = rooms.Select(room => committer.CommitAsync(room.Open())).ToList();

        log.LetGo();
        await first;
        Assert.All(await Task.WhenAll(commits), result => Assert.Equal(AppendResult.Committed, result));
        committer.Complete();
        await running;

        // At most 512 share one, so that no caller waits for an endless transaction.
        Assert.Equal([1, 512, 88], log.Transactions);
        var ids = log.Writers.Skip(1).Take(512).Select(id => id.Value).ToList();
        Assert.Equal(string.Join('\n', ids.Order(StringComparer.Ordinal)), string.Join('\n', ids));
    }

    [Fact]
    public async Task A_room_that_cannot_be_stored_fails_alone_and_the_others_of_its_transaction_are_stored()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var clock = new ServiceClock(TimeProvider.System);
        var committer = new Committer(log, clock, TimeProvider.System, new CommitSignal(), new RoomInstruments(meters.GetRequiredService<IMeterFactory>()));
        var running = committer.RunAsync();
        var rooms = Enumerable.Range(0, 5).Select(_ => new LoggedRoom()).ToList();
        await Task.WhenAll(rooms.Select(room => committer.CommitAsync(room.Open())));
        log.HoldBack();
        var first = committer.CommitAsync(new LoggedRoom().Open());
        await log.HeldAsync();
        var joins = rooms.Select(room => committer.CommitAsync(room.Join())).ToList();
        // The same id twice is what no fence foresees.
        var bad = committer.CommitAsync(rooms[2].Open() with { Opening = new Opening(RoomKinds.Waitlist, null, null) });

        log.LetGo();
        await first;
        Assert.All(await Task.WhenAll(joins), result => Assert.Equal(AppendResult.Committed, result));
        await Assert.ThrowsAsync<RoomUnavailableException>(() => bad);
        Assert.False(clock.Away);
        committer.Complete();
        await running;
    }

    [Fact]
    public async Task Under_parallel_load_there_are_fewer_transactions_than_commands()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queues = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => WaitlistClient.CreateAsync(server.Http)));
        var opening = log.Transactions.Count;
        var tickets = new ConcurrentBag<(string Code, int Ticket)>();

        await Task.WhenAll(queues.SelectMany(queue => Enumerable.Range(0, 20).Select(async _ =>
        {
            var joined = await queue.TryJoinAsync(size: 1);
            Assert.Equal(HttpStatusCode.OK, joined.Status);
            tickets.Add((queue.Code, (int)joined.Json["ticket"]!));
        })));

        Assert.Equal(400, tickets.Distinct().Count());
        Assert.InRange(log.Transactions.Count - opening, 1, 399);
        Assert.Equal(400, await server.MetricAsync("queue_room_commands_total{outcome=\"accepted\"}"));
        Assert.True(await server.MetricAsync("queue_room_commits_total") is > 20 and < 420);
    }
}
