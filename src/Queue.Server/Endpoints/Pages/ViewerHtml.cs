using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>What the pages of jobs and of chat rooms share.</summary>
internal static class ViewerHtml
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    /// <summary>For whoever keeps looking without any script.</summary>
    public static Html Refresh => Html.Of($"""<noscript><meta http-equiv="refresh" content="15"></noscript>""");

    public static Html LooksAgain(Words words) => Html.Of($"""<noscript><p class="soft small">{words.Say("ticket.noScript")}</p></noscript>""");

    /// <summary>What is not open to all. The script knows whether this device has a token; without script there is none.</summary>
    public static Html Hidden(Words words) => Html.Of(
        $"""
        <noscript><section class="card"><h1>{words.Say("view.hidden")}</h1><p>{words.Say("view.hiddenText")}</p></section></noscript><p class="soft">{words.Say("view.loading")}</p>
        """);

    /// <summary>An instant in universal time: the script, which knows the reader's zone, writes it anew.</summary>
    public static Html Time(Words words, DateTimeOffset at)
    {
        var universal = at.UtcDateTime;
        return Html.Of(
            $"""
            <time datetime="{universal.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}">{universal.ToString("g", words.Culture)} UTC</time>
            """);
    }

    /// <summary>JSON to be read by people, in one line or in many. It becomes safe for a page when it is put into one.</summary>
    public static string Json(JsonElement json, bool isIndented) => JsonSerializer.Serialize(json, isIndented ? Indented : Compact);
}
