using System.Globalization;

namespace Queue.Server.Tests.Fixtures;

/// <summary>A chat room as its owner uses it, or somebody with a token of it.</summary>
internal sealed class RoomClient(HttpClient http, KeyClient owner, string id, string credential)
{
    public KeyClient Owner => owner;

    public string Id => id;

    public string Path => $"/api/rooms/{id}";

    /// <summary>The key or the token that it shows.</summary>
    public string Credential => credential;

    /// <summary>Opens a room of a new owner; <paramref name="options"/> are more fields of the request.</summary>
    public static async Task<RoomClient> CreateAsync(HttpClient http, string options = "", KeyClient? owner = null)
    {
        owner ??= await KeyClient.CreateAsync(http);
        var answer = await owner.PostAsync("/api/rooms", $$"""{"name":"Team"{{(options.Length > 0 ? "," + options : "")}}}""");
        Assert.True((int)answer.Status == 201, answer.Text);
        return new RoomClient(http, owner, (string)answer.Json["id"]!, owner.Key);
    }

    /// <summary>The same room as somebody with a new token of it sees it.</summary>
    public async Task<RoomClient> ShareAsync(string role, int expiresIn = 3600) =>
        new(http, owner, id, (string)(await IssueAsync(role, expiresIn)).Json["token"]!);

    public Task<Answer> IssueAsync(string role, int expiresIn = 3600, params (string, string)[] headers) =>
        owner.PostAsync($"{Path}/tokens", $$"""{"role":"{{role}}","expiresIn":{{expiresIn}}}""", headers);

    /// <summary>The same room over another connection, such as to a server that was started again.</summary>
    public RoomClient At(HttpClient other) => new(other, new KeyClient(other, owner.Key, owner.Prefix), id, credential);

    public Task<Answer> GetAsync(string more = "", params (string Name, string Value)[] headers) =>
        http.SendAsync(HttpMethod.Get, Path + more, null, [Shown, .. headers]);

    public Task<Answer> SendAsync(HttpMethod method, string more, string? body = null, params (string Name, string Value)[] headers) =>
        http.SendAsync(method, Path + more, body, [Shown, .. headers]);

    public Task<Answer> PostAsync(string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/messages", body, headers);

    /// <summary>Says something, which must be taken, and gives its number.</summary>
    public async Task<long> SayAsync(string content, string sender = "Ann")
    {
        var answer = await PostAsync($$"""{"sender":"{{sender}}","content":"{{content}}"}""");
        Assert.True((int)answer.Status == 201, answer.Text);
        return (long)answer.Json["seq"]!;
    }

    /// <summary>Says 1, 2, 3 … one after the other.</summary>
    public async Task SayManyAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await SayAsync(i.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The numbers of a list of items.</summary>
    public async Task<IEnumerable<long>> SeqsAsync(string query = "")
    {
        var answer = await GetAsync("/messages" + query);
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer.Json.AsArray().Select(item => (long)item!["seq"]!).ToList();
    }

    public Task<SocketClient> FollowAsync(TestServer server, long? afterSeq = null) => FollowAsync(server.Address, afterSeq);

    public Task<SocketClient> FollowAsync(Uri server, long? afterSeq = null) => SocketClient.ConnectAsync(
        server, $"{Path}/ws?token={credential}{(afterSeq is { } seq ? $"&after_seq={seq}" : "")}");

    private (string, string) Shown => ("Authorization", $"Bearer {credential}");
}
