using Queue.Core.Waitlist;

namespace Queue.Core.Estimates;

/// <summary>Makes the estimates of one moment of an evening; what does not depend on the party is worked out once.</summary>
internal sealed class Forecast(EveningWaits evening)
{
    private const double FirstHighFactor = 1.5;
    private const double LowFactor = 0.85;

    private readonly BandForecast?[] bands = new BandForecast?[SizeBand.All.Count];
    private readonly double speed = Rounding.Thousandths(evening.Departures.Speed);

    /// <summary>Estimates the wait of a party of a band behind others.</summary>
    /// <param name="band">Its band.</param>
    /// <param name="ahead">Who is ahead of it.</param>
    /// <param name="waited">Minutes it has waited already.</param>
    public WaitQuote For(int band, in BandCounts ahead, double waited = 0)
    {
        var known = bands[band] ??= new BandForecast(evening, band, PriorMinutes(band));
        var pace = Rounding.Thousandths(known.MinutesFor(ahead[band] + 1, evening.StartMinute + evening.Now / 60.0));
        var inputs = new QuoteInputs(band, ahead.Small, ahead.Middle, ahead.Large, pace, speed, 0);
        var told = Rounding.Thousandths(known.Told(inputs, waited));
        inputs = inputs with { ToldMinutes = told };
        if (known.Median is not { } median)
        {
            return WaitQuote.Of(told, told, told * FirstHighFactor, known.Method, inputs);
        }

        var point = RatioSketch.Apply(median, told);
        return WaitQuote.Of(LowFactor * point, point, RatioSketch.Apply(known.High, told), known.Method, inputs);
    }

    private double PriorMinutes(int band)
    {
        Span<double> parties = stackalloc double[SizeBand.All.Count];
        var all = 0.0;
        for (var i = 0; i < parties.Length; i++)
        {
            parties[i] = evening.Line.Counts[i] + evening.Model.Bands[i].Departures.Sum() + evening.Bands[i].Departures.Sum();
            all += parties[i];
        }

        for (var i = 0; i < parties.Length; i++)
        {
            parties[i] = evening.Prior.ShareOf(i, parties[i], all);
        }

        return evening.Prior.MinutesFor(band, parties);
    }
}
