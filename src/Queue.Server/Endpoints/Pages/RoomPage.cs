using Queue.Core.Rooms;
using Queue.Server.Endpoints.Chat;
using Queue.Server.Http;
using Queue.Server.Snapshots;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// Where people follow a chat room. One that is open to all is drawn with the newest of what was said; of any other, and of none, the same
/// empty page comes, so that nobody learns here whether it exists. A token is shown to the script alone, in the fragment.
/// </summary>
internal sealed class RoomPage(ChatGate gate, PageWriter pages, ErrorPage errors)
{
    public static Task HandleAsync(HttpContext context, string id, RoomPage page) => page.HandleAsync(context, id);

    private async Task HandleAsync(HttpContext context, string id)
    {
        var (access, problem) = RoomId.TryParse(id, out _) ? await gate.FindOpenAsync(context, id, ChatRight.Read) : (null, Problem.NotFound);
        if (problem is not null && problem != Problem.MissingApiKey)
        {
            await errors.WriteAsync(context, problem);
            return;
        }

        var words = PageLanguage.Of(context.Request);
        var room = access?.Room.Current as ChatSnapshot;
        await pages.WriteAsync(context, new Page
        {
            Name = "room",
            Words = words,
            Title = room?.Chat.Name ?? words.Say("view.hidden"),
            Head = Html.If(room is not null, ViewerHtml.Refresh),
            Body = Html.Of(
                $"""
                <main class="page"><div id="app" data-id="{id}"{Html.If(room is not null, Html.Of($" data-open"))}>{(room is null ? ViewerHtml.Hidden(words) : RoomHtml.Write(words, room))}</div></main>
                """),
        });
    }
}
