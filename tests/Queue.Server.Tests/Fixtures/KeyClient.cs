namespace Queue.Server.Tests.Fixtures;

/// <summary>A program with an API key.</summary>
internal sealed class KeyClient(HttpClient http, string key, string prefix)
{
    public string Key => key;

    public string Prefix => prefix;

    /// <summary>Makes a key for a new owner.</summary>
    public static async Task<KeyClient> CreateAsync(HttpClient http) => Of(http, await http.PostAsync("/api/keys", ""));

    /// <summary>The key of an answer that made one.</summary>
    public static KeyClient Of(HttpClient http, Answer created)
    {
        Assert.Equal((201, "no-store"), ((int)created.Status, created.Header("Cache-Control")));
        return new KeyClient(http, (string?)created.Json["key"] ?? "", (string?)created.Json["prefix"] ?? "");
    }

    /// <summary>Another key of the same owner.</summary>
    public async Task<KeyClient> AnotherAsync() => Of(http, await PostAsync("/api/keys", ""));

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        http.SendAsync(HttpMethod.Get, path, null, [.. headers, Credential]);

    public Task<Answer> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        http.SendAsync(HttpMethod.Post, path, body, [.. headers, Credential]);

    public Task<Answer> DeleteAsync(string path) => http.SendAsync(HttpMethod.Delete, path, null, [Credential]);

    private (string, string) Credential => ("Authorization", $"Bearer {key}");
}
