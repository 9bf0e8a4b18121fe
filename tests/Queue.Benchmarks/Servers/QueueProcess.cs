namespace Queue.Benchmarks.Servers;

/// <summary>
/// The product as published, on a data folder of its own. Its rate limits are on, as in production, but so high that they never
/// refuse: what they cost is measured.
/// </summary>
internal sealed class QueueProcess : ChildProcess
{
    private static readonly string[] HighLimits =
    [
        "--Queue:Limits:PollsPerMinute", "100000000",
        "--Queue:Limits:PublicPollsPerMinute", "100000000",
        "--Queue:Limits:JoinsPerMinute", "1000000",
        "--Queue:Limits:CreatesPerMinute", "1000000",
        "--Queue:Limits:RoomsPerDay", "1000000",
        "--Queue:Limits:MessagesPerMinute", "1000000",
        "--Queue:Limits:MessageBurst", "1000000",
        "--Queue:Limits:ConnectionsPerAddress", "100000",
        "--Queue:Limits:MaxGuestsPerQueue", "10000",
    ];

    private QueueProcess(string published, string folder, int? core, string[] settings, IReadOnlyDictionary<string, string> environment)
        : base(
            [
                "dotnet", Path.Combine(published, "Queue.Server.dll"),
                "--urls", "http://127.0.0.1:0", "--Queue:DataDirectory", folder, .. HighLimits, .. settings,
            ],
            core,
            environment)
    {
    }

    public static async Task<QueueProcess> StartAsync(
        string published, string folder, int? core = null, string[]? settings = null, RuntimeProbe? probe = null)
    {
        var server = new QueueProcess(published, folder, core, settings ?? [], probe?.Environment ?? RuntimeProbe.None);
        await server.WaitUntilItListensAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        using var ready = await http.GetAsync("/health/ready");
        ready.EnsureSuccessStatusCode();
        return server;
    }
}
