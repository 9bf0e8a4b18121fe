using System.Net;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>Somebody else writes to a room that is in memory here.</summary>
public sealed class FenceTests
{
    private readonly TroubledLog log = new();

    [Fact]
    public async Task A_room_that_somebody_else_wrote_is_read_again_and_the_command_decided_once_more()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync("Ann");
        await WriteElsewhereAsync(queue, "Elsa");

        var joined = await queue.TryJoinAsync("Bo");

        Assert.Equal((HttpStatusCode.OK, 3), (joined.Status, (int?)joined.Json["position"]));
        Assert.Equal("1.4", joined.Header("Queue-Version"));
        Assert.Equal("Ann waiting, Elsa waiting, Bo waiting", await queue.LineAsync());
        Assert.Contains(server.Log.Lines, line => line.Contains("written by another process", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_command_that_the_other_writer_made_wrong_is_refused()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await WriteElsewhereAsync(queue, "Elsa");

        Assert.Equal("already_in_queue", (await queue.TryJoinAsync("Elsa")).Code);
        Assert.Equal("Elsa waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task What_the_other_writer_did_is_shown_to_who_waits()
    {
        await using var server = await TestServer.StartAsync(new ManualTime(), null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var polling = queue.HostSnapshotAsync(("If-None-Match", (await queue.HostSnapshotAsync()).ETag!), ("Prefer", "wait=20"));
        await WriteElsewhereAsync(queue, "Elsa");

        await queue.TryJoinAsync("Elsa");
        Assert.Contains("Elsa", (await polling).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_that_is_written_elsewhere_again_and_again_answers_503_and_recovers()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var others = 0;
        log.BeforeAppend = _ => WriteElsewhereAsync(queue, $"Elsa {++others}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await queue.TryJoinAsync("Ann")).Status);
        Assert.Equal(2, others);

        log.BeforeAppend = null;
        await queue.JoinAsync("Ann");
        Assert.Equal("Elsa 1 waiting, Elsa 2 waiting, Ann waiting", await queue.LineAsync());
    }

    [Fact]
    public async Task A_deadline_that_somebody_else_stored_is_kept_though_the_room_in_memory_does_not_know_it()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time, null, [], log.Install);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        Assert.True(PartyId.TryParse(ann, out var party));
        await WriteElsewhereAsync(queue, new Call(party, null));

        await Eventually.TrueAsync("the call ran out", async () =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return await queue.StatusAsync(ann) is "removed no_show";
        });
    }

    private Task WriteElsewhereAsync(WaitlistClient queue, string name) =>
        WriteElsewhereAsync(queue, new Join(new PartyId(Guid.NewGuid()), name, 2, PartySource.Host));

    private async Task WriteElsewhereAsync(WaitlistClient queue, RoomCommand command)
    {
        Assert.True(RoomId.TryParse(queue.SessionId, out var id));
        var room = await RoomLoader.LoadAsync(log.Inner, id);
        Assert.NotNull(room);
        var decision = RoomLogic.Decide(room.State, command, null, room.State.LastInstant);
        var results = await log.Inner.AppendAsync(
            [
                new Append
                {
                    Id = id,
                    ExpectedVersion = room.State.Version,
                    Events = decision.Events,
                    NextDeadline = RoomLogic.NextDeadline(decision.State),
                },
            ],
            TestContext.Current.CancellationToken);
        Assert.Equal([AppendResult.Committed], results);
    }
}
