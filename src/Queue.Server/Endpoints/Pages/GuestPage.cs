using Queue.Core.Waitlist;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// The guest's page: the ticket of the party that this browser waits for, else the form to join. Both work as they come, without any
/// script; the script makes them live. <c>?new</c> asks for the form in any case, <c>?kiosk</c> is for a shared screen at the door.
/// </summary>
internal sealed class GuestPage(PageGate gate, RoomGate parties, PageWriter pages, TimeProvider time)
{
    public static Task HandleAsync(HttpContext context, string code, GuestPage page) => page.HandleAsync(context, code);

    /// <summary>Shows the form, with what was wrong about it when it comes back.</summary>
    public Task WriteFormAsync(HttpContext context, WaitlistState queue, FilledForm filled, Problem? problem = null)
    {
        var words = PageLanguage.Of(context.Request);
        var status = new WaitlistView(queue).Status();
        var form = new JoinForm(words, queue, status, time.GetUtcNow());
        problem?.SetHeaders(context);
        return WriteAsync(context, queue, words, new Page
        {
            Name = "guest",
            Words = words,
            Title = $"{queue.EventName} · {words.Say("join.title")}",
            Status = problem?.Status ?? StatusCodes.Status200OK,
            Body = status.State is "open" || problem is not null ? form.Write(filled, problem) : form.WriteClosed(),
            IsKiosk = filled.IsKiosk,
        });
    }

    private async Task HandleAsync(HttpContext context, string code)
    {
        if (await gate.FindAsync(context, code) is not { } room)
        {
            return;
        }

        // A reader may not know yet who has just joined.
        if (PartyId.TryParse(PartyCookie.Value(context.Request), out var party))
        {
            await parties.HasPartyAsync(room, party, context.RequestAborted);
        }

        await AnswerAsync(context, PageGate.QueueOf(room));
    }

    private Task AnswerAsync(HttpContext context, WaitlistState queue)
    {
        var query = context.Request.Query;
        var isKiosk = query.ContainsKey("kiosk");
        if (isKiosk && int.TryParse(query["ticket"], out var ticket))
        {
            return WriteKioskTicketAsync(context, queue, ticket);
        }

        return !isKiosk && !query.ContainsKey("new")
            && PartyId.TryParse(PartyCookie.Value(context.Request), out var party)
            && new WaitlistView(queue).Guest(party) is { } view
                ? WriteTicketAsync(context, queue, party, view)
                : WriteFormAsync(context, queue, new FilledForm { IsKiosk = isKiosk });
    }

    private Task WriteTicketAsync(HttpContext context, WaitlistState queue, PartyId party, GuestView view)
    {
        var words = PageLanguage.Of(context.Request);
        return WriteAsync(context, queue, words, new Page
        {
            Name = "guest",
            Words = words,
            Title = queue.EventName,
            State = view.Type,
            Body = TicketHtml.Write(words, queue, view),
            Head = Html.If(view.Type is "position" or "called", Html.Of($"""<noscript><meta http-equiv="refresh" content="15"></noscript>""")),
        }, party);
    }

    private Task WriteKioskTicketAsync(HttpContext context, WaitlistState queue, int ticket)
    {
        var words = PageLanguage.Of(context.Request);
        return WriteAsync(context, queue, words, new Page
        {
            Name = "guest",
            Words = words,
            Title = queue.EventName,
            Body = TicketHtml.WriteKiosk(words, queue, ticket),
            Head = Html.Of($"""<meta http-equiv="refresh" content="20;url=/q/{queue.Code.ToString()}?kiosk">"""),
            IsKiosk = true,
        });
    }

    // What the script has to know comes as data of the page's main part.
    private Task WriteAsync(HttpContext context, WaitlistState queue, Words words, Page page, PartyId? party = null)
    {
        var ticket = party is { } id ? Html.Of($" data-party=\"{id.ToString()}\" data-session=\"{queue.Id.Value}\"") : default;
        return pages.WriteAsync(context, page with
        {
            Head = Html.Of($"""<link rel="manifest" href="/q/{queue.Code.ToString()}/app.webmanifest">{page.Head}"""),
            Body = Html.Of(
                $"""
                <main class="page"><p class="venue"><bdi>{queue.EventName}</bdi></p>
                <div id="app" data-code="{queue.Code.ToString()}" data-name="{queue.EventName}" data-place="{queue.Location}" data-most="{queue.Options.MaxPartySize}" data-by="{(queue.Options.PositionBy == PositionBasis.SizeBand ? "size" : "all")}"{ticket}>{page.Body}</div></main>
                """),
        });
    }
}
