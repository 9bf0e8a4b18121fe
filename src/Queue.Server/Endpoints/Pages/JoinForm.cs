using Queue.Core.Hours;
using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>What a guest has put into the form.</summary>
internal sealed record FilledForm
{
    public string Name { get; init; } = "";

    public string Size { get; init; } = "2";

    /// <summary>Makes the same form sent twice one party.</summary>
    public string Key { get; init; } = "";

    public string BotCheckToken { get; init; } = "";

    public bool IsKiosk { get; init; }
}

/// <summary>The form to join: two fields and a button, and before them what a guest wants to know first.</summary>
internal sealed class JoinForm(Words words, WaitlistState queue, WaitlistStatus status, DateTimeOffset now)
{
    public Html Write(FilledForm filled, Problem? problem)
    {
        var largest = queue.Options.MaxPartySize;
        var (wrongName, wrongSize) = (IsWrong(problem, "name"), IsWrong(problem, "size"));
        return Html.Of(
            $"""
            <section class="card">{Now()}</section>
            <form id="join" class="card" method="post" action="/q/{status.Code}">
            <h1>{words.Say("join.title")}</h1>
            <p class="error" role="alert"{(problem is null ? Html.Of($" hidden") : default)}>{(problem is null ? "" : Complaint(problem))}</p>
            <div class="field"><label for="name">{words.Say("join.name")}</label>
            <input id="name" name="name" value="{filled.Name}" required maxlength="100" dir="auto" autocomplete="{(filled.IsKiosk ? "off" : "given-name")}" autocapitalize="words" enterkeyhint="next"{wrongName}></div>
            <div class="field"><label for="size">{words.Say("join.size")}</label>
            <div class="stepper"><button class="button quiet" type="button" data-step="-1" aria-label="{words.Say("join.fewer")}" hidden>−</button>
            <input id="size" name="size" value="{filled.Size}" type="number" inputmode="numeric" min="1" max="{largest}" required{wrongSize}>
            <button class="button quiet" type="button" data-step="1" aria-label="{words.Say("join.more")}" hidden>+</button></div></div>
            <input type="hidden" name="key" value="{FormKey.New()}">{(filled.IsKiosk ? Html.Of($"""<input type="hidden" name="kiosk" value="1">""") : default)}
            <button class="button" type="submit">{words.Say("join.button")}</button>
            <p class="soft small">{words.Say("join.privacy")}</p>
            </form>
            """);
    }

    /// <summary>In place of the form when nobody can join.</summary>
    public Html WriteClosed()
    {
        var (title, text) = status.State switch
        {
            "paused" => ("join.paused", words.Say("join.pausedText")),
            "full" => ("join.full", words.Say("join.fullText")),
            "last_call" => ("join.lastCall", words.Say("join.lastCallText")),
            _ => ("join.closed", status.OpensAt is { } at ? Opens(at) : words.Say("join.closedText")),
        };
        return Html.Of(
            $"""
            <section class="card"><h1>{words.Say(title)}</h1>
            <p>{text}</p>
            <a class="button quiet" href="/q/{status.Code}">{words.Say("join.retry")}</a></section>
            """);
    }

    private Html Now()
    {
        var ranges = status.Estimates.DistinctBy(estimate => (estimate.LowMs, estimate.HighMs)).Count() > 1
            ? Html.All(status.Estimates.Select(band => Row(Sizes(band), band)))
            : status.Estimates is [var one, ..] ? Row(words.Say("join.wait"), one) : default;
        return Html.Of(
            $"""<p class="ahead">{words.Count("join.ahead", status.PartiesWaiting)}</p><dl class="numbers">{ranges}</dl>""");
    }

    private Html Row(string name, BandEstimate band) =>
        Html.Of($"<dt class=\"soft\">{name}</dt><dd>{WaitText.Of(words, band.LowMs, band.HighMs)}</dd>");


    private string Sizes(BandEstimate band) => band.MaxSize >= queue.Options.MaxPartySize
        ? words.Say("join.forSizeUp", ("min", band.MinSize.ToString(words.Culture)))
        : words.Say("join.forSize", ("min", band.MinSize.ToString(words.Culture)), ("max", band.MaxSize.ToString(words.Culture)));

    private string Complaint(Problem problem) =>
        IsAbout(problem, "name") ? words.Say("error.name")
        : IsAbout(problem, "size") || problem.Code is "size_out_of_range"
            ? words.Say("error.size_out_of_range", ("max", queue.Options.MaxPartySize.ToString(words.Culture)))
            : words.Problem(problem.Code);

    private static Html IsWrong(Problem? problem, string field) =>
        problem is not null && IsAbout(problem, field) ? Html.Of($" aria-invalid=\"true\"") : default;

    private static bool IsAbout(Problem problem, string field) => problem.Fields?.ContainsKey(field) == true;

    // By the clock on the wall there; another day than today is named, within a week by its weekday.
    private string Opens(DateTimeOffset at)
    {
        var clock = WallClock.Of(queue.Options.TimeZone);
        var opens = clock.Local(at);
        var time = opens.ToString("t", words.Culture);
        var days = clock.DayOf(at).DayNumber - clock.DayOf(now).DayNumber;
        return days == 0
            ? words.Say("join.opensAt", ("time", time))
            : words.Say("join.opensOn", ("day", opens.ToString(days is > 0 and < 7 ? "dddd" : "M", words.Culture)), ("time", time));
    }
}
