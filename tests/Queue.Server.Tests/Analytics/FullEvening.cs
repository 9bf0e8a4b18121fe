using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Analytics;

/// <summary>An evening in which hosts and guests do everything that can be done to a party, and undo some of it.</summary>
internal static class FullEvening
{
    /// <summary>Visits that count.</summary>
    public const int Guests = 8;

    /// <summary>Runs it, and gives the room's version at its end.</summary>
    public static async Task<int> RunAsync(HttpClient http, WaitlistClient queue, ManualTime time)
    {
        Answer last = await queue.HostAsync("pause", "{}");
        string[] parties = new string[Guests];
        for (var i = 0; i < Guests - 2; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            parties[i] = await (i == 0 ? ResumedAsync(queue) : queue.JoinAsync(size: 2));
        }

        parties[^2] = await AddAsync(queue, """{"size":4,"quotedLowMs":600000,"quotedHighMs":900000}""");
        parties[^1] = await AddAsync(queue, """{"size":2}""");

        // What was done by mistake.
        await UndoAsync(queue, await queue.HostAsync("add", """{"size":3}"""));
        await UndoAsync(queue, await queue.HostAsync("decline", """{"size":6}"""));
        await UndoAsync(queue, await queue.PartyAsync("call", parties[1]));
        await UndoAsync(queue, await queue.PartyAsync("seat", parties[1]));
        await UndoAsync(queue, await queue.PartyAsync("hold", parties[1]));
        await UndoAsync(queue, await queue.HostAsync("edit", $$"""{"partyId":"{{parties[1]}}","size":5}"""));
        await OkAsync(queue.PartyAsync("kick", parties[1]));
        await UndoAsync(queue, await queue.PartyAsync("restore", parties[1]));

        // What was meant.
        time.Advance(TimeSpan.FromMinutes(1));
        await OkAsync(queue.HostAsync("decline", """{"size":5,"quotedHighMs":1800000}"""));
        await OkAsync(queue.PartyAsync("hold", parties[0]));
        await OkAsync(queue.PartyAsync("call", parties[2]));
        await OkAsync(GuestAsync(http, queue, "snooze", parties[2]));
        time.Advance(TimeSpan.FromMinutes(2));
        await OkAsync(queue.PartyAsync("seat", parties[2]));
        await OkAsync(queue.PartyAsync("unhold", parties[0]));
        await OkAsync(GuestAsync(http, queue, "let-ahead", parties[0]));
        await OkAsync(queue.PartyAsync("call", parties[^2]));
        await OkAsync(queue.HostAsync("edit", $$"""{"partyId":"{{parties[4]}}","size":5}"""));
        await OkAsync(queue.HostAsync("move", $$"""{"partyId":"{{parties[^1]}}","beforePartyId":"{{parties[3]}}"}"""));
        await OkAsync(GuestAsync(http, queue, "leave", parties[5]));
        await OkAsync(queue.PartyAsync("no-show", parties[^2]));
        last = await OkAsync(GuestAsync(http, queue, "still-here", parties[^2]));
        return int.Parse(last.Header("Queue-Version")!.Split('.')[1], CultureInfo.InvariantCulture);
    }

    public static async Task<Answer> UndoAsync(WaitlistClient queue, Answer done) =>
        await OkAsync(queue.HostAsync("undo", $$"""{"version":{{(long?)done.Json["undo"]?["version"]}} }"""));

    public static async Task<string> AddAsync(WaitlistClient queue, string body) =>
        (string)(await OkAsync(queue.HostAsync("add", body))).Json["party"]!["id"]!;

    public static Task<Answer> GuestAsync(HttpClient http, WaitlistClient queue, string action, string party) =>
        http.PostAsync($"{queue.Path}/{action}", new JsonObject { ["partyId"] = party }.ToJsonString());

    public static async Task<Answer> OkAsync(Task<Answer> asked)
    {
        var answer = await asked;
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer;
    }

    private static async Task<string> ResumedAsync(WaitlistClient queue)
    {
        await OkAsync(queue.HostAsync("resume", "{}"));
        return await queue.JoinAsync();
    }
}
