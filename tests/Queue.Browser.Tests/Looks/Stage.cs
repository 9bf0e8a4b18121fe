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

    /// <summary>The addresses of jobs: one that runs, one that is done, one that failed.</summary>
    public required string Running { get; init; }

    public required string Done { get; init; }

    public required string Failed { get; init; }

    /// <summary>The key of an owner who has a venue with two devices.</summary>
    public required string OwnerKey { get; init; }

    /// <summary>The addresses of rooms: one to write in, the same one to read only, one in which nothing was said.</summary>
    public required string Room { get; init; }

    public required string RoomToRead { get; init; }

    public required string EmptyRoom { get; init; }

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
        var room = await RoomAsync(http);
        var venue = await VenueClient.CreateAsync(http);
        await DeviceClient.PairAsync(http, venue, "host", "The tablet with a long name at the door");
        await DeviceClient.PairAsync(http, venue, "display");
        return new Stage(http, queue, closed, [.. parties], adminKey)
        {
            Running = await JobAsync(http, "progress", """{"processedItems":846,"currentStatus":"Reading the third shelf"}"""),
            Done = await JobAsync(http, "complete", """{"result":{"found":[{"isbn":"978-3-16-148410-0","title":"A very long title of a book that nobody has read to its end"}],"missing":12}}"""),
            Failed = await JobAsync(http, "fail", """{"code":"disk_full","message":"No space left on the device"}"""),
            OwnerKey = venue.Owner.Key,
            Room = await LinkAsync(room, "write"),
            RoomToRead = await LinkAsync(room, "read"),
            EmptyRoom = await LinkAsync(await RoomClient.CreateAsync(http), "write"),
        };
    }

    private static async Task<RoomClient> RoomAsync(HttpClient http)
    {
        var room = await RoomClient.CreateAsync(http);
        await room.PostAsync("""{"sender":"Wilhelmine Friederike","content":"Is there a table for eight?\nThey are waiting outside."}""");
        await room.PostAsync("""{"sender":"Seating","sender_type":"agent","content":"Table 4 is free in ten minutes","color":"#d9642c"}""");
        await room.PostAsync("""{"type":"table_freed","data":{"table":4,"seats":8,"terrace":false,"note":"aVeryLongWordWithoutAnyPlaceToBreakItInTwoLinesOfAPhone"}}""");
        await room.SendAsync(HttpMethod.Patch, "", """{"name":"Floor and kitchen"}""");
        return room;
    }

    private static async Task<string> LinkAsync(RoomClient room, string role) => $"/rooms/{room.Id}#token={(await room.ShareAsync(role)).Credential}";

    private static async Task<string> JobAsync(HttpClient http, string action, string body)
    {
        var job = await JobClient.StartAsync(http, """ "totalCount":2000,"deadlineSeconds":3600 """);
        await job.DoAsync(action, body);
        return $"/jobs/{job.JobId}#token={job.Token}";
    }

    /// <summary>Waits until the numbers have the party that was seated.</summary>
    public Task CountedAsync() => Eventually.TrueAsync("the evening is counted", async () =>
    {
        var report = await http.GetAsync($"/api/admin/analytics?code={Queue.Code}", ("x-host-auth", Queue.HostToken));
        return report.Json["metrics"]!.AsArray().Any(metric => (string?)metric?["name"] is "served_per_hour" && (double?)metric["numerator"] >= 1);
    });

    private string Ticket(string party) => $"/q/{Queue.Code}#t={party}.{Queue.SessionId}";
}
