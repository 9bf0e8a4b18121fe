namespace Queue.Server.Tests.Fixtures;

/// <summary>One server for all tests of a class. Rates are off; the clock stands still, so that times in bodies are known.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private TestServer? server;

    internal TestServer Server => server ?? throw new InvalidOperationException("The server has not started.");

    internal HttpClient Http => Server.Http;

    internal ManualTime Time { get; } = new();

    /// <summary>The clock as it is on the wire.</summary>
    internal long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync(Time);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    internal Task<WaitlistClient> CreateAsync(string options = "\"maxGuests\":100") => WaitlistClient.CreateAsync(Http, options);
}
