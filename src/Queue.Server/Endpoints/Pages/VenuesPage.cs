using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// The venues of an owner. The page itself holds none of them and no key: the script asks the API with the key that is typed in.
/// </summary>
internal static class VenuesPage
{
    public static Task HandleAsync(HttpContext context, PageWriter pages)
    {
        var words = PageLanguage.Of(context.Request);
        return pages.WriteAsync(context, new Page
        {
            Name = "venues",
            Words = words,
            Title = words.Say("venue.title"),
            Body = Html.Of(
                $"""
                <main class="page"><h1>{words.Say("venue.title")}</h1><div id="app">
                <noscript><p class="notice">{words.Say("new.noScript")}</p></noscript></div></main>
                """),
        });
    }
}
