using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed class AdvanceWaitlistTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_first_party_is_called_and_shown_whole()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann", 3);

        var answer = await queue.HostAsync("advance");
        Expect.Ok(
            $$"""
            {"nowServing":{"id":"{{ann}}","name":"Ann","size":3,"status":"called","nearby":false,"joinedAt":{{shared.Now}},"ticket":1,
             "source":"guest","quotedLowMs":300000,"quotedHighMs":600000,"calls":1,"calledAt":{{shared.Now}},"callDeadline":{{shared.Now + 120_000}},
             "push":"none","rev":3} }
            """,
            answer);
        Assert.Equal((await queue.HostSnapshotAsync()).Header("Queue-Version"), answer.Header("Queue-Version"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"servedParty\":null,\"nextParty\":null}")]
    [InlineData("{\"unknown\":1}")]
    public async Task An_empty_queue_advances_to_nobody(string body)
    {
        var queue = await shared.CreateAsync();

        Expect.Ok("""{"nowServing":null}""", await queue.HostAsync("advance", body));
    }

    [Fact]
    public async Task The_served_party_ends_and_the_next_is_called()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.HostAsync("advance");

        var answer = await queue.HostAsync("advance", $$"""{"servedParty":"{{ann}}"}""");
        Assert.Equal(bo, (string?)answer.Json["nowServing"]?["id"]);
        Expect.Ok("""{"type":"removed","reason":"served","nextPollMs":15000}""", await queue.GuestSnapshotAsync(ann));
    }

    [Fact]
    public async Task The_host_may_choose_who_is_next()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var bo = await queue.JoinAsync("Bo");

        var answer = await queue.HostAsync("advance", $$"""{"nextParty":"{{bo}}"}""");
        Assert.Equal(bo, (string?)answer.Json["nowServing"]?["id"]);
        Assert.Equal("position", (string?)(await queue.GuestSnapshotAsync(ann)).Json["type"]);
    }

    [Fact]
    public async Task The_last_party_is_served_and_nobody_is_next()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("advance");

        Expect.Ok("""{"nowServing":null}""", await queue.HostAsync("advance", $$"""{"servedParty":"{{ann}}"}"""));
    }

    [Theory]
    [InlineData("servedParty", "5")]
    [InlineData("servedParty", "{}")]
    [InlineData("nextParty", "true")]
    [InlineData("nextParty", "[\"x\"]")]
    public async Task An_id_of_another_type_is_named(string field, string value)
    {
        var queue = await shared.CreateAsync();
        Expect.FieldProblem(field, $"{field} must be a string", await queue.HostAsync("advance", $$"""{"{{field}}":{{value}}}"""));
    }

    [Theory]
    [InlineData("0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c")]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task A_served_party_that_is_not_current_is_refused(string id)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        var before = await queue.HostSnapshotAsync();

        Expect.Problem(
            400, "served_party_mismatch", "servedParty does not match current",
            await queue.HostAsync("advance", $$"""{"servedParty":"{{id}}"}"""));
        Assert.Equal(before.ETag, (await queue.HostSnapshotAsync()).ETag);
    }

    [Fact]
    public async Task A_repeated_advance_with_an_outdated_served_party_skips_nobody()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.JoinAsync("Cy");
        await queue.HostAsync("advance");
        await queue.HostAsync("advance", $$"""{"servedParty":"{{ann}}"}""");

        Expect.Problem(
            400, "served_party_mismatch", "servedParty does not match current",
            await queue.HostAsync("advance", $$"""{"servedParty":"{{ann}}"}"""));
        Assert.Equal(bo, (string?)(await queue.HostSnapshotAsync()).Json["nowServing"]?["id"]);
    }

    [Fact]
    public async Task The_party_being_served_cannot_be_next()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.HostAsync("advance");

        Expect.Problem(
            404, "next_party_not_found", "nextParty not found in queue",
            await queue.HostAsync("advance", $$"""{"servedParty":"{{ann}}","nextParty":"{{ann}}"}"""));
    }

    [Fact]
    public async Task A_next_party_that_was_called_meanwhile_is_refused_with_what_happened()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        await queue.PartyAsync("call", bo);
        await queue.PartyAsync("call", ann);

        var answer = await queue.HostAsync("advance", $$"""{"servedParty":"{{ann}}","nextParty":"{{bo}}"}""");
        Expect.Problem(409, "party_changed", "The party was already called by the host", answer);
        Assert.Equal(("host", "called", shared.Now), ((string?)answer.Json["by"], (string?)answer.Json["action"], (long?)answer.Json["at"]));
    }
}
