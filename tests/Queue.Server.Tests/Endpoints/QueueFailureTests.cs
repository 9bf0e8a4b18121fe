using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>What lost or confused people in earlier systems of this kind, tried here over HTTP. Ids name the row of the list.</summary>
public sealed class QueueFailureTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Q1_Of_four_identical_advances_at_once_one_succeeds_and_no_party_is_lost()
    {
        // Rounds share commits in groups; each is a queue of its own.
        foreach (var rounds in Enumerable.Range(0, 200).Chunk(25))
        {
            await Task.WhenAll(rounds.Select(_ => AdvanceFourTimesAtOnceAsync()));
        }
    }

    [Fact]
    public async Task Q2_Advance_without_a_served_party_serves_the_current_one()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.HostAsync("advance", "{}");
        await queue.HostAsync("advance", "{}");

        Assert.Equal("served", (string?)(await queue.GuestSnapshotAsync(ann)).Json["reason"]);
        Assert.Equal("called", (string?)(await queue.GuestSnapshotAsync(bo)).Json["type"]);
    }

    [Theory]
    [InlineData("0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c")]
    [InlineData("nobody")]
    public async Task Q3_A_refused_advance_has_changed_nothing(string next)
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http);
        var ann = await queue.JoinAsync("Ann");
        await queue.JoinAsync("Bo");
        await queue.HostAsync("advance");
        var before = await queue.HostSnapshotAsync();

        var answer = await queue.HostAsync("advance", $$"""{"servedParty":"{{ann}}","nextParty":"{{next}}"}""");
        Expect.Problem(404, "next_party_not_found", "nextParty not found in queue", answer);
        var after = await queue.HostSnapshotAsync();
        Assert.Equal((before.Text, before.Header("Queue-Version")), (after.Text, after.Header("Queue-Version")));

        // And the call's own time still runs.
        time.Advance(TimeSpan.FromSeconds(120));
        await Eventually.TrueAsync("Ann is a no-show", async () =>
            (string?)(await queue.GuestSnapshotAsync(ann)).Json["reason"] is "no_show");
    }

    [Fact]
    public async Task Q4_Of_240_joins_among_24_pollers_every_one_is_in_the_next_snapshot()
    {
        await using var server = await TestServer.StartAsync("--Queue:Limits:MaxGuestsPerQueue", "1000");
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"maxGuests\":1000");
        var first = await queue.JoinAsync("first", 1);
        using var done = new CancellationTokenSource();
        var pollers = Enumerable.Range(0, 24).Select(_ => PollUntilAsync(queue, first, done.Token)).ToList();

        var joined = await Task.WhenAll(Enumerable.Range(0, 240).Select(async i =>
        {
            var party = await queue.JoinAsync($"Party {i}", 1);
            Assert.Equal("position", (string?)(await queue.GuestSnapshotAsync(party)).Json["type"]);
            return party;
        }));
        await done.CancelAsync();
        await Task.WhenAll(pollers);

        Assert.Equal(
            joined.Append(first).Order(StringComparer.Ordinal),
            Live(await queue.HostSnapshotAsync()).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Q6_Joins_at_once_are_told_different_places_that_the_snapshot_has_too()
    {
        var queue = await shared.CreateAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => queue.TryJoinAsync(size: 1)));
        var told = answers.OrderBy(a => (int?)a.Json["position"]).Select(a => ((int)a.Json["position"]!, (string)a.Json["partyId"]!));
        Assert.Equal(Live(await queue.HostSnapshotAsync()).Select((id, index) => (index + 1, id)), told);
    }

    [Fact]
    public async Task Q7_A_join_that_is_asked_again_with_its_key_gives_the_same_party()
    {
        var queue = await shared.CreateAsync();
        var key = ("Idempotency-Key", "lost-answer-of-a-phone-01");
        var first = await queue.TryJoinAsync("Ann", 2, key);

        Assert.Equal((string?)first.Json["partyId"], (string?)(await queue.TryJoinAsync("Ann", 2, key)).Json["partyId"]);
    }

    [Fact]
    public async Task Q7_Two_real_Anns_may_wait_when_the_queue_allows_it()
    {
        var queue = await shared.CreateAsync("\"allowDuplicateNames\":true");
        await queue.JoinAsync("Ann");

        Assert.Equal(2, (int?)(await queue.TryJoinAsync("ann")).Json["position"]);
    }

    [Fact]
    public async Task Q8_After_a_close_every_waiting_party_is_told_that_it_closed()
    {
        var queue = await shared.CreateAsync();
        string[] parties = [await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"), await queue.JoinAsync("Cy")];
        await queue.HostAsync("advance");
        await queue.HostAsync("close");

        foreach (var party in parties)
        {
            Assert.Equal("closed", (string?)(await queue.GuestSnapshotAsync(party)).Json["type"]);
        }
    }

    [Fact]
    public async Task Q10_The_order_of_joins_within_one_instant_is_the_same_after_a_restart()
    {
        var (time, folder) = (new ManualTime(), TestServer.NewFolder());
        WaitlistClient queue;
        Answer before;
        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            queue = await WaitlistClient.CreateAsync(server.Http);
            for (var i = 0; i < 5; i++)
            {
                await queue.JoinAsync($"Party {i}");
            }

            before = await queue.HostSnapshotAsync();
        }

        await using var restarted = await TestServer.StartAsync(time, folder, []);
        var after = await restarted.Http.ReadAsync($"{queue.Path}/snapshot", ("x-host-auth", queue.HostToken));
        Assert.Equal((before.Text, before.ETag), (after.Text, after.ETag));
    }

    [Fact]
    public async Task Q11_The_place_that_a_join_tells_is_the_place_that_the_poll_tells()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        await queue.HostAsync("advance");

        var joined = await queue.TryJoinAsync("Bo");
        var polled = await queue.GuestSnapshotAsync((string)joined.Json["partyId"]!);
        foreach (var field in new[] { "position", "queueLength", "estimatedWaitMs", "ticket", "estimatedLowMs", "estimatedHighMs" })
        {
            Assert.Equal((long?)polled.Json[field], (long?)joined.Json[field]);
        }
    }

    private async Task AdvanceFourTimesAtOnceAsync()
    {
        var queue = await shared.CreateAsync();
        var parties = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            parties.Add(await queue.JoinAsync());
        }

        await queue.HostAsync("advance");
        var body = $$"""{"servedParty":"{{parties[0]}}"}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => queue.HostAsync("advance", body)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => Expect.Problem(400, "served_party_mismatch", "servedParty does not match current", answer));
        Assert.Equal(parties[1..], Live(await queue.HostSnapshotAsync()), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Live(Answer snapshot)
    {
        var serving = (string?)snapshot.Json["nowServing"]?["id"];
        var waiting = snapshot.Json["queue"]!.AsArray().Select(row => (string)row!["id"]!);
        return serving is null ? waiting : waiting.Prepend(serving);
    }

    private static async Task PollUntilAsync(WaitlistClient queue, string party, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            Assert.Equal("position", (string?)(await queue.GuestSnapshotAsync(party)).Json["type"]);
            await queue.HostSnapshotAsync();
        }
    }
}
