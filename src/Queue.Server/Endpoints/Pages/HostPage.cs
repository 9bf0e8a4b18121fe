using Microsoft.Extensions.Options;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// The host screen. The page itself holds nothing that guests do not see: who hosts shows the script the token in the fragment, which
/// is never sent here, and the script asks the API. Without a code it lists the queues that the device may host.
/// </summary>
internal static class HostPage
{
    public static async Task HandleAsync(
        HttpContext context, string code, PageGate gate, PageWriter pages, IOptions<QueueOptions> options)
    {
        if (await gate.FindAsync(context, code) is not { } room)
        {
            return;
        }

        var queue = PageGate.QueueOf(room);
        var join = $"{OriginPolicy.BaseUrl(context.Request, options.Value)}/q/{queue.Code}";
        var bySize = queue.Options.PositionBy == PositionBasis.SizeBand ? "size" : "all";
        await WriteAsync(context, pages, queue.EventName, Html.Of(
            $"""
             data-code="{queue.Code.ToString()}" data-name="{queue.EventName}" data-by="{bySize}" data-most="{queue.Options.MaxPartySize}" data-join="{join}"
            """));
    }

    public static Task HandleListAsync(HttpContext context, PageWriter pages) => WriteAsync(context, pages, title: null, default);

    private static Task WriteAsync(HttpContext context, PageWriter pages, string? title, Html data)
    {
        var words = PageLanguage.Of(context.Request);
        return pages.WriteAsync(context, new Page
        {
            Name = "host",
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
