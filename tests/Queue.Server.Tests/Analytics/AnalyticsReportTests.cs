using Queue.Core.Hours;
using Queue.Server.Analytics;
using Queue.Server.Analytics.Report;

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
    public void A_visit_that_was_put_back_is_in_no_rate_until_it_ends_and_counts_as_restored()
    {
        Visit[] visits =
        [
            new() { JoinedAt = 0, Restores = 2 },
            Called(after: 5, ended: 7, reason: "no_show"),
            new() { JoinedAt = 0, EndedAt = 5 * Minute, EndReason = "closed", Restores = 1 },
            new() { JoinedAt = 0, EndedAt = 5 * Minute, EndReason = "closed" },
        ];

        Assert.Equal((2.0, 3.0), Parts(visits, "restored"));
        Assert.Equal((1.0, 1.0), Parts(visits, "no_show_rate"));
    }

    [Fact]
    public void A_promise_that_was_made_anew_for_another_size_is_the_one_that_counts()
    {
        var visit = new Visit
        {
            JoinedAt = 0,
            Size = 6,
            FirstCalledAt = 40 * Minute,
            QuotedLowMs = 10 * Minute,
            QuotedHighMs = 15 * Minute,
            PromisedLowMs = 30 * Minute,
            PromisedHighMs = 45 * Minute,
        };

        Assert.Equal((1.0, 1.0), Parts([visit], "quote_accuracy"));
        Assert.Equal(15 * Minute, Metric([visit], "quoted_wait").Value);
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
    public void The_line_is_told_by_weekday_and_hour_of_the_venues_clock()
    {
        var start = new DateTimeOffset(2026, 3, 6, 17, 45, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Visit[] visits =
        [
            new() { JoinedAt = start, FirstCalledAt = start + (30 * Minute) },
            new() { JoinedAt = start + (15 * Minute), FirstCalledAt = start + (30 * Minute) },
        ];

        var report = AnalyticsReport.Of(new ReportData(new PeriodRows { Visits = visits }, WallClock.Of("Asia/Kolkata")));
        var by = report.Single(metric => metric.Name == "line_length").By;
        Assert.Equal(1.5, by?["Fri 23"]);
        Assert.Equal(2, by?["most"]);
    }

    [Fact]
    public void The_busiest_quarter_of_an_hour_slides()
    {
        Visit[] visits = [.. new[] { 1, 14, 15, 16, 28, 40 }.Select(minute => Called(after: 0, ended: minute, reason: "served"))];

        var peak = Metric(visits, "served_peak_hour");
        Assert.Equal((16.0, 4.0, 6), (peak.Value, peak.Numerator, peak.N));
        Assert.Equal(12, Metric(visits, "people_served_per_hour").Value);
    }

    [Fact]
    public void Accuracy_is_told_by_size_and_hour_and_abandoning_by_whether_the_promise_still_held()
    {
        Visit[] visits =
        [
            Called(after: 12),
            Called(after: 30),
            new() { JoinedAt = 0, EndedAt = 5 * Minute, EndReason = "left", PromisedHighMs = 10 * Minute },
            new() { JoinedAt = 0, EndedAt = 25 * Minute, EndReason = "left", PromisedHighMs = 10 * Minute },
            new() { JoinedAt = 0, EndedAt = 26 * Minute, EndReason = "kicked", PromisedHighMs = 10 * Minute },
        ];

        Assert.Equal(0.5, Metric(visits, "quote_accuracy").By?["size 1-2"]);
        Assert.Equal(2, Metric(visits, "quote_accuracy").ByN?["size 1-2"]);
        Assert.Equal(0.5, Metric(visits, "quote_accuracy").By?["hour 00"]);
        Assert.Equal((1.0, 2.0), (Metric(visits, "abandon_rate").By?["before_promise"], Metric(visits, "abandon_rate").By?["after_promise"]));
    }

    [Fact]
    public void An_alert_that_is_on_its_way_is_in_no_rate_and_one_that_was_shown_was_taken()
    {
        Visit[] visits =
        [
            new() { Party = "a", JoinedAt = 0, SubscribedAt = 1, FirstCalledAt = 10, EndedAt = 90, EndReason = "left" },
            new() { Party = "b", JoinedAt = 0, NearbyAt = 5, FirstCalledAt = 10 },
            new() { Party = "c", JoinedAt = 0, NearbyAt = 40, FirstCalledAt = 10 },
        ];
        PushRow[] pushes =
        [
            new() { Party = "a", Kind = "called", State = "failed", ShownAt = 20, AnsweredAt = 30 },
            new() { Party = "a", Kind = "pos_2", State = "dropped" },
            new() { Party = "a", Kind = "pos_5", State = "due" },
            new() { Party = "b", Kind = "called", State = "sent" },
        ];

        var report = AnalyticsReport.Of(new ReportData(new PeriodRows { Visits = visits, Pushes = pushes }, WallClock.Of("UTC"))).ToDictionary(metric => metric.Name, StringComparer.Ordinal);
        Assert.Equal((1.0, 3.0), (report["push_subscribed"].Numerator, report["push_subscribed"].Denominator));
        Assert.Equal((2.0, 3.0), (report["push_sent"].Numerator, report["push_sent"].Denominator));
        Assert.Equal((1.0, 2.0), (report["push_shown"].Numerator, report["push_shown"].Denominator));
        Assert.Equal((1.0, 1.0), (report["push_answered"].Numerator, report["push_answered"].Denominator));
        Assert.Equal((2, 20.0, 30.0), (report["call_to_answer"].N, report["call_to_answer"].By?["push"], report["call_to_answer"].By?["page"]));
    }

    [Fact]
    public void Every_metric_says_what_it_is_made_of_and_is_in_the_docs()
    {
        var docs = Fixtures.Repository.Read("docs/analytics.md");
        foreach (var metric in AnalyticsReport.Of(Data([Called(after: 12, ended: 13, reason: "served")])))
        {
            Assert.Contains($"`{metric.Name}`", docs, StringComparison.Ordinal);
            Assert.True(metric is { Numerator: not null, Denominator: not null }, metric.Name);
            Assert.True(metric.Unit is not "share" || metric.Value is null or (>= 0 and <= 1), metric.Name);
        }

        Assert.Equal(Enumerable.Range(1, 18), Enumerable.Range(1, 18).Where(row => docs.Contains($"\n| {row} | ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_at_all_gives_metrics_without_values_and_no_division_by_zero()
    {
        var metrics = AnalyticsReport.Of(Data([]));

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
        PromisedLowMs = 10 * Minute,
        PromisedHighMs = 15 * Minute,
        CallWindowMs = 2 * Minute,
    };

    private static ReportData Data(Visit[] visits) => new(new PeriodRows { Visits = visits }, WallClock.Of("UTC"));

    private static Metric Metric(Visit[] visits, string name) => AnalyticsReport.Of(Data(visits)).Single(metric => metric.Name == name);

    private static (double?, double?) Parts(Visit[] visits, string name) =>
        (Metric(visits, name).Numerator, Metric(visits, name).Denominator);
}
