using System.Globalization;
using System.Text.Json;
using Queue.Server.Snapshots;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>A chat room as the server draws it, for a browser whose script has not come yet or never will: the newest of what was said.</summary>
internal static class RoomHtml
{
    public static Html Write(Words words, ChatSnapshot room)
    {
        using var view = JsonDocument.Parse(room.View(new Audience(AudienceKind.Public))?.Body ?? "{}"u8.ToArray());
        var items = view.RootElement.TryGetProperty("items", out var list) ? Html.All(list.EnumerateArray().Select(item => Item(words, item))) : default;
        var isEmpty = room.Chat.LastSeq < room.Chat.FirstSeq;
        return Html.Of(
            $"""
            <header class="head"><h1><bdi>{room.Chat.Name}</bdi></h1>{ViewerHtml.LooksAgain(words)}</header>
            <div class="log-frame"><div class="log card" role="log" aria-label="{words.Say("room.messages")}" tabindex="0"><div><ol class="items">{items}</ol>
            {Html.If(isEmpty, Html.Of($"""<p class="soft">{words.Say("room.empty")}</p>"""))}</div></div></div>
            <noscript><p class="soft small">{words.Say("room.readOnly")}</p></noscript>
            """);
    }

    private static Html Item(Words words, JsonElement item) => Text(item, "type") switch
    {
        "message" => Html.Of($"""<li class="item">{Who(words, item, Text(item, "sender"), Kind(words, item))}<p class="said" dir="auto">{Text(item, "content")}</p></li>"""),
        "event" => Html.Of($"""<li class="item event">{Who(words, item, Text(item, "event"), default)}<code class="data" dir="ltr">{Compact(item)}</code></li>"""),
        _ => Html.Of($"""<li class="item changed soft"><bdi>{words.Say("room.renamed", ("name", Text(item, "name")))}</bdi> {Time(words, item)}</li>"""),
    };

    private static Html Who(Words words, JsonElement item, string name, Html kind) => Html.Of(
        $"""<p class="who"><strong><bdi>{(name.Length > 0 ? name : "—")}</bdi></strong>{kind}{Time(words, item)}</p>""");

    private static Html Kind(Words words, JsonElement item) => Text(item, "sender_type") switch
    {
        "agent" => Html.Of($"""<span class="kind">{words.Say("room.program")}</span>"""),
        "system" => Html.Of($"""<span class="kind">{words.Say("room.system")}</span>"""),
        _ => default,
    };

    private static Html Time(Words words, JsonElement item) =>
        ViewerHtml.Time(words, DateTimeOffset.Parse(Text(item, "created_at"), CultureInfo.InvariantCulture));

    private static string Compact(JsonElement item) =>
        item.TryGetProperty("data", out var data) ? ViewerHtml.Json(data, isIndented: false) : "null";

    private static string Text(JsonElement item, string field) => item.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
}
