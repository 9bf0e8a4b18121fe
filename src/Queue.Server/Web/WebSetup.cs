using Queue.Server.Endpoints.Pages;

namespace Queue.Server.Web;

internal static class WebSetup
{
    public static void AddWeb(this IServiceCollection services)
    {
        services.AddSingleton(new WebFiles(Path.Combine(AppContext.BaseDirectory, "web")));
        services.AddSingleton<PageWriter>();
        services.AddSingleton<ErrorPage>();
        services.AddSingleton<GuestPage>();
        services.AddSingleton<JoinByForm>();
    }
}
