using Queue.Server.Endpoints.Pages;

namespace Queue.Server.Web;

internal static class WebSetup
{
    /// <summary>The pages that only show something, at a writer and at a reader.</summary>
    public static void AddReadWeb(this IServiceCollection services)
    {
        services.AddSingleton(new WebFiles(Path.Combine(AppContext.BaseDirectory, "web")));
        services.AddSingleton<PageWriter>();
        services.AddSingleton<ErrorPage>();
        services.AddSingleton<PageGate>();
        services.AddSingleton<GuestPage>();
        services.AddSingleton<LivePage>();
        services.AddSingleton<PosterPage>();
    }

    public static void AddWeb(this IServiceCollection services)
    {
        services.AddReadWeb();
        services.AddSingleton<JoinByForm>();
        services.AddSingleton<JobPage>();
        services.AddSingleton<RoomPage>();
        services.AddSingleton<VenuePage>();
    }
}
