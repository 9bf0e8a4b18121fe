using System.Globalization;
using System.Text;

namespace Queue.Server.Analytics.Report;

/// <summary>
/// One row a visit; the column names are stable. A field that a spreadsheet could take for a formula gets an apostrophe in front
/// (OWASP, CSV injection); quotes and separators are quoted (RFC 4180).
/// </summary>
internal static class AnalyticsCsv
{
    private const string Header =
        "queue,ticket,size,source,joined_at,first_called_at,last_called_at,calls,ended_at,end_reason,quoted_low_min,quoted_high_min,waited_min," +
        "subscribed_at,alerts_sent,alerts_shown,alerts_answered,restores," +
        "suggested_low_min,suggested_high_min,promised_low_min,promised_high_min,snoozes,snoozed_min,holds,moves_by_host,moves_by_guest,resizes," +
        "requotes,still_here,calls_undone,quote_method";

    private const double MsPerMinute = 60_000;

    public static string Write(ReportData data)
    {
        var pushes = data.Pushes.ToLookup(push => push.Party, StringComparer.Ordinal);
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var visit in data.Visits)
        {
            text.AppendJoin(',', Row(visit, [.. pushes[visit.Party]]).Select(Escape)).Append("\r\n");
        }

        return text.ToString();
    }

    internal static string Escape(string field)
    {
        var safe = field.Length > 0 && field[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + field : field;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string[] Row(Visit visit, List<PushRow> pushes) =>
    [
        visit.Code ?? "",
        Number(visit.Ticket),
        Number(visit.Size),
        (visit.Source ?? "").ToLowerInvariant(),
        Instant(visit.JoinedAt),
        Instant(visit.FirstCalledAt),
        Instant(visit.LastCalledAt),
        Number(visit.Calls),
        Instant(visit.EndedAt),
        visit.EndReason ?? "",
        Minutes(visit.QuotedLowMs),
        Minutes(visit.QuotedHighMs),
        Minutes(visit.FirstCalledAt - visit.JoinedAt),
        Instant(visit.SubscribedAt),
        Number(pushes.Count(push => push.WasTaken)),
        Number(pushes.Count(push => push.ShownAt is not null)),
        Number(pushes.Count(push => push.AnsweredAt is not null)),
        Number(visit.Restores),
        Minutes(visit.SuggestedLowMs),
        Minutes(visit.SuggestedHighMs),
        Minutes(visit.PromisedLowMs),
        Minutes(visit.PromisedHighMs),
        Number(visit.Snoozes),
        Minutes(visit.SnoozedMs),
        Number(visit.Holds),
        Number(visit.MovesByHost),
        Number(visit.MovesByGuest),
        Number(visit.Resizes),
        Number(visit.Requotes),
        Number(visit.StillHere),
        Number(visit.CallsUndone),
        visit.QuoteMethod ?? "",
    ];

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Minutes(long? ms) => ms is { } value ? (value / MsPerMinute).ToString("0.0", CultureInfo.InvariantCulture) : "";

    private static string Instant(long? ms) => ms is { } value
        ? DateTimeOffset.FromUnixTimeMilliseconds(value).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : "";
}
