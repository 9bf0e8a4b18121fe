using System.Text.Json;

namespace Queue.Benchmarks.Servers;

/// <summary>A queue that was opened for a measurement.</summary>
internal sealed record Waitlist(string Code, string HostToken)
{
    public string Path => $"/api/queue/{Code}";

    public string HostHeader => $"x-host-auth: {HostToken}";

    public static async Task<Waitlist> OpenAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync(
            "/api/queue/create", new { eventName = "Trattoria", maxGuests = 10_000, allowDuplicateNames = false });
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return new Waitlist(Text(json, "code"), Text(json, "hostAuthToken"));
    }

    public static async Task<Waitlist[]> OpenAsync(HttpClient http, int count)
    {
        var queues = new Waitlist[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), async (i, _) => queues[i] = await OpenAsync(http));
        return queues;
    }

    private static string Text(JsonDocument json, string name) =>
        json.RootElement.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");
}
