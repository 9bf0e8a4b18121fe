using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

/// <summary>An evening with four parties, whose server can be stopped, sent to sleep and cut off from its disk.</summary>
public abstract class OutageEvening : IAsyncLifetime
{
    private readonly string folder = TestServer.NewFolder();

    private protected ManualTime Time { get; } = new();

    private protected TroubledLog Log { get; } = new();

    private protected Dictionary<string, string> Parties { get; } = new(StringComparer.Ordinal);

    private protected TestServer Server { get; private set; } = null!;

    private protected WaitlistClient Waitlist { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync(Time, folder, [], Log.Install);
        Waitlist = await WaitlistClient.CreateAsync(Server.Http);
        foreach (var name in (string[])["Ann", "Bo", "Cy", "Di"])
        {
            Parties[name] = await Waitlist.JoinAsync(name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task CallAsync(string name) =>
        Assert.Equal(HttpStatusCode.OK, (await Waitlist.PartyAsync("call", Parties[name])).Status);

    private protected async Task RestartAsync(TimeSpan downtime)
    {
        await Server.DisposeAsync();
        Time.Jump(downtime);
        Server = await TestServer.StartAsync(Time, folder, [], Log.Install);
        Waitlist = new WaitlistClient(Server.Http, Waitlist.Code, Waitlist.SessionId, Waitlist.HostToken);
    }

    // Second by second, and each with a look at the server, so that its own threads keep up with the clock.
    private protected async Task AdvanceInStepsAsync(TimeSpan by)
    {
        for (var end = Time.GetUtcNow() + by; Time.GetUtcNow() < end;)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Waitlist.HostSnapshotAsync();
        }
    }
}
