using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Queue.Server.Tests.Fixtures;

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseMessage Message, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new JsonException("The body is null.");

    public string? ETag => Message.Headers.TryGetValues("ETag", out var tags) ? tags.Single() : null;

    public string? Error => (string?)Json["error"];

    public string? Code => (string?)Json["code"];

    /// <summary>A header as it was sent; parsed ones would come back rearranged.</summary>
    public string? Header(string name) =>
        Message.Headers.NonValidated.TryGetValues(name, out var values) || Message.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
}

/// <summary>Plain requests with and without credentials.</summary>
internal static class Requests
{
    public static async Task<Answer> SendAsync(
        this HttpClient http, HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }

    public static Task<Answer> PostAsync(this HttpClient http, string path, string body, params (string Name, string Value)[] headers) =>
        http.SendAsync(HttpMethod.Post, path, body, headers);

    public static Task<Answer> GetAsync(this HttpClient http, string path, params (string Name, string Value)[] headers) =>
        http.SendAsync(HttpMethod.Get, path, null, headers);
}

/// <summary>One queue as its host and its guests use it over HTTP.</summary>
internal sealed class WaitlistClient(HttpClient http, string code, string sessionId, string hostToken)
{
    public string Code => code;

    public string SessionId => sessionId;

    public string HostToken => hostToken;

    public string Path => $"/api/queue/{code}";

    /// <summary>Opens a queue; <paramref name="options"/> are more fields of the request, such as <c>"preset":"restaurant"</c>.</summary>
    public static async Task<WaitlistClient> CreateAsync(HttpClient http, string options = "\"maxGuests\":100")
    {
        var fields = options.Contains("maxGuests", StringComparison.Ordinal) ? options : "\"maxGuests\":100," + options;
        var answer = await http.PostAsync("/api/queue/create", $$"""{"eventName":"Trattoria",{{fields}}}""");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return new WaitlistClient(
            http, (string)answer.Json["code"]!, (string)answer.Json["sessionId"]!, (string)answer.Json["hostAuthToken"]!);
    }

    public Task<Answer> TryJoinAsync(string? name = null, int size = 2, params (string Name, string Value)[] headers) => http.PostAsync(
        $"{Path}/join", new JsonObject { ["name"] = name, ["size"] = size }.ToJsonString(), headers);

    /// <summary>Joins and gives the party's id.</summary>
    public async Task<string> JoinAsync(string? name = null, int size = 2)
    {
        var answer = await TryJoinAsync(name, size);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (string)answer.Json["partyId"]!;
    }

    /// <summary>A command of the host; the body is JSON.</summary>
    public Task<Answer> HostAsync(string action, string body = "", params (string Name, string Value)[] headers) =>
        http.PostAsync($"{Path}/{action}", body, [("x-host-auth", hostToken), .. headers]);

    /// <summary>A command about one party; the host's token goes along.</summary>
    public Task<Answer> PartyAsync(string action, string partyId) => HostAsync(action, $$"""{"partyId":"{{partyId}}"}""");

    public Task<Answer> HostSnapshotAsync(params (string Name, string Value)[] headers) =>
        http.GetAsync($"{Path}/snapshot", [("x-host-auth", hostToken), .. headers]);

    public Task<Answer> GuestSnapshotAsync(string partyId, params (string Name, string Value)[] headers) =>
        http.GetAsync($"{Path}/snapshot?partyId={partyId}", headers);
}
