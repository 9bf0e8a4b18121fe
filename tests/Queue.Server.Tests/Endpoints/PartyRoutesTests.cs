using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>What a party does by itself, and what a body that names a party must hold.</summary>
public sealed class PartyRoutesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Ok = """{"ok":true}""";

    [Fact]
    public async Task A_party_may_say_that_it_is_nearby_as_often_as_it_likes()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Expect.Ok(Ok, await NearbyAsync(queue, ann));
        var first = await queue.HostSnapshotAsync();
        Expect.Ok(Ok, await NearbyAsync(queue, ann));
        Assert.True((bool?)first.Json["queue"]?[0]?["nearby"]);
        Assert.Equal(first.Text, (await queue.HostSnapshotAsync()).Text);
    }

    [Fact]
    public async Task A_party_that_left_is_gone_for_the_host_and_knows_why()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Expect.Ok(Ok, await shared.Http.PostAsync($"{queue.Path}/leave", $$"""{"partyId":"{{ann}}"}"""));
        Assert.Equal("[]", (await queue.HostSnapshotAsync()).Json["queue"]?.ToJsonString());
        Expect.Ok(
            $$"""{"type":"removed","reason":"left","backUntil":{{shared.Now + 120_000}},"nextPollMs":15000}""", await queue.GuestSnapshotAsync(ann));
    }

    [Theory]
    [InlineData("declare-nearby")]
    [InlineData("leave")]
    [InlineData("kick")]
    public async Task A_party_that_has_ended_is_not_found(string action)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("leave", ann);

        Expect.Problem(404, "party_not_found", "Party not found", await queue.PartyAsync(action, ann));
    }

    [Theory]
    [InlineData("declare-nearby")]
    [InlineData("leave")]
    [InlineData("kick")]
    [InlineData("call")]
    [InlineData("seat")]
    [InlineData("no-show")]
    [InlineData("restore")]
    public async Task A_party_that_was_never_there_is_not_found(string action)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");

        foreach (var id in new[] { Guid.Empty.ToString(), "0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c", "Ann", "' OR 1=1 --", new string('x', 9000) })
        {
            Expect.Problem(404, "party_not_found", "Party not found", await queue.PartyAsync(action, id));
        }
    }

    [Fact]
    public async Task A_party_of_another_queue_is_not_found()
    {
        var (queue, other) = (await shared.CreateAsync(), await shared.CreateAsync());
        var ann = await other.JoinAsync("Ann");

        Expect.Problem(404, "party_not_found", "Party not found", await queue.PartyAsync("leave", ann));
        Assert.Equal("position", (string?)(await other.GuestSnapshotAsync(ann)).Json["type"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"partyId\":null}")]
    [InlineData("{\"partyId\":\"\"}")]
    [InlineData("{\"partyId\":7}")]
    [InlineData("{\"partyId\":[\"x\"]}")]
    [InlineData("{\"partyid\":\"0b6f2a53-4a0c-4d0a-9a53-0f6f3a1a2b3c\"}")]
    public async Task A_body_that_names_no_party_is_refused(string body)
    {
        var queue = await shared.CreateAsync();
        foreach (var action in new[] { "declare-nearby", "leave", "kick" })
        {
            Expect.FieldProblem("partyId", "partyId is required", await queue.HostAsync(action, body));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"partyId\":\"\"}")]
    [InlineData("{\"partyId\":7}")]
    public async Task A_host_command_without_a_party_is_refused(string body)
    {
        var queue = await shared.CreateAsync();
        foreach (var action in new[] { "call", "seat", "no-show", "restore" })
        {
            Expect.FieldProblem("partyId", "partyId is required", await queue.HostAsync(action, body));
        }
    }

    [Theory]
    [InlineData("declare-nearby")]
    [InlineData("leave")]
    [InlineData("kick")]
    public async Task The_old_routes_ignore_unknown_fields(string action)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Expect.Ok(Ok, await queue.HostAsync(action, $$"""{"partyId":"{{ann}}","since":{"a":[1]} }"""));
    }

    [Theory]
    [InlineData("call")]
    [InlineData("seat")]
    [InlineData("no-show")]
    [InlineData("restore")]
    public async Task The_new_routes_refuse_unknown_fields_and_name_them(string action)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Expect.FieldProblem(
            "reason", "reason is not a field of this request", await queue.HostAsync(action, $$"""{"partyId":"{{ann}}","reason":1}"""));
    }

    [Fact]
    public async Task The_same_id_in_upper_case_is_the_same_party()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");

        Expect.Ok(Ok, await queue.PartyAsync("leave", ann.ToUpperInvariant()));
    }

    private static Task<Answer> NearbyAsync(WaitlistClient queue, string party) => queue.PartyAsync("declare-nearby", party);
}
