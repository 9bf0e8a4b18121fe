using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Keys;

/// <summary>Waitlists that were created with an API key are listed for its owner.</summary>
public sealed class QueueListTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Create = """{"eventName":"Trattoria","maxGuests":10}""";

    [Fact]
    public async Task The_owners_queues_are_listed_newest_first_and_nobody_elses()
    {
        var (mine, foreign) = (await KeyClient.CreateAsync(shared.Http), await KeyClient.CreateAsync(shared.Http));
        var first = await mine.PostAsync("/api/queue/create", Create);
        await shared.Http.PostAsync("/api/queue/create", Create);
        await foreign.PostAsync("/api/queue/create", Create);
        var second = await shared.Http.PostAsync($"/api/queue/create?token={(await mine.AnotherAsync()).Key}", Create);
        await shared.Http.PostAsync($"/api/queue/{second.Json["code"]}/join", """{"size":3}""");

        Expect.Ok(
            $$"""
            {"queues":[
              {"code":"{{second.Json["code"]}}","sessionId":"{{second.Json["sessionId"]}}","eventName":"Trattoria","createdAt":{{shared.Now}},"closed":false,"parties":1,"guests":3,"maxGuests":10},
              {"code":"{{first.Json["code"]}}","sessionId":"{{first.Json["sessionId"]}}","eventName":"Trattoria","createdAt":{{shared.Now}},"closed":false,"parties":0,"guests":0,"maxGuests":10}]}
            """,
            await mine.GetAsync("/api/queues"));
    }

    [Fact]
    public async Task The_list_needs_a_key()
    {
        Expect.Problem(401, "unauthorized", "Missing API key", await shared.Http.ReadAsync("/api/queues"));
        Expect.Problem(401, "unauthorized", "Invalid API key", await shared.Http.ReadAsync("/api/queues", ("Authorization", "Bearer que_wrong")));
    }

    [Fact]
    public async Task A_create_with_a_wrong_key_is_refused_and_another_credential_is_ignored()
    {
        Expect.Problem(
            401, "unauthorized", "Invalid API key", await shared.Http.PostAsync("/api/queue/create", Create, ("Authorization", "Bearer que_wrong")));
        Assert.Equal(200, (int)(await shared.Http.PostAsync("/api/queue/create", Create, ("Authorization", "Bearer something-else"))).Status);
    }

    [Fact]
    public async Task The_same_Idempotency_Key_of_two_owners_makes_two_queues()
    {
        var (mine, foreign) = (await KeyClient.CreateAsync(shared.Http), await KeyClient.CreateAsync(shared.Http));
        var key = ("Idempotency-Key", $"key-{Guid.NewGuid()}");
        var one = await mine.PostAsync("/api/queue/create", Create, key);

        Assert.Equal((string?)one.Json["code"], (string?)(await mine.PostAsync("/api/queue/create", Create, key)).Json["code"]);
        Assert.NotEqual((string?)one.Json["code"], (string?)(await foreign.PostAsync("/api/queue/create", Create, key)).Json["code"]);
    }
}
