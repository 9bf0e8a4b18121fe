using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Analytics.Report;
using Queue.Server.Http;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>Venues side by side.</summary>
/// <param name="Venues">Each over the same days by its own clock.</param>
internal sealed record VenueComparison(IReadOnlyList<VenueNumbers> Venues);

/// <summary>The numbers of one venue.</summary>
internal sealed record VenueNumbers
{
    public required RoomId Id { get; init; }

    public required string Name { get; init; }

    public required string TimeZone { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Visits that still wait; they are in no rate.</summary>
    public required int Open { get; init; }

    /// <summary>Fewer visits than a rate needs to say something: differences to other venues may be chance.</summary>
    public required bool FewVisits { get; init; }

    public required IReadOnlyList<Metric> Metrics { get; init; }
}

/// <summary>Makes a comparison of venues.</summary>
internal sealed class VenueComparisons(RoomDirectory directory, PeriodReader periods)
{
    /// <summary>The most venues in one comparison; of more the newest.</summary>
    public const int Most = 200;

    private const int FewestVisits = 20;

    /// <summary>Answers with these venues over the period that the request names; those that have ended are left out.</summary>
    public async Task WriteAsync(HttpContext context, IEnumerable<RoomId> venues)
    {
        var numbers = new List<VenueNumbers>();
        foreach (var id in venues.TakeLast(Most))
        {
            if (await directory.FindAsync(id) is not { Current.State: VenueState { Ended: false } venue })
            {
                continue;
            }

            var asked = Asked.Of(venue);
            var (period, problem) = await periods.ReadAsync(context, asked.Scope, asked.Clock);
            if (period is null)
            {
                await (problem ?? Problem.VenueNotFound).WriteAsync(context);
                return;
            }

            numbers.Add(Of(venue, period));
        }

        context.Response.Headers.CacheControl = "private, no-store";
        await context.Response.WriteAsJsonAsync(
            new VenueComparison(numbers), AnalyticsJson.Wire.VenueComparison, cancellationToken: context.RequestAborted);
    }

    private static VenueNumbers Of(VenueState venue, Period period) => new()
    {
        Id = venue.Id,
        Name = venue.Profile.Name,
        TimeZone = venue.Profile.Hours.TimeZone,
        From = period.From,
        To = period.To,
        Open = period.Open,
        FewVisits = period.Data.Visits.Count < FewestVisits,
        Metrics = AnalyticsReport.Of(period.Data),
    };
}
