using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// What is stored about a guest, why, for how long, and whom to ask. It says what this program does: who changes that changes these words.
/// </summary>
internal static class PrivacyPage
{
    private static readonly (string Title, string[] Texts)[] Sections =
    [
        ("what", ["whatName", "whatAlerts", "whatAddress"]),
        ("why", ["whyText"]),
        ("who", ["whoText", "others"]),
        ("long", ["longName", "longAlerts"]),
        ("device", ["deviceText"]),
        ("ask", ["askText"]),
    ];

    public static Task HandleAsync(HttpContext context, PageWriter pages, IOptions<QueueOptions> options)
    {
        var words = PageLanguage.Of(context.Request);
        var sections = Html.All(Sections.Select(section => Html.Of(
            $"""
            <section class="card"><h2>{words.Say($"privacy.{section.Title}")}</h2>{Html.All(section.Texts.Select(text => Html.Of($"<p>{words.Say($"privacy.{text}")}</p>")))}</section>
            """)));
        var operatorLine = options.Value.Operator is { Length: > 0 } name
            ? Html.Of($"""<p><bdi>{words.Say("privacy.operator", ("operator", name))}</bdi></p>""")
            : default;
        return pages.WriteAsync(context, new Page
        {
            Name = "home",
            Words = words,
            Title = words.Say("privacy.title"),
            Body = Html.Of(
                $"""
                <main class="page"><h1>{words.Say("privacy.title")}</h1><p class="lead">{words.Say("privacy.lead")}</p>{operatorLine}{sections}</main>
                """),
        });
    }
}
