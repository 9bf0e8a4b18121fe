using System.Collections.Immutable;
using Queue.Core.Waitlist;

namespace Queue.Core.Estimates;

/// <summary>
/// The wait estimates of one evening: the line, what happened so far, and the model of the evenings before. Immutable, and the
/// same for the same events. Times are minutes from opening, kept to the second; a time before the last one counts as that.
/// A party is named by its place: any number above those of the parties ahead of it.
/// </summary>
public sealed partial record EveningWaits
{
    private const int MinutesPerDay = 24 * 60;
    private const double LongestMinutes = 100_000;

    /// <summary>What the venue had learned before.</summary>
    public required EstimateModel Model { get; init; }

    /// <summary>What is believed of the venue besides.</summary>
    public required VenuePrior Prior { get; init; }

    /// <summary>The minute of the venue's day at which it opened, 0 to 1439.</summary>
    public required int StartMinute { get; init; }

    /// <summary>The last time known, in seconds from opening.</summary>
    public int Now { get; init; }

    /// <summary>What happened in each size band, smallest first.</summary>
    public required ImmutableArray<BandEvening> Bands { get; init; }

    /// <summary>Who waits.</summary>
    public WaitingLine Line { get; init; } = WaitingLine.Empty;

    /// <summary>Who left the line in the last 90 minutes.</summary>
    public RecentDepartures Departures { get; init; } = RecentDepartures.Empty;

    /// <summary>Opens an evening.</summary>
    /// <param name="model">What the venue has learned; <see langword="null"/>, or one that is not usable, for nothing.</param>
    /// <param name="prior">What is believed of the venue besides.</param>
    /// <param name="startMinute">The minute of the venue's day, 0 to 1439; others are taken modulo a day.</param>
    /// <returns>The evening, with nobody in the line.</returns>
    public static EveningWaits Open(EstimateModel? model, VenuePrior prior, int startMinute) => new()
    {
        Model = model is { IsUsable: true } ? model : EstimateModel.Empty,
        Prior = prior,
        StartMinute = (startMinute % MinutesPerDay + MinutesPerDay) % MinutesPerDay,
        Bands = [.. SizeBand.All.Select(_ => BandEvening.Empty)],
    };

    /// <summary>A party joined. Nothing happens when one waits at this place already.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="size">People in the party.</param>
    /// <param name="minute">When.</param>
    /// <returns>The evening after that.</returns>
    public EveningWaits Joined(long place, int size, double minute)
    {
        var evening = At(minute);
        if (evening.Line.Find(place) is not null)
        {
            return evening;
        }

        var inputs = new Forecast(evening).For(evening.Prior.BandOf(size), evening.Line.AheadOf(place)).Inputs;
        return evening with { Line = evening.Line.Add(new WaitingParty(place, evening.Now, inputs)) };
    }

    /// <summary>A party was called for the first time, and so left the line. Nothing happens when it is not in the line.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="minute">When.</param>
    /// <returns>The evening after that.</returns>
    public EveningWaits Called(long place, double minute) => Depart(place, minute, called: true);

    /// <summary>A party left the line without a call. Nothing happens when it is not in the line.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="minute">When.</param>
    /// <returns>The evening after that.</returns>
    public EveningWaits Left(long place, double minute) => Depart(place, minute, called: false);

    /// <summary>
    /// A call was taken back, or a party that had left the line was restored: it waits again where it did, as if it had never
    /// left. When it left more than 90 minutes ago it counts as one that joins now.
    /// </summary>
    /// <param name="place">Its place.</param>
    /// <param name="size">People in the party.</param>
    /// <param name="minute">When.</param>
    /// <returns>The evening after that.</returns>
    public EveningWaits Returned(long place, int size, double minute)
    {
        var evening = At(minute);
        foreach (var departure in evening.Departures.NewestFirst)
        {
            if (departure.Party.Place == place && evening.Line.Find(place) is null)
            {
                return evening.Count(departure, -1) with
                {
                    Line = evening.Line.Add(departure.Party),
                    Departures = evening.Departures.Remove(departure),
                };
            }
        }

        return evening.Joined(place, size, minute);
    }

    /// <summary>A party that waits got another place or size. Nothing happens when it is not in the line, or another is at the new place.</summary>
    /// <param name="place">Its place before.</param>
    /// <param name="newPlace">Its place now.</param>
    /// <param name="size">People in the party now.</param>
    /// <param name="minute">When.</param>
    /// <returns>The evening after that.</returns>
    public EveningWaits Changed(long place, long newPlace, int size, double minute)
    {
        var evening = At(minute);
        if (evening.Line.Find(place) is not { } party || (newPlace != place && evening.Line.Find(newPlace) is not null))
        {
            return evening;
        }

        var (line, band) = (evening.Line.Remove(party), evening.Prior.BandOf(size));
        var without = evening with { Line = line };
        var inputs = band == party.Inputs.Band ? party.Inputs : new Forecast(without).For(band, line.AheadOf(newPlace)).Inputs;
        return without with { Line = line.Add(party with { Place = newPlace, Inputs = inputs }) };
    }

    /// <summary>A party is in the line no more and shall not count: it was put there by mistake, or the evening is over.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="minute">When.</param>
    /// <returns>The evening after that.</returns>
    public EveningWaits Removed(long place, double minute)
    {
        var evening = At(minute);
        return evening.Line.Find(place) is { } party ? evening with { Line = evening.Line.Remove(party) } : evening;
    }

    /// <summary>Every party got a new place in the same order.</summary>
    /// <param name="places">The new place of each by its old one; whoever left lately and is not in it can return no more as if it had not.</param>
    /// <returns>The evening after that.</returns>
    public EveningWaits Relocated(IReadOnlyDictionary<long, long> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        return this with { Line = Line.At(places), Departures = RecentDepartures.Empty };
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="minute">Until when.</param>
    /// <returns>The evening then.</returns>
    public EveningWaits At(double minute)
    {
        var now = Math.Max(Now, SecondsOf(minute));
        if (now == Now)
        {
            return this;
        }

        var bands = Bands.ToBuilder();
        for (var band = 0; band < bands.Count; band++)
        {
            if (Line.Counts[band] > 0 && CountsTime(band))
            {
                bands[band] = Wait(bands[band], now);
            }
        }

        return this with { Now = now, Bands = bands.MoveToImmutable(), Departures = Departures.Since(now) };
    }

    private static int SecondsOf(double minute) => double.IsNaN(minute)
        ? throw new ArgumentOutOfRangeException(nameof(minute), "Not a time.")
        : (int)Math.Round(Math.Clamp(minute, 0, LongestMinutes) * 60);

    // On a venue's first evening the time to a band's first departure says little of its pace: all tables were just taken.
    private bool CountsTime(int band) => Model.Evenings > 0 || Bands[band].HasTurned;

    private int HourOf(int second) => (StartMinute * 60 + second) / 3600 % BandModel.Hours;

    private BandEvening Wait(BandEvening band, int until)
    {
        for (var at = Now; at < until;)
        {
            var next = Math.Min(until, at + 3600 - (StartMinute * 60 + at) % 3600);
            band = band.Waited(HourOf(at), next - at);
            at = next;
        }

        return band;
    }

    private EveningWaits Depart(long place, double minute, bool called)
    {
        var evening = At(minute);
        if (evening.Line.Find(place) is not { } party)
        {
            return evening;
        }

        var departure = new Departure(party, evening.Now, called);
        return evening.Count(departure, 1) with
        {
            Line = evening.Line.Remove(party),
            Departures = evening.Departures.Add(departure),
        };
    }

    private EveningWaits Count(in Departure departure, int sign)
    {
        var band = departure.Party.Inputs.Band;
        return this with { Bands = Bands.SetItem(band, Bands[band].Count(HourOf(departure.Second), departure, sign)) };
    }
}
