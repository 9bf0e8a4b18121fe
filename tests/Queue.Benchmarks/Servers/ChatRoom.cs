using System.Net.Http.Headers;
using System.Text.Json;

namespace Queue.Benchmarks.Servers;

/// <summary>A program that opens chat rooms, with its API key.</summary>
internal sealed record ChatOwner(string Key)
{
    public string Header => $"Authorization: Bearer {Key}";

    public static async Task<ChatOwner> CreateAsync(HttpClient http) => new(await TextAsync(await http.PostAsync("/api/keys", null), "key"));

    public async Task<ChatRoom> OpenAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/rooms") { Content = JsonContent.Create(new { name = "Team" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return new ChatRoom(this, await TextAsync(await http.SendAsync(request), "id"));
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, string name)
    {
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");
    }
}

/// <summary>A chat room that was opened for a measurement.</summary>
internal sealed record ChatRoom(ChatOwner Owner, string Id)
{
    public string Path => $"/api/rooms/{Id}";

    public string SocketPath => $"{Path}/ws?token={Owner.Key}";
}
