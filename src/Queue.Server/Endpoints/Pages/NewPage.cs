using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>Opens a waitlist: five fields at most. The script sends them to the API and goes on to the host screen.</summary>
internal static class NewPage
{
    private const int UsualGuests = 100;

    public static Task HandleAsync(HttpContext context, PageWriter pages, IOptions<LimitOptions> limits)
    {
        var words = PageLanguage.Of(context.Request);
        return pages.WriteAsync(context, new Page
        {
            Name = "new",
            Words = words,
            Title = words.Say("new.title"),
            Body = Body(words, limits.Value.MaxGuestsPerQueue),
        });
    }

    private static Html Body(Words words, int most)
    {
        var optional = Html.Of($"""<span class="hint">({words.Say("new.optional")})</span>""");
        return Html.Of(
            $"""
            <main class="page"><h1>{words.Say("new.title")}</h1>
            <noscript><p class="notice">{words.Say("new.noScript")}</p></noscript>
            <form id="new" class="card">
            <fieldset class="field"><legend>{words.Say("new.kind")}</legend><div class="choices">
            {Kind(words, "restaurant", isChecked: true)}{Kind(words, "counter", isChecked: false)}</div></fieldset>
            <div class="field"><label for="eventName">{words.Say("new.name")}</label>
            <input id="eventName" name="eventName" required maxlength="120" autocomplete="organization"></div>
            <div class="field"><label for="location">{words.Say("new.place")} {optional}</label>
            <input id="location" name="location" maxlength="200" placeholder="{words.Say("new.placeHint")}"></div>
            <div class="field"><label for="maxGuests">{words.Say("new.most")}</label>
            <input id="maxGuests" name="maxGuests" type="number" inputmode="numeric" min="1" max="{most}" value="{Math.Min(UsualGuests, most)}" required></div>
            <div class="field"><label for="closeTime">{words.Say("new.closes")} {optional}</label>
            <input id="closeTime" name="closeTime" type="time"></div>
            <p class="error" id="complaint" role="alert" hidden></p>
            <button class="button" disabled>{words.Say("new.submit")}</button>
            </form></main>
            """);
    }

    private static Html Kind(Words words, string preset, bool isChecked) => Html.Of(
        $"""
        <label class="choice"><input type="radio" name="preset" value="{preset}"{(isChecked ? Html.Of($" checked") : default)}><strong>{words.Say($"new.{preset}")}</strong><span class="hint">{words.Say($"new.{preset}Hint")}</span></label>
        """);
}
