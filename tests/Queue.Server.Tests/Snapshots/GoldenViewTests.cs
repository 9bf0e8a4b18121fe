using System.Text.RegularExpressions;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Snapshots;

/// <summary>The exact bytes of every view, order of properties included: an ETag is a hash of them, so a change is seen by every client.</summary>
public sealed partial class GoldenViewTests
{
    [Theory]
    [InlineData("host")]
    [InlineData("public")]
    [InlineData("status")]
    [InlineData("display")]
    [InlineData("trusted-display")]
    [InlineData("guest-waiting")]
    [InlineData("guest-called")]
    [InlineData("guest-removed")]
    [InlineData("guest-closed")]
    [InlineData("host-closed")]
    public async Task A_view_has_exactly_these_bytes(string view)
    {
        await using var server = await TestServer.StartAsync(new ManualTime());
        var queue = await WaitlistClient.CreateAsync(
            server.Http, "\"displayNames\":\"initial\",\"location\":\"Via Roma 1\",\"openTime\":\"12:00\",\"closeTime\":\"23:30\"");
        string[] parties = [await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo", 5), await queue.JoinAsync("Zoë 👍🏽 <b>"), await queue.JoinAsync()];
        await queue.HostAsync("advance");
        await queue.PartyAsync("call", parties[1]);
        await queue.PartyAsync("kick", parties[3]);
        if (view.EndsWith("closed", StringComparison.Ordinal))
        {
            await queue.HostAsync("close");
        }

        var token = ("x-host-auth", queue.HostToken);
        var answer = await (view switch
        {
            "public" => server.Http.ReadAsync($"{queue.Path}/snapshot"),
            "status" => server.Http.ReadAsync(queue.Path),
            "display" => server.Http.ReadAsync($"{queue.Path}/display"),
            "trusted-display" => server.Http.ReadAsync($"{queue.Path}/display", token),
            "guest-waiting" or "guest-closed" => queue.GuestSnapshotAsync(parties[2]),
            "guest-called" => queue.GuestSnapshotAsync(parties[1]),
            "guest-removed" => queue.GuestSnapshotAsync(parties[3]),
            _ => queue.HostSnapshotAsync(),
        });

        Repository.ExpectGolden($"{view}.json", Ids().Replace(answer.Text.Replace(queue.Code, "CODE", StringComparison.Ordinal), "ID"));
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture)]
    private static partial Regex Ids();
}
