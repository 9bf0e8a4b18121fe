namespace Queue.Core.Estimates;

/// <summary>What is known of one size band at one moment, the evenings before and this one together.</summary>
internal sealed class BandForecast
{
    // Departures that a band's pace of the whole day counts for beside those of one hour.
    private const double DayWeight = 40;

    // Weight of fitted rows, and of ratios, below which they are not used.
    private const double LeastRows = 30;
    private const double LeastRatios = 10;

    // The share that the last waits have in the estimates of a first evening, how many of them, and the weight of rows at which
    // that share has halved.
    private const double LastWaitsShare = 0.25;
    private const int LastWaits = 8;
    private const double LastWaitsRows = 100;

    // How many departures are looked through for those waits, so that an estimate costs the same in the busiest venue.
    private const int MostDepartures = 200;

    private const double LeastPace = 0.01;

    private readonly double[] pace = new double[BandModel.Hours];
    private readonly double[]? line;
    private readonly double waitShare;
    private readonly double lastWait;

    public BandForecast(EveningWaits evening, int band, double priorMinutes)
    {
        var (model, tonight) = (evening.Model.Bands[band], evening.Bands[band]);
        FillPace(model, tonight, priorMinutes, evening.Prior.Weight);

        var isFirst = evening.Model.Evenings == 0;
        Span<double> sums = stackalloc double[LineFit.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = model.Sums[i] + tonight.Sums[i];
        }

        var rows = LineFit.Weight(sums);
        line = isFirst || rows < LeastRows ? null : LineFit.Solve(sums);
        (lastWait, var waits) = MeanOfLastWaits(evening, band);
        waitShare = LastWaitsShare * waits / (waits + 1) * (isFirst ? 1 : LastWaitsRows / (LastWaitsRows + rows));
        if (!isFirst)
        {
            (Median, High) = Ratios(model, tonight);
        }
    }

    /// <summary>Real waits against told ones: the ratio in the middle; <see langword="null"/> while too few are known.</summary>
    public double? Median { get; }

    /// <summary>The ratio that four of five waits stay below.</summary>
    public double High { get; }

    public string Method => line is null ? WaitQuote.PaceMethod : WaitQuote.LineMethod;

    /// <summary>Minutes until so many parties of the band have left the line, from a minute of the day on.</summary>
    public double MinutesFor(int departures, double from)
    {
        var (left, at, hour) = ((double)departures, from, (int)(from / 60));
        for (var i = 0; i < BandModel.Hours; i++, hour++)
        {
            var minutes = pace[hour % BandModel.Hours];
            var end = (hour + 1) * 60;
            if (left * minutes <= end - at || i == BandModel.Hours - 1)
            {
                break;
            }

            left -= (end - at) / minutes;
            at = end;
        }

        return Math.Min(at - from + left * pace[hour % BandModel.Hours], WaitQuote.LongestMinutes);
    }

    /// <summary>The wait before correction.</summary>
    /// <param name="inputs">From what; its own <see cref="QuoteInputs.ToldMinutes"/> is not read.</param>
    /// <param name="waited">Minutes waited already.</param>
    public double Told(in QuoteInputs inputs, double waited)
    {
        var byPace = inputs.PaceMinutes;
        var told = line is null ? byPace : Math.Clamp(LineFit.Minutes(line, inputs), Math.Max(1, byPace / 4), 4 * byPace + 30);
        return (1 - waitShare) * told + waitShare * Math.Max(0, lastWait - waited);
    }

    private static (double Minutes, int Count) MeanOfLastWaits(EveningWaits evening, int band)
    {
        var (sum, count) = (0.0, 0);
        foreach (var departure in evening.Departures.NewestFirst.Take(MostDepartures))
        {
            if (departure.Called && departure.Party.Inputs.Band == band)
            {
                sum += departure.WaitedSeconds / 60.0;
                if (++count == LastWaits)
                {
                    break;
                }
            }
        }

        return (count == 0 ? 0 : sum / count, count);
    }

    private static (double? Median, double High) Ratios(BandModel model, BandEvening tonight)
    {
        Span<double> counts = stackalloc double[RatioSketch.Bins];
        var total = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = model.Ratios[i] + tonight.Ratios[i];
            total += counts[i];
        }

        return total < LeastRatios
            ? (null, 0)
            : (RatioSketch.Quantile(counts, total, 0.5), RatioSketch.Quantile(counts, total, 0.8));
    }

    private void FillPace(BandModel model, BandEvening tonight, double priorMinutes, double priorWeight)
    {
        var (busy, gone) = (priorMinutes * priorWeight, priorWeight);
        for (var hour = 0; hour < BandModel.Hours; hour++)
        {
            busy += model.BusyMinutes[hour] + tonight.BusySeconds[hour] / 60.0;
            gone += model.Departures[hour] + tonight.Departures[hour];
        }

        var day = busy / gone;
        for (var hour = 0; hour < BandModel.Hours; hour++)
        {
            var minutes = model.BusyMinutes[hour] + tonight.BusySeconds[hour] / 60.0 + day * DayWeight;
            pace[hour] = Math.Max(LeastPace, minutes / (model.Departures[hour] + tonight.Departures[hour] + DayWeight));
        }
    }
}
