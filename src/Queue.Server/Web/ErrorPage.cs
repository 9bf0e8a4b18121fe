using Queue.Server.Http;

namespace Queue.Server.Web;

/// <summary>Shows a problem to whoever asked: a page to people, problem details to programs.</summary>
internal sealed class ErrorPage(PageWriter pages)
{
    /// <summary>Writes the answer. <paramref name="code"/> is the queue's code when the address had one.</summary>
    public Task WriteAsync(HttpContext context, Problem problem, string? code = null)
    {
        if (!WantsPage(context.Request))
        {
            return problem.WriteAsync(context);
        }

        var words = PageLanguage.Of(context.Request);
        var (title, text) = Describe(words, problem, code);
        problem.SetHeaders(context);
        return pages.WriteAsync(context, new Page
        {
            Name = "home",
            Words = words,
            Title = title,
            Status = problem.Status,
            Body = Html.Of(
                $"""
                <main class="page"><section class="card"><h1>{title}</h1><p>{text}</p><a class="button" href="/">{words.Say("error.home")}</a></section></main>
                """),
        });
    }

    /// <summary>A browser asks for a page; everything below <c>/api</c> answers programs.</summary>
    public static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static (string Title, string Text) Describe(Words words, Problem problem, string? code) => problem.Code switch
    {
        "session_not_found" when code is not null => (words.Say("error.unknownCode", ("code", code)), words.Say("error.unknownCodeText")),
        "session_not_found" or "venue_not_found" or "not_found" => (words.Say("error.notFound"), words.Say("error.not_foundText")),
        "too_many_requests" => (words.Say("error.busy"), words.Say("error.too_many_requests")),
        "not_the_writer" => (words.Say("error.onlyShows"), words.Say("error.not_the_writer")),
        "unavailable" => (words.Say("error.busy"), words.Say("error.unavailable")),
        _ => (words.Say("error.broken"), words.Say("error.brokenText")),
    };
}
