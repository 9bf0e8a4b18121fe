using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed class JoinWaitlistTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_first_party_waits_for_nobody()
    {
        var queue = await shared.CreateAsync();

        var answer = await queue.TryJoinAsync("Ann", 4);
        Expect.Ok(
            $$"""
            {"partyId":"{{answer.Json["partyId"]}}","position":1,"sessionId":"{{queue.SessionId}}","queueLength":1,"estimatedWaitMs":0,
             "eventName":"Trattoria","ticket":1,"estimatedLowMs":300000,"estimatedHighMs":600000}
            """,
            answer);
    }

    [Fact]
    public async Task A_later_party_is_told_its_place_and_its_wait()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        await queue.JoinAsync("Bo");

        var answer = await queue.TryJoinAsync("Cy");
        Expect.Ok(
            $$"""
            {"partyId":"{{answer.Json["partyId"]}}","position":3,"sessionId":"{{queue.SessionId}}","queueLength":3,"estimatedWaitMs":750000,
             "eventName":"Trattoria","ticket":3,"estimatedLowMs":600000,"estimatedHighMs":900000}
            """,
            answer);
    }

    [Fact]
    public async Task The_reply_is_not_stored_and_carries_the_version_that_the_next_snapshot_has()
    {
        var queue = await shared.CreateAsync();

        var answer = await queue.TryJoinAsync("Ann");
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal((await queue.HostSnapshotAsync()).Header("Queue-Version"), answer.Header("Queue-Version"));
    }

    [Fact]
    public async Task The_party_id_is_a_random_uuid()
    {
        var queue = await shared.CreateAsync();

        var id = Guid.ParseExact(await queue.JoinAsync(), "D");
        Assert.Equal(4, id.Version);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"name\":null,\"size\":null}")]
    [InlineData("{\"name\":\"   \"}")]
    [InlineData("{\"name\":\"\\u200b\\ufeff\\u2060\"}")]
    public async Task Without_a_name_and_a_size_a_party_is_one_nameless_guest(string body)
    {
        var queue = await shared.CreateAsync();
        await shared.Http.PostAsync($"{queue.Path}/join", body);

        var row = (await queue.HostSnapshotAsync()).Json["queue"]?[0] as JsonObject;
        Assert.Equal((false, 1), (row?.ContainsKey("name"), (int?)row?["size"]));
    }

    [Theory]
    [InlineData("\"  Ann  \"", "Ann")]
    [InlineData("\"A\\u0000n\\nn\"", "Ann")]
    [InlineData("\"\\u202eAnn\\u202c\"", "Ann")]
    [InlineData("\"Zo\\u0065\\u0308\"", "Zoë")]
    [InlineData("\"👩\\u200d👩\\u200d👧\"", "👩👩👧")]
    [InlineData("\"a\\ufffeb\\uffffc\"", "abc")]
    [InlineData("\"<script>alert(1)</script>\"", "<script>alert(1)</script>")]
    public async Task A_name_is_cleaned_and_kept(string given, string kept)
    {
        var queue = await shared.CreateAsync();
        await shared.Http.PostAsync($"{queue.Path}/join", $$"""{"name":{{given}}}""");

        Assert.Equal(kept, (string?)(await queue.HostSnapshotAsync()).Json["queue"]?[0]?["name"]);
    }

    [Theory]
    [InlineData("x", 40, true)]
    [InlineData("x", 41, false)]
    [InlineData("👍🏽", 40, true)]
    [InlineData("👍🏽", 41, false)]
    [InlineData("x", 10_000, false)]
    [InlineData("e\u0301\u0302\u0303\u0304\u0305\u0306", 40, false)]
    public async Task A_name_has_at_most_40_characters_as_readers_count_and_200_units(string character, int count, bool fits)
    {
        var queue = await shared.CreateAsync();
        var answer = await queue.TryJoinAsync(string.Concat(Enumerable.Repeat(character, count)));

        if (fits)
        {
            Assert.Equal(1, (int?)answer.Json["position"]);
        }
        else
        {
            Expect.FieldProblem("name", "name must be 40 characters or fewer", answer);
        }
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[\"Ann\"]")]
    [InlineData("{\"first\":\"Ann\"}")]
    [InlineData("true")]
    [InlineData("\"\\ud83d\"")]
    public async Task A_name_that_is_no_text_is_named(string name)
    {
        var queue = await shared.CreateAsync();
        Expect.FieldProblem(
            "name", "name must be a string", await shared.Http.PostAsync($"{queue.Path}/join", $$"""{"name":{{name}}}"""));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2.5")]
    [InlineData("\"3\"")]
    [InlineData("1e99")]
    [InlineData("99999999999")]
    [InlineData("true")]
    [InlineData("[2]")]
    public async Task A_size_that_is_no_positive_whole_number_is_named(string size)
    {
        var queue = await shared.CreateAsync();
        Expect.FieldProblem(
            "size", "size must be a positive integer", await shared.Http.PostAsync($"{queue.Path}/join", $$"""{"size":{{size}}}"""));
    }

    [Theory]
    [InlineData("\"maxGuests\":100", 21, "size must be between 1 and 20")]
    [InlineData("\"maxPartySize\":4", 5, "size must be between 1 and 4")]
    [InlineData("\"maxPartySize\":4", 1_000_000_000, "size must be between 1 and 4")]
    public async Task A_party_larger_than_the_queue_takes_is_refused(string options, int size, string error)
    {
        var queue = await shared.CreateAsync(options);
        Expect.Problem(400, "size_out_of_range", error, await queue.TryJoinAsync(size: size));
    }

    [Theory]
    [InlineData("Ann")]
    [InlineData("ANN")]
    [InlineData("  ann ")]
    [InlineData("A\u200Bnn")]
    public async Task The_same_name_again_is_refused(string again)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");

        Expect.Problem(409, "already_in_queue", "You are already in this queue", await queue.TryJoinAsync(again));
    }

    [Fact]
    public async Task A_name_is_free_again_when_its_party_has_left()
    {
        var queue = await shared.CreateAsync();
        await queue.PartyAsync("leave", await queue.JoinAsync("Ann"));

        Assert.Equal(2, (int?)(await queue.TryJoinAsync("Ann")).Json["ticket"]);
    }

    [Fact]
    public async Task A_queue_is_full_by_people_not_by_parties()
    {
        var queue = await shared.CreateAsync("\"maxGuests\":5");
        await queue.JoinAsync(size: 3);

        Expect.Problem(409, "queue_full", "Queue is full", await queue.TryJoinAsync(size: 3));
        await queue.JoinAsync(size: 2);
    }

    [Fact]
    public async Task Nobody_joins_a_closed_queue()
    {
        var queue = await shared.CreateAsync();
        await queue.HostAsync("close");

        Expect.Problem(409, "session_closed", "Session closed", await queue.TryJoinAsync("Ann"));
    }

    [Fact]
    public async Task Nobody_joins_after_the_closing_time()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time);
        var queue = await WaitlistClient.CreateAsync(server.Http, "\"closeTime\":\"18:01\"");
        time.Advance(TimeSpan.FromSeconds(60));

        Expect.Problem(409, "outside_opening_hours", "Session closed", await queue.TryJoinAsync("Ann"));
    }
}
