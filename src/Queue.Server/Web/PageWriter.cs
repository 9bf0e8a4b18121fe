using System.Text;

namespace Queue.Server.Web;

/// <summary>Writes a page: the frame around it, its files, and the headers that keep it safe.</summary>
internal sealed class PageWriter(WebFiles files)
{
    // No script and no style in the page itself, so nothing that somebody typed can become one.
    private const string Csp =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Html Logo = Html.Of(
        $"""
        <svg viewBox="0 0 48 48" aria-hidden="true"><path d="M36.5 18A15 15 0 1 0 18 36.5" fill="none" stroke="currentColor" stroke-width="6" stroke-linecap="round"/><circle cx="32.6" cy="32.6" r="4.6" fill="#d9642c"/><circle cx="43" cy="43" r="3.6" fill="#d9642c" opacity=".7"/></svg>
        """);

    public Task WriteAsync(HttpContext context, Page page)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = page.Status;
        headers.ContentType = "text/html; charset=utf-8";
        headers.ContentSecurityPolicy = Csp;

        // With no-referrer, browsers send a form with "Origin: null", which is nobody's.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        headers.ContentLanguage = page.Words.Language;
        headers.Vary = "Origin, Cookie, Accept, Accept-Language, Accept-Encoding";
        headers.CacheControl = page.Status == StatusCodes.Status200OK ? "private, no-cache" : "no-store";
        var bytes = Encoding.UTF8.GetBytes(Frame(context.Request, page).ToString());
        if (Encodings.Accepts(context.Request.Headers.AcceptEncoding.ToString(), "br") && Encodings.Brotli(bytes) is { } smaller)
        {
            headers.ContentEncoding = "br";
            bytes = smaller;
        }

        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private Html Frame(HttpRequest request, Page page)
    {
        var words = page.Words;
        var built = files.Of(page.Name, words.Language);
        var styles = Html.All(built.Styles.Select(file => Html.Of($"""<link rel="stylesheet" href="{file}">""")));
        var preloads = Html.All(built.Preloads.Select(file => Html.Of($"""<link rel="modulepreload" href="{file}">""")));
        var script = built.Script is { } file ? Html.Of($"""<script type="module" src="{file}"></script>""") : default;
        var mark = Html.Of($"{Logo}<span>{words.Say("common.product")}</span>");
        return Html.Of(
            $"""
            <!doctype html>
            <html lang="{words.Language}" dir="{words.Direction}" data-state="{page.State}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
            <title>{page.Title}</title>
            <meta name="color-scheme" content="light dark">
            <meta name="theme-color" content="#f7f5ef" media="(prefers-color-scheme: light)">
            <meta name="theme-color" content="#0e1716" media="(prefers-color-scheme: dark)">
            <meta name="format-detection" content="telephone=no">
            <link rel="icon" href="/favicon.svg" type="image/svg+xml">
            <link rel="apple-touch-icon" href="/icons/180.png">
            {styles}{preloads}{script}{page.Head}
            </head>
            <body>
            <header class="top">{(page.IsKiosk ? Html.Of($"""<span class="mark">{mark}</span>""") : Html.Of($"""<a class="mark" href="/">{mark}</a>"""))}</header>
            {page.Body}
            <footer class="foot"><nav aria-label="{words.Say("common.language")}">{Html.All(Words.All.Select(other => Choice(request, words, other)))}</nav>{Html.If(!page.IsKiosk, Html.Of($"""<p><a href="/privacy">{words.Say("privacy.title")}</a></p>"""))}</footer>
            </body>
            </html>
            """);
    }

    private static Html Choice(HttpRequest request, Words current, Words other)
    {
        var kept = request.Query.ContainsKey("kiosk") ? "kiosk&" : request.Query.ContainsKey("new") ? "new&" : "";
        var address = $"?{kept}{PageLanguage.QueryName}={other.Language}";
        var name = other.Say("language");
        return other == current
            ? Html.Of($"""<a href="{address}" lang="{other.Language}" hreflang="{other.Language}" aria-current="true">{name}</a>""")
            : Html.Of($"""<a href="{address}" lang="{other.Language}" hreflang="{other.Language}">{name}</a>""");
    }
}
