using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Jobs;

/// <summary>The poll of a job keeps to the same rules as every other.</summary>
public sealed class JobPollTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task An_unchanged_job_is_304_with_all_its_headers()
    {
        var job = await JobClient.StartAsync(shared.Http);
        var first = await job.GetAsync();

        var again = await job.GetAsync(("If-None-Match", first.ETag!));

        Assert.Equal((304, ""), ((int)again.Status, again.Text));
        foreach (var header in new[] { "ETag", "Cache-Control", "Vary", "Queue-Version", "Access-Control-Allow-Origin" })
        {
            Assert.Equal((header, first.Header(header)), (header, again.Header(header)));
        }

        Assert.Equal(("private, no-cache", "Authorization, Prefer"), (first.Header("Cache-Control"), first.Header("Vary")));
        var head = await shared.Http.SendAsync(HttpMethod.Head, job.Path, null, ("Authorization", $"Bearer {job.Token}"));
        Assert.Equal((first.ETag, first.Message.Content.Headers.ContentLength), (head.ETag, head.Message.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task A_held_poll_is_answered_when_the_job_goes_on()
    {
        var job = await JobClient.StartAsync(shared.Http);
        var first = await job.GetAsync();
        var held = job.GetAsync(("If-None-Match", first.ETag!), ("Prefer", "wait=25"));

        // Whichever comes first: the clock stands still, so the wait itself never ends.
        await job.DoAsync("progress", """{"progress":0.5}""");
        var answer = await held;

        Assert.Equal((200, 0.5), ((int)answer.Status, (double)answer.Json["progress"]!));
    }
}
