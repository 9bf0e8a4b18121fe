using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>What people see, in a few words.</summary>
internal static class Views
{
    /// <summary>The host's view as <c>Ann called, Bo waiting</c>; a closed queue says so.</summary>
    public static async Task<string> LineAsync(this WaitlistClient queue)
    {
        var view = (await queue.HostSnapshotAsync()).Json;
        var serving = view["nowServing"] is { } row ? [row] : Array.Empty<System.Text.Json.Nodes.JsonNode>();
        var rows = serving.Concat(view["queue"]!.AsArray()).Select(row => $"{row?["name"]} {row?["status"]}");
        return (bool)view["closed"]! ? "closed" : string.Join(", ", rows);
    }

    /// <summary>A guest's view as <c>position</c>, <c>called</c>, <c>removed no_show</c> or <c>closed</c>.</summary>
    public static async Task<string> StatusAsync(this WaitlistClient queue, string party)
    {
        var view = (await queue.GuestSnapshotAsync(party)).Json;
        return $"{view["type"]} {view["reason"]}".Trim();
    }

    /// <summary>Until when a called party may come.</summary>
    public static async Task<DateTimeOffset> DeadlineAsync(this WaitlistClient queue, string party) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(await queue.GuestSnapshotAsync(party)).Json["deadline"]!);

    /// <summary>
    /// Lets the room do everything that is due by now, by a command without effect: what it has not done after this, it does not do
    /// at this instant.
    /// </summary>
    public static async Task SettleAsync(this WaitlistClient queue)
    {
        var answer = await queue.HostAsync("kick", """{"partyId":"00000000-0000-4000-8000-000000000000"}""");
        Assert.True(answer.Code is "party_not_found" or "session_closed", answer.Text);
    }

    /// <summary>
    /// Waits for a view of the host. With a clock, which is at the deadline already, it goes on a little with every look: the server's
    /// own threads may have set their alarm after it was moved, and so for as much later.
    /// </summary>
    public static Task BecomesAsync(this WaitlistClient queue, string line, ManualTime? time = null) =>
        Eventually.TrueAsync($"the queue is: {line}", async () =>
        {
            time?.Advance(TimeSpan.FromMilliseconds(100));
            return string.Equals(await queue.LineAsync(), line, StringComparison.Ordinal);
        });
}
