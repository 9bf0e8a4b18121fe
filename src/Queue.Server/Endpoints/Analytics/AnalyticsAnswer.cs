using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Server.Analytics.Report;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>The metrics of a period, each with what it is made of, and what else is told of it.</summary>
/// <param name="From">Start of the period, by the time of joining.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="Open">Visits that still wait; they are in no rate.</param>
/// <param name="Metrics">The numbers.</param>
/// <param name="Before">The same span on the same weekdays before it; absent for more than a year.</param>
/// <param name="Heat">Hours of the week in which anything was.</param>
/// <param name="Devices">What hosts did, by device.</param>
/// <param name="Shifts">How promises went, evening by evening; the newest hundred.</param>
internal sealed record AnalyticsAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    int Open,
    IReadOnlyList<Metric> Metrics,
    Earlier? Before,
    IReadOnlyList<HeatCell> Heat,
    IReadOnlyList<DeviceActs> Devices,
    IReadOnlyList<QuoteCard> Shifts);

/// <summary>The metrics of an earlier period.</summary>
internal sealed record Earlier(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Metric> Metrics);

/// <summary>Makes and writes the answer about a period.</summary>
internal sealed class AnalyticsAnswers(PeriodReader periods, DeviceNames names)
{
    private const int MostShifts = 100;

    /// <summary>Answers with the period that the request names.</summary>
    public async Task WriteAsync(HttpContext context, Asked asked)
    {
        var (period, problem) = await periods.ReadAsync(context, asked.Scope, asked.Clock);
        if (period is null)
        {
            await (problem ?? Http.Problem.Unauthorized).WriteAsync(context);
            return;
        }

        var before = await periods.ReadBeforeAsync(period, asked.Scope, context.RequestAborted);
        var answer = new AnalyticsAnswer(
            period.From,
            period.To,
            period.Open,
            AnalyticsReport.Of(period.Data),
            before is null ? null : new Earlier(before.From, before.To, AnalyticsReport.Of(before.Data)),
            HeatMap.Of(period.Data),
            await names.OfAsync(period.Data),
            [.. QuoteCards.Of(period.Data).Take(MostShifts)]);
        context.Response.Headers.CacheControl = "private, no-store";
        await context.Response.WriteAsJsonAsync(answer, AnalyticsJson.Wire.AnalyticsAnswer, cancellationToken: context.RequestAborted);
    }
}

[JsonSerializable(typeof(AnalyticsAnswer))]
[JsonSerializable(typeof(VenueComparison))]
[JsonSerializable(typeof(GetHealth.Response), TypeInfoPropertyName = "Health")]
[JsonSerializable(typeof(AdminVenues.Response), TypeInfoPropertyName = "AdminVenues")]
internal sealed partial class AnalyticsJson : JsonSerializerContext
{
    public static AnalyticsJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochMilliseconds() },
    });
}
