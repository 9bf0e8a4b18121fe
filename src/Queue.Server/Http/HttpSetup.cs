using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Web;

namespace Queue.Server.Http;

internal static class HttpSetup
{
    /// <summary>What reading takes, at a writer and at a reader.</summary>
    public static void AddReadHttp(this IServiceCollection services)
    {
        // Who answers no ping of the protocol for so long is gone, whatever else the connection looks like.
        services.Configure<WebSocketOptions>(options =>
        {
            options.KeepAliveInterval = TimeSpan.FromSeconds(30);
            options.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        });
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Poll>();
    }

    public static void AddHttp(this IServiceCollection services)
    {
        services.AddReadHttp();
        services.AddSingleton<BotCheck>();
        services.AddHttpClient(BotCheck.ClientName, client => client.Timeout = TimeSpan.FromSeconds(5));
    }

    /// <summary>Everything around the endpoints, outermost first. <paramref name="unrouted"/> answers what has no route.</summary>
    public static void UseHttp(this WebApplication app, Func<HttpContext, Problem> unrouted)
    {
        UseKnownProxies(app);
        app.UseMiddleware<Failures>();
        app.UseMiddleware<OriginPolicy>();
        app.UseWebSockets();
        app.UseRouting();
        var errors = app.Services.GetRequiredService<ErrorPage>();
        app.Use((context, next) =>
        {
            // Routing answers a known path with another method by an endpoint of its own (405); clients know only "Not found".
            ExactPaths.Apply(context);
            return context.GetEndpoint() is not RouteEndpoint
                ? errors.WriteAsync(context, unrouted(context))
                : next(context);
        });
    }

    // Forwarded headers are believed only when they come from a configured proxy; without one they are not even looked at.
    private static void UseKnownProxies(WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<QueueOptions>>().Value.KnownProxies;
        if (proxies.Length == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.TryParse(proxy, out var network)
                ? network
                : new System.Net.IPNetwork(System.Net.IPAddress.Parse(proxy), System.Net.IPAddress.Parse(proxy).GetAddressBytes().Length * 8));
        }

        app.UseForwardedHeaders(options);
    }
}
