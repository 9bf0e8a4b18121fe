using System.Diagnostics;
using Microsoft.Extensions.Options;
using Queue.Server.Analytics;
using Queue.Server.Configuration;
using Queue.Server.Demo;
using Queue.Server.Endpoints;
using Queue.Server.Events;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Metrics;
using Queue.Server.Push;
using Queue.Server.Redis;
using Queue.Server.Rooms;
using Queue.Server.Storage;
using Queue.Server.Venues;
using Queue.Server.Web;

namespace Queue.Server;

/// <summary>The server, put together: table of contents of this project.</summary>
internal static class QueueServer
{
    private const string DefaultUrl = "http://localhost:8080";
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(8);

    /// <summary>Runs until the process is told to stop. Returns the exit code: 0 after a clean stop, 1 when it could not start.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (await Commands.TryRunAsync(args, rest => Build(rest).Services, rest => NewBuilder(rest).Configuration) is { } exitCode)
            {
                return exitCode;
            }

            using var demo = args.Contains(DemoRun.Argument, StringComparer.Ordinal) ? new DemoRun() : null;
            string[] settings = [.. args.Where(arg => !string.Equals(arg, DemoRun.Argument, StringComparison.Ordinal))];
            await using var app = Build(settings, demo is null ? null : demo.Configure);
            ShowNewAdminKey(app.Services.GetRequiredService<Secrets>());
            app.Lifetime.ApplicationStarted.Register(() => ShowAddresses(app, demo is not null));
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is StartupException or OptionsValidationException or IOException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"Queue cannot start: {e.Message}");
            return 1;
        }
    }

    /// <summary>Builds the server; <paramref name="configure"/> lets tests bring their own clock.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = NewBuilder(args);
        ConfigureHost(builder);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddQueueOptions();
        var role = QueueRoles.Of(builder.Configuration);
        switch (role)
        {
            case QueueRole.Writer:
                AddWriter(builder);
                break;
            case QueueRole.Reader:
                AddReader(builder);
                break;
            default:
                throw new UnreachableException();
        }

        configure?.Invoke(builder);
        var app = builder.Build();
        app.Services.GetRequiredService<PrometheusText>();
        if (role == QueueRole.Reader)
        {
            app.UseHttp(ReaderRoutes.Unrouted);
            app.MapReaderRoutes();
        }
        else
        {
            app.UseHttp(static _ => Problem.NotFound);
            app.MapRoutes();
        }

        var snapshots = app.Services.GetService<RedisLink>() is { } redis ? $"Redis at {redis.Servers}" : "memory";
        app.Lifetime.ApplicationStarted.Register(() => app.Logger.Adapters(role, snapshots));
        return app;
    }

    private static WebApplicationBuilder NewBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
    });

    private static void AddWriter(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddStorage();
        services.AddKeys();
        services.AddRooms();
        services.AddVenues();
        if (QueueRoles.HasRedis(builder.Configuration))
        {
            services.AddRedis();
        }

        services.AddEvents(builder.Configuration);
        services.AddAnalytics();
        services.AddPush();
        services.AddHttp();
        services.AddEndpoints();
        services.AddWeb();
    }

    private static void AddReader(WebApplicationBuilder builder)
    {
        builder.Services.AddReaderSecrets();
        builder.Services.AddRedisReader();
        builder.Services.AddReadHttp();
        builder.Services.AddReadEndpoints();
        builder.Services.AddReadWeb();
    }

    // On the console and not in the log: logs are kept and copied, this key is shown once.
    private static void ShowNewAdminKey(Secrets secrets)
    {
        if (secrets.NewAdminKey is { } key)
        {
            Console.WriteLine($"The admin key of this server, shown only now: {key}");
        }
    }

    private static void ShowAddresses(WebApplication app, bool demo)
    {
        foreach (var address in NetworkAddresses.ForPhones(app.Urls, NetworkAddresses.Own()))
        {
            Console.WriteLine($"Phones on the same network reach this server at {address}");
        }

        if (demo)
        {
            DemoRun.Welcome(app);
        }
    }

    private static void ConfigureHost(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey])
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 128 * 1024;
            options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
    }
}

internal static partial class QueueServerLog
{
    [LoggerMessage(1, LogLevel.Information, "This process is a {Role}; snapshots and limits are in {Snapshots}")]
    public static partial void Adapters(this ILogger logger, QueueRole role, string snapshots);
}
