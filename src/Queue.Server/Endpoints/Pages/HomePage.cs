using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>What this is, the way to a waitlist of one's own, and the way to one by its code.</summary>
internal static class HomePage
{
    public static Task HandleAsync(HttpContext context, PageWriter pages, WebFiles files)
    {
        var words = PageLanguage.Of(context.Request);
        return pages.WriteAsync(context, new Page
        {
            Name = "home",
            Words = words,
            Title = $"{words.Say("common.product")} · {words.Say("home.title")}",
            Body = files.AreBuilt ? Body(words) : NotBuilt,
        });
    }

    // For whoever builds the server, so in English alone.
    private static Html NotBuilt => Html.Of(
        $"""
        <main class="page"><h1>Queue is running, but its pages were not built</h1>
        <p>The API works: see <a href="/health">/health</a> and <a href="/openapi/v1.json">/openapi/v1.json</a>.</p>
        <p>For the pages, install Node.js 20.19 or later (with npm) and start the server again with
        <code>dotnet run --project src/Queue.Server</code>. Guests can join without them, on a plain page.</p></main>
        """);

    private static Html Body(Words words)
    {
        var steps = Html.All(Enumerable.Range(1, 3).Select(step => Html.Of(
            $"""<li><h2>{words.Say($"home.step{step}")}</h2><p class="soft">{words.Say($"home.step{step}Text")}</p></li>""")));
        return Html.Of(
            $"""
            <main class="page">
            <div class="hero"><h1>{words.Say("home.title")}</h1><p class="lead">{words.Say("home.lead")}</p></div>
            <a class="button" href="/new">{words.Say("home.open")}</a>
            <form class="card code" action="/q" method="get">
            <div class="field"><label for="code">{words.Say("home.code")}</label>
            <input id="code" name="code" required minlength="6" maxlength="6" pattern="[A-Za-z0-9]+" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint">
            <p class="hint small" id="code-hint">{words.Say("home.codeHint")}</p></div>
            <button class="button quiet">{words.Say("home.go")}</button>
            </form>
            <section class="card"><ol class="steps">{steps}</ol></section>
            <p class="soft small">{words.Say("home.own")}</p>
            </main>
            """);
    }
}
