using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Looks;

/// <summary>An evening in full swing, so that every screen has something to show.</summary>
internal sealed class Stage
{
    private readonly HttpClient http;

    private Stage(HttpClient http, WaitlistClient queue, WaitlistClient closed, string[] parties, string adminKey)
    {
        this.http = http;
        Queue = queue;
        Closed = closed;
        AdminKey = adminKey;
        (Called, Waiting, Ended) = (Ticket(parties[0]), Ticket(parties[3]), Ticket(parties[1]));
    }

    public WaitlistClient Queue { get; }

    public WaitlistClient Closed { get; }

    public string AdminKey { get; }

    /// <summary>The addresses of tickets: of who was called, of who waits, of who was seated.</summary>
    public string Called { get; }

    public string Waiting { get; }

    public string Ended { get; }

    public string HostScreen => $"/host/{Queue.Code}#{Queue.HostToken}";

    public static async Task<Stage> SetAsync(HttpClient http, string adminKey)
    {
        var queue = await WaitlistClient.CreateAsync(http, """ "preset":"restaurant","location":"The host stand" """);
        var closed = await WaitlistClient.CreateAsync(http);
        await closed.HostAsync("close");
        List<string> parties = [];
        foreach (var (name, size) in new[] { ("Ada", 2), ("Bob", 4), ("Carla", 3), ("Wilhelmine Friederike", 8), ("Eve", 2) })
        {
            parties.Add(await queue.JoinAsync(name, size));
        }

        await queue.PartyAsync("seat", parties[1]);
        await queue.PartyAsync("call", parties[0]);
        return new Stage(http, queue, closed, [.. parties], adminKey);
    }

    /// <summary>Waits until the numbers have the party that was seated.</summary>
    public Task CountedAsync() => Eventually.TrueAsync("the evening is counted", async () =>
    {
        var report = await http.GetAsync($"/api/admin/analytics?code={Queue.Code}", ("x-host-auth", Queue.HostToken));
        return report.Json["metrics"]!.AsArray().Any(metric => (string?)metric?["name"] is "served_per_hour" && (double?)metric["numerator"] >= 1);
    });

    private string Ticket(string party) => $"/q/{Queue.Code}#t={party}.{Queue.SessionId}";
}
