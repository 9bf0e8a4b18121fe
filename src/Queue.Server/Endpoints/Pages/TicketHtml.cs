using Queue.Core.Waitlist;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>The ticket as the server draws it, for a browser whose script has not come yet or never will.</summary>
internal static class TicketHtml
{
    public static Html Write(Words words, WaitlistState queue, GuestView view) => view.Type switch
    {
        "position" => Waiting(words, view),
        "called" => Called(words, queue, view),
        _ => Ended(words, queue, view),
    };

    public static Html WriteKiosk(Words words, WaitlistState queue, int ticket) => Html.Of(
        $"""
        <section class="card kiosk" role="status"><h1>{words.Say("join.kioskDone", ("ticket", ticket.ToString(words.Culture)))}</h1>
        <p>{words.Say("join.kioskText")}</p><a class="button" href="/q/{queue.Code.ToString()}?kiosk">{words.Say("join.kioskNext")}</a></section>
        """);

    private static Html Waiting(Words words, GuestView view)
    {
        var wait = WaitText.Of(words, view.EstimatedLowMs ?? 0, view.EstimatedHighMs ?? 0);
        return Html.Of(
            $"""
            <section class="card ticket"><h1 class="state">{words.Say("ticket.waiting")}</h1>
            <div class="pair"><p class="place"><span class="huge">{view.Position ?? 0}</span><span class="soft">{words.Say("ticket.place")}</span></p>
            <p class="number"><span class="soft">{words.Say("ticket.number")}</span><strong>{view.Ticket ?? 0}</strong></p></div>
            <p class="ahead">{words.Count("ticket.ahead", view.AheadCount ?? 0)}</p>
            <p class="wait"><span class="soft">{words.Say("ticket.wait")}</span> <strong>{wait}</strong></p>
            <noscript><p class="soft small">{words.Say("ticket.noScript")}</p></noscript></section>
            """);
    }

    private static Html Called(Words words, WaitlistState queue, GuestView view)
    {
        var come = queue.Location is { } place ? words.Say("called.comeTo", ("place", place)) : words.Say("called.come");
        return Html.Of(
            $"""
            <section class="called"><h1>{words.Say("called.title")}</h1><p class="huge">{view.Ticket ?? 0}</p><p class="come">{come}</p></section>
            """);
    }

    private static Html Ended(Words words, WaitlistState queue, GuestView view)
    {
        var reason = view.Reason ?? "closed";
        return Html.Of(
            $"""
            <section class="card ended"><h1>{words.Say($"ended.{reason}")}</h1><p>{words.Say($"ended.{reason}Text")}</p>
            {Html.If(reason is not "closed", Html.Of($"""<a class="button quiet" href="/q/{queue.Code.ToString()}?new">{words.Say("ended.again")}</a>"""))}</section>
            """);
    }
}
