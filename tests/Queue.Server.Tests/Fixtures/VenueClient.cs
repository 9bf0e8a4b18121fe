using System.Globalization;
using System.Text.Json.Nodes;

namespace Queue.Server.Tests.Fixtures;

/// <summary>A venue as its owner and its guests use it over HTTP.</summary>
internal sealed class VenueClient(HttpClient http, KeyClient owner, string id, string code, string slug)
{
    /// <summary>18:00 to 22:00 every day.</summary>
    public const string Evenings =
        """
        "openingHours":[{"day":"monday","open":"18:00","close":"22:00"},{"day":"tuesday","open":"18:00","close":"22:00"},{"day":"wednesday","open":"18:00","close":"22:00"},{"day":"thursday","open":"18:00","close":"22:00"},{"day":"friday","open":"18:00","close":"22:00"},{"day":"saturday","open":"18:00","close":"22:00"},{"day":"sunday","open":"18:00","close":"22:00"}]
        """;

    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(200);

    public KeyClient Owner => owner;

    public string Id => id;

    public string Code => code;

    public string Slug => slug;

    public string Path => $"/api/venues/{id}";

    /// <summary>The fields of a request for a venue that is open every evening; <paramref name="more"/> are further ones.</summary>
    public static string Fields(string more = "", string zone = "UTC", string name = "Trattoria") =>
        $$"""{"name":"{{name}}","timeZone":"{{zone}}",{{Evenings}}{{(more.Length > 0 ? "," + more : "")}}}""";

    /// <summary>Opens a venue, of a new owner when none is given.</summary>
    public static async Task<VenueClient> CreateAsync(HttpClient http, string? fields = null, KeyClient? owner = null)
    {
        owner ??= await KeyClient.CreateAsync(http);
        var answer = await owner.PostAsync("/api/venues", fields ?? Fields());
        Assert.True((int)answer.Status == 201, answer.Text);
        return new VenueClient(http, owner, (string)answer.Json["id"]!, (string)answer.Json["code"]!, (string)answer.Json["slug"]!);
    }

    /// <summary>The same venue over another connection, such as to a server that was started again.</summary>
    public VenueClient At(HttpClient other) => new(other, new KeyClient(other, owner.Key, owner.Prefix), id, code, slug);

    public Task<Answer> GetAsync(string more = "") => owner.GetAsync(Path + more);

    public Task<Answer> ChangeAsync(string body, params (string Name, string Value)[] headers) =>
        http.SendAsync(HttpMethod.Patch, Path, body, [("Authorization", $"Bearer {owner.Key}"), .. headers]);

    public Task<Answer> EndAsync() => owner.DeleteAsync(Path);

    /// <summary>What guests see at the door.</summary>
    public Task<Answer> DoorAsync() => http.SendAsync(HttpMethod.Get, $"/api/queue/{code}");

    public async Task<string> StateAsync() => (string)(await DoorAsync()).Json["state"]!;

    public async Task<DateTimeOffset> OpensAtAsync() => Instant((await DoorAsync()).Json["opensAt"]);

    /// <summary>Tonight's queue as its owner sees it.</summary>
    public async Task<JsonNode> TonightAsync() => (await GetAsync()).Json["tonight"]!;

    public Task<Answer> LeaveAsync(string partyId) => http.PostAsync($"/api/queue/{code}/leave", $$"""{"partyId":"{{partyId}}"}""");

    public Task<Answer> JoinAsync(string name = "Ann") => http.PostAsync($"/api/queue/{code}/join", $$"""{"name":"{{name}}","size":2}""");

    /// <summary>Lets time pass until an instant, as over a night in which nobody looks, and then until something has happened.</summary>
    public static async Task UntilAsync(ManualTime time, DateTimeOffset at, string what, Func<Task<bool>> happened)
    {
        if (at - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            time.Jump(wait);
        }

        await Eventually.TrueAsync($"{what} at {at:O}", async () =>
        {
            if (await happened())
            {
                return true;
            }

            time.Advance(Nudge);
            Assert.True(time.GetUtcNow() - at < TimeSpan.FromMinutes(10), $"{what} comes late");
            return false;
        });
    }

    /// <summary>Lets time pass until guests see this state.</summary>
    public Task UntilAsync(ManualTime time, DateTimeOffset at, string state) =>
        UntilAsync(time, at, $"the queue is {state}", async () => await StateAsync() == state);

    /// <summary>Lets time pass until the code leads to this evening.</summary>
    public Task UntilAsync(ManualTime time, DateTimeOffset at, int evening) =>
        UntilAsync(time, at, $"the code leads to evening {evening}", async () => await TonightAsync() is { } tonight && (int)tonight["number"]! == evening
            && (string?)tonight["sessionId"] == await SessionAsync());

    /// <summary>The room that the code leads to.</summary>
    public async Task<string> SessionAsync()
    {
        var queues = (await owner.GetAsync("/api/queues")).Json["queues"]!.AsArray();
        var version = (await DoorAsync()).Header("Queue-Version")!;
        var evening = long.Parse(version.Split('.')[1], CultureInfo.InvariantCulture) / 1_000_000_000;
        return (string)queues[^(int)evening]!["sessionId"]!;
    }

    public static DateTimeOffset Instant(JsonNode? ms) => DateTimeOffset.FromUnixTimeMilliseconds((long)ms!);
}
