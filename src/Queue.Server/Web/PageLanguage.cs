using StringWithQualityHeaderValue = Microsoft.Net.Http.Headers.StringWithQualityHeaderValue;

namespace Queue.Server.Web;

/// <summary>In which language a page is written: as the guest chose, else as the browser asks, else English.</summary>
internal static class PageLanguage
{
    public const string QueryName = "lang";

    private const string CookieName = "queue_lang";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static Words Of(HttpRequest request) =>
        Words.Find(request.Cookies[CookieName]) ?? FromHeader(request) ?? Words.All[0];

    /// <summary>A page with <c>?lang=</c> keeps the choice and comes again under its own address.</summary>
    public static ValueTask<object?> SwitchAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var (request, response) = (invocation.HttpContext.Request, invocation.HttpContext.Response);
        if (!HttpMethods.IsGet(request.Method) || !request.Query.TryGetValue(QueryName, out var asked))
        {
            return next(invocation);
        }

        if (Words.Find(asked.ToString()) is { } words)
        {
            response.Cookies.Append(CookieName, words.Language, new CookieOptions
            {
                Path = "/",
                MaxAge = Kept,
                SameSite = SameSiteMode.Lax,
                Secure = request.IsHttps,
            });
        }

        var rest = QueryString.Create(request.Query.Where(pair => !string.Equals(pair.Key, QueryName, StringComparison.Ordinal)));
        return ValueTask.FromResult<object?>(TypedResults.Redirect($"{request.Path.ToUriComponent()}{rest}"));
    }

    private static Words? FromHeader(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var tags)
            ? tags.Where(tag => tag.Quality is not 0)
                .OrderByDescending(tag => tag.Quality ?? 1)
                .Select(tag => Words.Find(tag.Value.AsSpan()))
                .FirstOrDefault(words => words is not null)
            : null;
}
