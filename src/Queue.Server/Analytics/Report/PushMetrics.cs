using Queue.Server.Push;

namespace Queue.Server.Analytics.Report;

/// <summary>How far alerts got, each step out of the one before, and how soon guests reacted to a call. Alerts on their way are in no rate.</summary>
internal static class PushMetrics
{
    public static IEnumerable<Metric> Of(ReportData data)
    {
        List<PushRow> over = [.. data.Pushes.Where(push => push.IsOver)];
        List<PushRow> taken = [.. over.Where(push => push.WasTaken)];
        List<PushRow> shown = [.. taken.Where(push => push.ShownAt is not null)];
        var (asked, granted) = (PartiesWith(data, PromptRow.Shown), PartiesWith(data, PromptRow.Granted));
        yield return Metric.Share("push_prompted", asked.Count, data.Visits.Count);
        yield return Metric.Share("push_granted", asked.Count(granted.Contains), asked.Count);
        yield return Metric.Share("push_subscribed", data.Visits.Count(visit => visit.SubscribedAt is not null), data.Visits.Count);
        yield return Metric.Share("push_sent", taken.Count, over.Count) with
        {
            By = over.GroupBy(push => push.WasTaken ? PushStates.Sent : push.State, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (double)group.Count(), StringComparer.Ordinal),
        };
        yield return Step("push_shown", taken, push => push.ShownAt is not null);
        yield return Step("push_answered", shown, push => push.AnsweredAt is not null);
        yield return CallToAnswer(data);
    }

    private static HashSet<string> PartiesWith(ReportData data, string type) =>
    [
        .. data.Rows.Prompts.Where(prompt => string.Equals(prompt.Type, type, StringComparison.Ordinal)).Select(prompt => prompt.Party),
    ];

    private static Metric Step(string name, List<PushRow> from, Func<PushRow, bool> got) => Metric.Share(name, from.Count(got), from.Count) with
    {
        By = from.GroupBy(push => PushKinds.Group(push.Kind), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (double)group.Count(got) / group.Count(), StringComparer.Ordinal),
    };

    // From the first call to whatever the guest did first, and where: on the alert, or on the open page.
    private static Metric CallToAnswer(ReportData data)
    {
        var answers = data.Pushes.Where(push => push.Kind is PushKinds.Called && push.AnsweredAt is not null)
            .GroupBy(push => push.Party, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(push => push.AnsweredAt), StringComparer.Ordinal);
        var reactions = data.Called.Select(visit => First(visit, answers.GetValueOrDefault(visit.Party))).OfType<(string Channel, long Ms)>().ToList();
        return Metric.Times("call_to_answer", [.. reactions.Select(reaction => reaction.Ms)]) with
        {
            By = reactions.GroupBy(reaction => reaction.Channel, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Average(reaction => reaction.Ms), StringComparer.Ordinal),
        };
    }

    private static (string Channel, long Ms)? First(Visit visit, long? answeredAt)
    {
        var called = visit.FirstCalledAt ?? 0;
        var nearby = visit.NearbyAt >= called ? visit.NearbyAt : null;
        var page = nearby ?? (visit.Is("left") ? visit.EndedAt : null);
        return (answeredAt, page) switch
        {
            (null, null) => null,
            ({ } alert, null) => ("push", alert - called),
            ({ } alert, { } open) when alert <= open => ("push", alert - called),
            (_, { } open) => ("page", open - called),
        };
    }
}
