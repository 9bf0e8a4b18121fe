using System.Globalization;
using System.Text.Json;
using Queue.Core.Jobs;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>A job as the server draws it, for a browser whose script has not come yet or never will.</summary>
internal static class JobHtml
{
    private const int MostRows = 20;

    /// <summary>Rounded down: nothing is at 100 % before it is done.</summary>
    public static string Percent(Words words, JobState job) => (Math.Floor(job.Progress.Fraction * 100) / 100).ToString("P0", words.Culture);

    public static Html Write(Words words, JobState job)
    {
        var status = JsonNamingPolicy.SnakeCaseLower.ConvertName(job.Status.ToString());
        return Html.Of(
            $"""
            <section class="card job"><div class="head"><h1><bdi>{job.Work}</bdi></h1><p class="state {status}">{words.Say($"job.{status}")}</p></div>
            <p class="huge">{Percent(words, job)}</p>
            <progress value="{Number(job.Progress.Fraction)}" aria-label="{job.Work}"></progress>
            {Html.If(!job.IsOver || job.Progress.CurrentStatus.Length > 0, Html.Of($"""<p class="now" dir="auto">{job.Progress.CurrentStatus}</p>"""))}
            <dl class="numbers">{Items(words, job.Progress)}{Time(words, "job.started", job.StartedAt)}{Time(words, "job.until", job.IsOver ? null : job.Deadline)}{Time(words, "job.ended", job.EndedAt)}</dl>
            </section>{Html.If(job.Error is not null, Error(job.Error))}{Html.If(job.Result is not null || job.ResultsUrl is not null, Result(words, job))}
            {Html.If(!job.IsOver, ViewerHtml.LooksAgain(words))}
            """);
    }

    private static Html Items(Words words, JobProgress progress) =>
        progress.TotalItems > 0 ? Row(words.Say("job.items"), words.Say(
            "job.itemsOf", ("done", progress.ProcessedItems.ToString("N0", words.Culture)), ("total", progress.TotalItems.ToString("N0", words.Culture))))
        : progress.ProcessedItems > 0 ? Row(words.Say("job.items"), progress.ProcessedItems.ToString("N0", words.Culture))
        : default;

    private static Html Time(Words words, string key, DateTimeOffset? at) =>
        at is { } instant ? Html.Of($"<dt>{words.Say(key)}</dt><dd>{ViewerHtml.Time(words, instant)}</dd>") : default;

    private static Html Error(JobError? error) => Html.Of(
        $"""<section class="card wrong"><p dir="auto">{error?.Message}</p><p class="small"><code>{error?.Code}</code></p></section>""");

    private static Html Result(Words words, JobState job)
    {
        // It was an http or https address when it was stored.
        var link = job.ResultsUrl is { } url
            ? Html.Of($"""<a class="button quiet" href="{url}" rel="noopener noreferrer">{words.Say("job.open")}</a>""")
            : default;
        return Html.Of($"""<section class="card"><h2>{words.Say("job.result")}</h2>{link}{Json(words, job.Result)}</section>""");
    }

    // A small result as names and values, any other as JSON.
    private static Html Json(Words words, string? result)
    {
        if (result is null)
        {
            return default;
        }

        using var parsed = JsonDocument.Parse(result);
        return Rows(parsed.RootElement) is { } rows
            ? Html.Of($"""<dl class="numbers">{rows}</dl>""")
            : Html.Of($"""<pre class="json" tabindex="0" role="region" aria-label="{words.Say("job.result")}">{ViewerHtml.Json(parsed.RootElement, isIndented: true)}</pre>""");
    }

    private static Html? Rows(JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Object || result.GetPropertyCount() is 0 or > MostRows)
        {
            return null;
        }

        var fields = result.EnumerateObject().ToList();
        return fields.Exists(field => field.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            ? null
            : Html.All(fields.Select(field => Row(field.Name, Text(field.Value))));
    }

    private static Html Row(string name, string value) => Html.Of($"<dt><bdi>{name}</bdi></dt><dd><bdi>{value}</bdi></dd>");

    // As a script writes them, so that the page stays as it is when the script comes.
    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
