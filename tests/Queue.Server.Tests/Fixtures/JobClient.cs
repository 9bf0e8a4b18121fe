namespace Queue.Server.Tests.Fixtures;

/// <summary>A job as its worker uses it, with its token.</summary>
internal sealed class JobClient(HttpClient http, KeyClient owner, string jobId, string token)
{
    public KeyClient Owner => owner;

    public string JobId => jobId;

    public string Token => token;

    public string Path => $"/api/jobs/{jobId}";

    /// <summary>Starts a job of a new owner; <paramref name="fields"/> are more fields of the request.</summary>
    public static async Task<JobClient> StartAsync(HttpClient http, string fields = "", KeyClient? owner = null)
    {
        owner ??= await KeyClient.CreateAsync(http);
        var answer = await owner.PostAsync("/api/jobs", $$"""{"kind":"csv_import"{{(fields.Length > 0 ? "," + fields : "")}}}""");
        Assert.True((int)answer.Status == 201, answer.Text);
        return new JobClient(http, owner, (string)answer.Json["jobId"]!, (string)answer.Json["token"]!);
    }

    public Task<Answer> GetAsync(params (string Name, string Value)[] headers) => http.GetAsync(Path, [Credential, .. headers]);

    public Task<Answer> PostAsync(string action, string body, params (string Name, string Value)[] headers) =>
        http.PostAsync($"{Path}/{action}", body, [Credential, .. headers]);

    /// <summary>A command that must be accepted.</summary>
    public async Task DoAsync(string action, string body = "{}")
    {
        var answer = await PostAsync(action, body);
        Assert.True((int)answer.Status == 200, answer.Text);
    }

    public Task<SocketClient> FollowAsync(TestServer server, bool plain = false, string more = "") =>
        SocketClient.ConnectAsync(server, $"/ws/progress?jobId={jobId}{(plain ? "" : $"&token={token}")}{more}");

    private (string, string) Credential => ("Authorization", $"Bearer {token}");
}
