using Queue.Server.Endpoints.Operations;
using Queue.Server.Endpoints.Pages;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Web;

namespace Queue.Server.Endpoints;

/// <summary>The routes of a reader: those that only read a waitlist, and the pages that show one. What else there is, is the writer's (421).</summary>
internal static class ReaderRoutes
{
    private static readonly string[] Writers = ["/api", "/ws", "/new", "/host", "/admin", "/jobs", "/rooms", "/v", "/venues"];
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapReaderRoutes(this WebApplication app)
    {
        RequestDelegate poll = app.Services.GetRequiredService<GetSnapshot>().HandleAsync;

        var queue = app.MapGroup("/api/queue");
        queue.MapMethods("/{code}", GetOrHead, GetWaitlist.HandleAsync);
        queue.MapMethods("/{code}/snapshot", GetOrHead, poll);
        queue.MapMethods("/{code}/display", GetOrHead, GetDisplay.HandleAsync);
        queue.MapMethods("/{code}/recent", GetOrHead, GetRecent.HandleAsync);
        queue.MapMethods("/{code}/qr.svg", GetOrHead, GetQrCode.HandleAsync);
        queue.MapGet("/{code}/connect", ConnectWaitlist.HandleAsync);
        app.MapGet("/queue/{code}", RedirectToWaitlist.Handle);

        app.MapMethods("/health", GetOrHead, Health.HandleAbout);
        app.MapMethods("/health/live", GetOrHead, Health.HandleLive);
        app.MapMethods("/health/ready", GetOrHead, ReaderHealth.HandleReady);
        app.MapMethods("/metrics", GetOrHead, GetMetrics.Handle);

        var pages = app.MapGroup("").AddEndpointFilter(PageLanguage.SwitchAsync);
        pages.MapMethods("/", GetOrHead, HomePage.HandleAsync);
        pages.MapMethods("/privacy", GetOrHead, PrivacyPage.HandleAsync);
        pages.MapGet("/q", FindPage.Handle);
        pages.MapMethods("/q/{code}", GetOrHead, GuestPage.HandleAsync);
        pages.MapMethods("/display/{code}", GetOrHead, LivePage.DisplayAsync);
        pages.MapMethods("/poster/{code}", GetOrHead, PosterPage.HandleAsync);
        pages.MapGet("/q/{code}/app.webmanifest", GetManifest.Handle);
        app.MapFiles();
    }

    /// <summary>
    /// The answer to what is not above. No routes of its own, as a second match would make every poll dearer. For people it is a page.
    /// </summary>
    public static Problem Unrouted(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path);
        var isRead = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        return isRead && !IsWriters(path) ? Problem.NotFound : Problem.NotTheWriter;
    }

    private static bool IsWriters(PathString path) => Writers.Any(start => path.StartsWithSegments(start, StringComparison.Ordinal));
}
