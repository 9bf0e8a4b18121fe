using System.Text.Json;
using Queue.Core.Estimates;
using Queue.Core.Rooms;

namespace Queue.Benchmarks.Estimates;

/// <summary>What a party was told when it joined, and how long it waited until it was called.</summary>
internal readonly record struct Outcome(double Waited, WaitQuote Told, RuleQuotes Rules);

/// <summary>Plays a venue's evenings to the estimator and to the rules of thumb. Both see an event only when it happens.</summary>
internal sealed class Trial(VenuePrior prior)
{
    private const int StartMinute = 17 * 60;

    private readonly Baselines baselines = new();

    /// <summary>What was learned of the evenings so far.</summary>
    public EstimateModel Model { get; private set; } = EstimateModel.Empty;

    /// <summary>How large that is when stored.</summary>
    public int ModelBytes => JsonSerializer.SerializeToUtf8Bytes(Model, RoomJson.Storage.EstimateModel).Length;

    /// <summary>Starts from what was learned elsewhere.</summary>
    public void Continue(EstimateModel model) => Model = model;

    /// <summary>Plays the next evening.</summary>
    /// <returns>Everybody who was called; who left before is not counted, as nobody knows how long they would have waited.</returns>
    public IReadOnlyList<Outcome> Play(IReadOnlyList<LineEvent> events)
    {
        baselines.Open();
        var evening = EveningWaits.Open(Model, prior, StartMinute);
        var waiting = new Dictionary<int, (double Minute, WaitQuote Told, RuleQuotes Rules)>();
        var outcomes = new List<Outcome>();
        foreach (var (minute, kind, party, size) in events)
        {
            switch (kind)
            {
                case LineEventKind.Join:
                    waiting[party] = (minute, evening.Quote(size, minute), baselines.Quote(waiting.Count, minute));
                    evening = evening.Joined(party, size, minute);
                    break;
                case LineEventKind.Call:
                    waiting.Remove(party, out var joined);
                    evening = evening.Called(party, minute);
                    baselines.Called(minute - joined.Minute, minute);
                    outcomes.Add(new Outcome(minute - joined.Minute, joined.Told, joined.Rules));
                    break;
                case LineEventKind.Leave:
                    waiting.Remove(party);
                    evening = evening.Left(party, minute);
                    break;
            }
        }

        Model = EstimateModel.Fold(evening);
        return outcomes;
    }
}
