using System.Diagnostics;
using Microsoft.Extensions.Primitives;
using Queue.Server.Http;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>Many held polls, and a change at the very moment a poll begins.</summary>
public sealed class LongPollCrowdTests
{
    [Fact]
    public async Task A_thousand_waiters_are_each_woken_once()
    {
        const int Waiters = 1000;
        await using var held = await HeldPoll.StartAsync(settings: ["--Queue:Limits:ConnectionsPerAddress", "2000"]);
        var tag = (await held.AskAsync("public")).ETag!;
        var waiters = await Task.WhenAll(Enumerable.Range(0, Waiters).Select(_ => RawConnection.OpenAsync(held.Server.Address)));
        var request = $"GET {held.Queue.Path}/snapshot HTTP/1.1\r\nHost: a\r\nPrefer: wait=25\r\nIf-None-Match: {tag}\r\n\r\n";
        await Task.WhenAll(waiters.Select(waiter => waiter.SendAsync(request)));
        await Eventually.TrueAsync("all are held", () => held.Time.CountDueIn(TimeSpan.FromSeconds(25)) == Waiters);

        await held.Queue.HostAsync("advance");
        var answers = await Task.WhenAll(waiters.Select(waiter => waiter.ReadAnswerAsync()));
        var expected = await held.AskAsync("public");
        Assert.All(answers, answer => Assert.Equal((200, expected.Text), (answer.Status, answer.Body)));

        // Each connection has said nothing more: the next thing it says answers the next request.
        await Task.WhenAll(waiters.Select(waiter => waiter.SendAsync($"GET {held.Queue.Path} HTTP/1.1\r\nHost: a\r\n\r\n")));
        var next = await Task.WhenAll(waiters.Select(waiter => waiter.ReadAnswerAsync()));
        Assert.All(next, answer => Assert.StartsWith("{\"code\"", answer.Body, StringComparison.Ordinal));
        Assert.Equal(0, held.Time.CountDueIn(TimeSpan.FromSeconds(25)));
        foreach (var waiter in waiters)
        {
            waiter.Dispose();
        }
    }

    [Fact]
    public async Task No_wake_up_is_lost_however_the_change_and_the_poll_meet()
    {
        await using var server = await TestServer.StartAsync();
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"allowDuplicateNames\":true");
        var party = "";
        for (var round = 0; round < 300; round++)
        {
            var tag = (await queue.HostSnapshotAsync()).ETag!;
            var started = Stopwatch.GetTimestamp();
            var poll = queue.HostSnapshotAsync(("Prefer", "wait=25"), ("If-None-Match", tag));
            var change = round % 2 == 0 ? queue.TryJoinAsync("Ann") : queue.PartyAsync("leave", party);
            var (changed, polled) = (await change, await poll);
            party = round % 2 == 0 ? (string)changed.Json["partyId"]! : "";

            Assert.True((int)polled.Status == 200, $"Round {round} missed the change.");
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(15), $"Round {round} waited too long.");
        }
    }

    [Theory]
    [InlineData("wait=5", 5)]
    [InlineData("WAIT=5", 5)]
    [InlineData("wait=\"5\"", 5)]
    [InlineData("respond-async, wait=7", 7)]
    [InlineData("  wait=7  ", 7)]
    [InlineData("wait=25", 25)]
    [InlineData("wait=26", 25)]
    [InlineData("wait=2147483648", 25)]
    [InlineData("wait=99999999999999999999999999", 25)]
    [InlineData("wait=-1", 0)]
    [InlineData("wait=1.5", 0)]
    [InlineData("wait= 5", 0)]
    [InlineData("wait=", 0)]
    [InlineData("waits=5", 0)]
    [InlineData("x-wait=5", 0)]
    [InlineData("", 0)]
    public void The_wait_is_read_from_the_header(string prefer, int seconds) => Assert.Equal(seconds, Poll.WaitSeconds(prefer));

    [Fact]
    public void The_first_wait_of_several_lines_counts() =>
        Assert.Equal(3, Poll.WaitSeconds(new StringValues(["return=minimal", "wait=3", "wait=9"])));
}
