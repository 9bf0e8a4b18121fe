using Microsoft.Extensions.Options;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// The pages that only a script can keep up to date: the host screen and the lobby screen. They hold nothing that guests do not see:
/// who hosts shows the script the token in the fragment, which is never sent here, and the script asks the API.
/// </summary>
internal sealed class LivePage(PageGate gate, PageWriter pages, IOptions<QueueOptions> options)
{
    public static Task HostAsync(HttpContext context, string code, LivePage page) => page.HandleAsync(context, code, "host");

    /// <summary>The queues that the device may host.</summary>
    public static Task HostsAsync(HttpContext context, LivePage page) => page.WriteAsync(context, "host", title: null, default);

    public static Task DisplayAsync(HttpContext context, string code, LivePage page) => page.HandleAsync(context, code, "display");

    private async Task HandleAsync(HttpContext context, string code, string name)
    {
        if (await gate.FindAsync(context, code) is not { } room)
        {
            return;
        }

        var queue = PageGate.QueueOf(room);
        var join = OriginPolicy.JoinUrl(context.Request, options.Value, queue.Code);
        var by = queue.Options.PositionBy == PositionBasis.SizeBand ? "size" : "all";
        await WriteAsync(context, name, queue.EventName, Html.Of(
            $"""
             data-code="{queue.Code.ToString()}" data-name="{queue.EventName}" data-by="{by}" data-most="{queue.Options.MaxPartySize}" data-join="{join}"
            """));
    }

    private Task WriteAsync(HttpContext context, string name, string? title, Html data)
    {
        var words = PageLanguage.Of(context.Request);
        return pages.WriteAsync(context, new Page
        {
            Name = name,
            Words = words,
            Title = title ?? words.Say("host.title"),
            Body = Html.Of(
                $"""
                <main class="page"><div id="app"{data}>
                <noscript><p class="notice">{words.Say("new.noScript")}</p></noscript><p class="soft">{words.Say("host.loading")}</p></div></main>
                """),
        });
    }
}
