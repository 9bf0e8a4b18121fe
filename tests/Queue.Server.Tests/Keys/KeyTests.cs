using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Keys;

/// <summary>API keys over HTTP: made, listed, rotated, revoked, each by its owner alone.</summary>
public sealed class KeyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Unknown = "que_00000000000000000000000000000000000000ff";

    private HttpClient Http => shared.Http;

    [Fact]
    public async Task A_key_is_40_hex_digits_and_its_first_characters_name_it()
    {
        var program = await KeyClient.CreateAsync(Http);

        Assert.Matches("^que_[0-9a-f]{40}$", program.Key);
        Assert.Equal(program.Key[..12], program.Prefix);
    }

    [Fact]
    public async Task Keys_made_with_a_key_belong_to_the_same_owner_and_others_do_not()
    {
        var (mine, foreign) = (await KeyClient.CreateAsync(Http), await KeyClient.CreateAsync(Http));
        var second = await mine.AnotherAsync();

        var listed = await mine.GetAsync("/api/keys");

        Assert.Equal(
            new[] { mine.Prefix, second.Prefix }.Order(StringComparer.Ordinal),
            listed.Json["keys"]!.AsArray().Select(key => (string?)key!["prefix"]).Order(StringComparer.Ordinal));
        Assert.Equal(shared.Now, (long?)listed.Json["keys"]![0]!["createdAt"]);
        Assert.DoesNotContain(mine.Key, listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(foreign.Prefix, listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("own_", listed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotated_key_stops_working_and_the_new_one_is_the_same_owners()
    {
        var old = await KeyClient.CreateAsync(Http);
        var other = await old.AnotherAsync();

        var fresh = KeyClient.Of(Http, await other.PostAsync($"/api/keys/{old.Prefix}/rotate", ""));

        Expect.Problem(401, "unauthorized", "Invalid API key", await old.GetAsync("/api/keys"));
        Assert.Equal(
            new[] { other.Prefix, fresh.Prefix }.Order(StringComparer.Ordinal),
            (await fresh.GetAsync("/api/keys")).Json["keys"]!.AsArray().Select(key => (string?)key!["prefix"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_revoked_key_stops_working()
    {
        var program = await KeyClient.CreateAsync(Http);

        Expect.Ok("""{"ok":true}""", await program.DeleteAsync($"/api/keys/{program.Prefix}"));

        Expect.Problem(401, "unauthorized", "Invalid API key", await program.GetAsync("/api/keys"));
    }

    [Fact]
    public async Task R12_Keys_of_another_owner_are_not_there()
    {
        var (mine, foreign) = (await KeyClient.CreateAsync(Http), await KeyClient.CreateAsync(Http));

        Expect.Problem(404, "key_not_found", "API key not found", await mine.PostAsync($"/api/keys/{foreign.Prefix}/rotate", ""));
        Expect.Problem(404, "key_not_found", "API key not found", await mine.DeleteAsync($"/api/keys/{foreign.Prefix}"));
        Assert.Equal(200, (int)(await foreign.GetAsync("/api/keys")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/keys")]
    [InlineData("POST", "/api/keys/que_00000000/rotate")]
    [InlineData("DELETE", "/api/keys/que_00000000")]
    public async Task Without_a_good_key_nothing_is_told(string method, string path)
    {
        var program = await KeyClient.CreateAsync(Http);
        Task<Answer> AskAsync(string query, params (string, string)[] headers) => Http.SendAsync(new HttpMethod(method), path + query, null, headers);

        Expect.Problem(401, "unauthorized", "Missing API key", await AskAsync(""));
        foreach (var wrong in new[] { Unknown, "que_", program.Prefix, program.Key[..^1] + (program.Key[^1] == '0' ? '1' : '0'), "garbage" })
        {
            Expect.Problem(401, "unauthorized", "Invalid API key", await AskAsync("", ("Authorization", $"Bearer {wrong}")));
            Expect.Problem(401, "unauthorized", "Invalid API key", await AskAsync($"?token={wrong}"));
        }

        Assert.NotEqual(401, (int)(await AskAsync($"?token={program.Key}")).Status);
    }

    [Fact]
    public async Task A_wrong_key_makes_no_key() =>
        Expect.Problem(
            401, "unauthorized", "Invalid API key", await Http.PostAsync("/api/keys", "", ("Authorization", $"Bearer {Unknown}")));

    [Fact]
    public async Task An_owner_has_a_hundred_keys_and_no_more()
    {
        var program = await KeyClient.CreateAsync(Http);
        for (var i = 1; i < 100; i++)
        {
            await program.AnotherAsync();
        }

        Expect.Problem(
            409, "too_many_keys", "You have too many API keys; revoke some first", await program.PostAsync("/api/keys", ""));
    }

    [Fact]
    public async Task Pages_of_any_origin_may_use_keys_without_cookies()
    {
        var answer = await Http.PostAsync("/api/keys", "", ("Origin", "https://elsewhere.example"));

        Assert.Equal((201, "*", null), ((int)answer.Status, answer.Header("Access-Control-Allow-Origin"), answer.Header("Access-Control-Allow-Credentials")));
        var preflight = await Http.SendAsync(HttpMethod.Options, "/api/keys", null, ("Origin", "https://elsewhere.example"));
        Assert.Equal((204, "*"), ((int)preflight.Status, preflight.Header("Access-Control-Allow-Origin")));
        Assert.Contains("authorization", preflight.Header("Access-Control-Allow-Headers")!, StringComparison.Ordinal);
        var other = await Http.PostAsync("/api/keysx", "", ("Origin", "https://elsewhere.example"));
        Expect.Problem(403, "origin_not_allowed", "Origin not allowed", other);
    }
}
