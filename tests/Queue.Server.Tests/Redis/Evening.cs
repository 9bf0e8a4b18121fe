using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Redis;

/// <summary>A queue with a bit of everything in it, and the requests of all its audiences.</summary>
internal sealed record Evening(WaitlistClient Queue, string Waiting, string Called, string Gone)
{
    public static async Task<Evening> BeginAsync(HttpClient http)
    {
        var queue = await WaitlistClient.CreateAsync(
            http, "\"maxGuests\":100,\"location\":\"Türstraße 1\",\"displayNames\":\"initial\"");
        var (gone, called) = (await queue.JoinAsync("Zoë", 4), await queue.JoinAsync("Bo 🍕", 2));
        var waiting = await queue.JoinAsync("Ann", 3);
        await queue.PartyAsync("kick", gone);
        Assert.Equal(HttpStatusCode.OK, (await queue.PartyAsync("call", called)).Status);
        return new Evening(queue, waiting, called, gone);
    }

    public Task ExpectSameAsync(RedisPair pair, string audience) => ExpectSameAsync(pair.Writer.Http, pair.Reader.Http, audience);

    public async Task ExpectSameAsync(HttpClient writer, HttpClient reader, string audience)
    {
        var (theirs, ours) = (await AskAsync(writer, audience), await AskAsync(reader, audience));
        Assert.Equal(HttpStatusCode.OK, ours.Status);
        Assert.Equal(theirs.Text, ours.Text);
        foreach (var header in (string[])["ETag", "Queue-Version", "Cache-Control", "Vary", "Content-Type", "Content-Length"])
        {
            Assert.Equal(theirs.Header(header), ours.Header(header));
        }

        var unchanged = await AskAsync(reader, audience, ("If-None-Match", theirs.ETag!));
        Assert.Equal((HttpStatusCode.NotModified, ""), (unchanged.Status, unchanged.Text));
        Assert.Equal(theirs.ETag, unchanged.ETag);
    }

    private Task<Answer> AskAsync(HttpClient http, string audience, params (string Name, string Value)[] headers)
    {
        (string Name, string Value)[] asHost = [("x-host-auth", Queue.HostToken), .. headers];
        return audience switch
        {
            "host" => http.ReadAsync($"{Queue.Path}/snapshot", asHost),
            "guest" => http.ReadAsync($"{Queue.Path}/snapshot?partyId={Waiting}", headers),
            "called guest" => http.ReadAsync($"{Queue.Path}/snapshot?partyId={Called}", headers),
            "gone guest" => http.ReadAsync($"{Queue.Path}/snapshot?partyId={Gone}", headers),
            "public" => http.ReadAsync($"{Queue.Path}/snapshot", headers),
            "status" => http.ReadAsync(Queue.Path, headers),
            "display" => http.ReadAsync($"{Queue.Path}/display", headers),
            _ => http.ReadAsync($"{Queue.Path}/display", asHost),
        };
    }
}
