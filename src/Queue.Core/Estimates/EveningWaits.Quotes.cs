namespace Queue.Core.Estimates;

/// <content>What guests are told.</content>
public sealed partial record EveningWaits
{
    /// <summary>Estimates the wait of a party that joins the end of the line: what it would be told as soon as it had.</summary>
    /// <param name="size">People in the party.</param>
    /// <param name="minute">When it joins.</param>
    /// <returns>The estimate.</returns>
    public WaitQuote Quote(int size, double minute)
    {
        var evening = At(minute);
        var ahead = evening.Line.Counts;
        return new Forecast(evening.Joined(evening.Line.NextPlace, size, minute)).For(Prior.BandOf(size), ahead);
    }

    /// <summary>Estimates how much longer everybody in the line waits: O(n) for all together.</summary>
    /// <param name="minute">From when.</param>
    /// <returns>Places with their estimates, first in line first.</returns>
    public IReadOnlyList<KeyValuePair<long, WaitQuote>> Quotes(double minute)
    {
        var evening = At(minute);
        var forecast = new Forecast(evening);
        var quotes = new List<KeyValuePair<long, WaitQuote>>(evening.Line.Count);
        var ahead = default(BandCounts);
        foreach (var party in evening.Line.InOrder)
        {
            var waited = (evening.Now - party.JoinedSecond) / 60.0;
            quotes.Add(new(party.Place, forecast.For(party.Inputs.Band, ahead, waited)));
            ahead = ahead.Plus(party.Inputs.Band, 1);
        }

        return quotes;
    }
}
