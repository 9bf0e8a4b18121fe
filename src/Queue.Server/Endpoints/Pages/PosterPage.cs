using System.Globalization;
using Microsoft.Extensions.Options;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// What is hung up at the door: one sheet in black and white with the QR code, the address and the code. <c>?paper=</c> is <c>a4</c>
/// or <c>letter</c>, <c>?in=</c> (repeated) the guests' languages. The script adds a button that prints and changes the sheet at once.
/// </summary>
internal sealed class PosterPage(PageGate gate, PageWriter pages, IOptions<QueueOptions> options)
{
    private const int LongName = 24;
    private const int VeryLongName = 60;

    public static Task HandleAsync(HttpContext context, string code, PosterPage page) => page.HandleAsync(context, code);

    private async Task HandleAsync(HttpContext context, string code)
    {
        if (await gate.FindAsync(context, code) is not { } room)
        {
            return;
        }

        var (words, queue) = (PageLanguage.Of(context.Request), PageGate.QueueOf(room));
        var paper = Paper.Of(context.Request);
        var chosen = Chosen(context.Request, words);
        var address = OriginPolicy.JoinUrl(context.Request, options.Value, queue.Code);
        await pages.WriteAsync(context, new Page
        {
            Name = "poster",
            Words = words,
            Title = $"{queue.EventName} · {words.Say("poster.title")}",
            Body = Html.Of($"""<main class="page">{Tools(words, paper, chosen, address)}{Sheet(words, queue, paper, chosen, address)}</main>"""),
        });
    }

    private static Words[] Chosen(HttpRequest request, Words own)
    {
        var asked = request.Query["in"];
        Words[] chosen = [.. Words.All.Where(words => asked.Contains(words.Language, StringComparer.OrdinalIgnoreCase))];
        return chosen.Length > 0 ? chosen : [own];
    }

    private static Html Tools(Words words, string paper, Words[] chosen, string address)
    {
        var languages = Html.All(Words.All.Select(other => Choice("checkbox", "in", other.Language, other.Say("language"), chosen.Contains(other))));
        var isLocal = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;
        return Html.Of(
            $"""
            <form id="poster" class="card" method="get"><h1>{words.Say("poster.title")}</h1>
            {Html.If(isLocal, Html.Of($"""<p class="notice">{words.Say("poster.local")}</p>"""))}
            <fieldset class="field"><legend>{words.Say("poster.paper")}</legend><div class="choices">
            {Choice("radio", "paper", Paper.A4, "A4", paper is Paper.A4)}{Choice("radio", "paper", Paper.Letter, "US Letter", paper is Paper.Letter)}</div></fieldset>
            <fieldset class="field"><legend>{words.Say("poster.languages")}</legend><div class="choices">{languages}</div></fieldset>
            <button class="button quiet" id="show">{words.Say("poster.show")}</button>
            <button class="button" id="print" type="button" hidden>{words.Say("poster.print")}</button></form>
            """);
    }

    private static Html Choice(string type, string name, string value, string label, bool isChecked) => Html.Of(
        $"""
        <label class="choice"><input type="{type}" name="{name}" value="{value}"{(isChecked ? Html.Of($" checked") : default)}><span>{label}</span></label>
        """);

    private static Html Sheet(Words words, WaitlistState queue, string paper, Words[] chosen, string address)
    {
        var code = queue.Code.ToString();
        return Html.Of(
            $"""
            <section class="sheet" data-paper="{paper}"><div class="sheet-in" data-languages="{chosen.Length}">
            <h2 class="name" data-length="{LengthOf(queue.EventName)}"><bdi>{queue.EventName}</bdi></h2>
            <div class="ask">{InEach("poster.ask", chosen)}</div>
            <img src="/api/queue/{code}/qr.svg" width="400" height="400" alt="{words.Say("common.qr")}">
            <p class="address" dir="ltr">{address.Split("://")[^1]}</p>
            <div class="code"><div>{InEach("poster.code", chosen)}</div><strong dir="ltr">{code}</strong></div>
            </div></section>
            """);
    }

    // All languages are there, so that the script needs no words of its own to change them.
    private static Html InEach(string key, Words[] chosen) => Html.All(Words.All.Select(words => Html.Of(
        $"""<p lang="{words.Language}" dir="{words.Direction}"{(chosen.Contains(words) ? default : Html.Of($" hidden"))}>{words.Say(key)}</p>""")));

    private static string LengthOf(string name) => new StringInfo(name).LengthInTextElements switch
    {
        > VeryLongName => "very-long",
        > LongName => "long",
        _ => "short",
    };
}
