using Queue.Server.Analytics;

namespace Queue.Server.Tests.Analytics;

public sealed class AnalyticsReportTests
{
    private const long Minute = 60_000;

    [Fact]
    public void A_quote_is_kept_when_the_call_came_within_its_range()
    {
        Visit[] visits = [Called(after: 12), Called(after: 10), Called(after: 15), Called(after: 16), Called(after: 26)];

        Assert.Equal((3.0, 5.0), Parts(visits, "quote_accuracy"));
        Assert.Equal((2.0, 5.0), Parts(visits, "quote_late"));
        Assert.Equal((1.0, 5.0), Parts(visits, "quote_very_late"));
        Assert.Equal((0.0, 5.0), Parts(visits, "quote_early"));
    }

    [Fact]
    public void A_visit_that_still_waits_is_in_no_rate()
    {
        Visit[] visits = [new() { JoinedAt = 0, Size = 2 }, Called(after: 5, ended: 6, reason: "served")];

        Assert.Equal(1, Metric(visits, "abandon_rate").N);
        Assert.Equal(1, Metric(visits, "drop_off_rate").N);
        Assert.Equal(2, Metric(visits, "parties_joined").N);
    }

    [Fact]
    public void Leaving_before_a_call_is_abandoning_and_leaving_after_one_is_not()
    {
        Visit[] visits =
        [
            new() { JoinedAt = 0, EndedAt = 5 * Minute, EndReason = "left", Size = 3 },
            Called(after: 5, ended: 6, reason: "left"),
            Called(after: 5, ended: 7, reason: "no_show"),
            Called(after: 5, ended: 6, reason: "served"),
        ];

        Assert.Equal((1.0, 4.0), Parts(visits, "abandon_rate"));
        Assert.Equal((1.0, 3.0), Parts(visits, "no_show_rate"));
        Assert.Equal((2.0, 4.0), Parts(visits, "drop_off_rate"));
        Assert.Equal(3, Metric(visits, "lost_covers").Value);
    }

    [Fact]
    public void A_party_called_before_one_with_a_lower_ticket_that_still_waits_is_a_skip()
    {
        Visit[] visits =
        [
            new() { Room = "r", Ticket = 1, JoinedAt = 0, FirstCalledAt = 20 * Minute },
            new() { Room = "r", Ticket = 2, JoinedAt = 1, FirstCalledAt = 10 * Minute },
            new() { Room = "r", Ticket = 3, JoinedAt = 2, FirstCalledAt = 30 * Minute },
            new() { Room = "other", Ticket = 9, JoinedAt = 2, FirstCalledAt = 1 * Minute },
        ];

        Assert.Equal((1.0, 4.0), Parts(visits, "skips"));
    }

    [Fact]
    public void The_line_length_is_weighed_by_time_and_knows_its_most()
    {
        Visit[] visits =
        [
            new() { JoinedAt = 0, FirstCalledAt = 10 * Minute },
            new() { JoinedAt = 0, FirstCalledAt = 5 * Minute },
        ];

        var length = Metric(visits, "line_length");
        Assert.Equal(1.5, length.Value);
        Assert.Equal(2, length.By?["most"]);
    }

    [Fact]
    public void Nothing_at_all_gives_metrics_without_values_and_no_division_by_zero()
    {
        var metrics = AnalyticsReport.Of([]);

        Assert.All(metrics, metric => Assert.Equal(0, metric.N));
        Assert.All(metrics, metric => Assert.False(metric.Value is { } value && !double.IsFinite(value)));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("", "")]
    public void A_csv_field_is_never_a_formula(string field, string written) => Assert.Equal(written, AnalyticsCsv.Escape(field));

    private static Visit Called(long after, long? ended = null, string? reason = null) => new()
    {
        JoinedAt = 0,
        Size = 2,
        FirstCalledAt = after * Minute,
        LastCalledAt = after * Minute,
        EndedAt = ended * Minute,
        EndReason = reason,
        QuotedLowMs = 10 * Minute,
        QuotedHighMs = 15 * Minute,
        CallWindowMs = 2 * Minute,
    };

    private static Metric Metric(Visit[] visits, string name) => AnalyticsReport.Of(visits).Single(metric => metric.Name == name);

    private static (double?, double?) Parts(Visit[] visits, string name) =>
        (Metric(visits, name).Numerator, Metric(visits, name).Denominator);
}
