using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using StackExchange.Redis;

namespace Queue.Server.Redis;

/// <summary>
/// The connection to Redis. Made in the background, so that nothing waits for a Redis that is down; asked every half second whether it
/// answers, as a connection that stands says nothing about that. No command waits longer than <see cref="Longest"/>.
/// </summary>
internal sealed class RedisLink : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(0.5);

    private readonly ConfigurationOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<RedisLink> logger;
    private readonly ConcurrentQueue<(string Channel, Action<string> Heard)> subscriptions = [];
    private ConnectionMultiplexer? connection;
    private volatile bool isUp;
    private bool saidDown;

    public RedisLink(IOptions<RedisOptions> options, TimeProvider time, RedisInstruments instruments, ILogger<RedisLink> logger)
    {
        this.options = options.Value.Connection();
        this.time = time;
        this.logger = logger;
        Servers = string.Join(", ", this.options.EndPoints.Select(point => point switch
        {
            System.Net.DnsEndPoint name => $"{name.Host}:{name.Port}",
            _ => point.ToString(),
        }));
        instruments.IsUp = () => isUp;
    }

    /// <summary>Redis took the last command that was tried.</summary>
    public bool IsUp => isUp;

    /// <summary>Where Redis is, without any secret.</summary>
    public string Servers { get; }

    /// <summary>Sends a command. Throws when Redis cannot be reached or does not answer in time; the command may still be done then.</summary>
    public Task<T> AskAsync<T>(Func<IDatabase, Task<T>> command) => AskAsync(command, Longest);

    /// <summary>Sends a command and waits for so long.</summary>
    public Task<T> AskAsync<T>(Func<IDatabase, Task<T>> command, TimeSpan longest) =>
        connection is { } open
            ? command(open.GetDatabase()).WaitAsync(longest, time)
            : Task.FromException<T>(new TimeoutException("There is no connection to Redis yet."));

    /// <summary>The channel of a name.</summary>
    public static RedisChannel Channel(string name) => new(name, RedisChannel.PatternMode.Literal);

    /// <summary>Hears a channel for as long as the process lives. To be called before the link starts.</summary>
    public void Hear(string channel, Action<string> heard) => subscriptions.Enqueue((channel, heard));

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        connection?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                connection ??= await ConnectAsync();
                await AskAsync(database => database.PingAsync(), LongestProbe);
                SetUp();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                SetDown(e);
            }

            await Task.Delay(ProbeEvery, time, stoppingToken);
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var made = await ConnectionMultiplexer.ConnectAsync(options);
        try
        {
            // The library subscribes again by itself whenever it has connected again.
            foreach (var (channel, heard) in subscriptions)
            {
                await made.GetSubscriber().SubscribeAsync(
                    Channel(channel), (_, message) => heard(message.ToString())).WaitAsync(Longest, time);
            }

            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private void SetUp()
    {
        if (!isUp)
        {
            isUp = true;
            saidDown = false;
            logger.RedisUp(Servers);
        }
    }

    private void SetDown(Exception why)
    {
        isUp = false;
        if (!saidDown)
        {
            saidDown = true;
            logger.RedisDown(Servers, why.GetType().Name);
        }
    }
}
