namespace Queue.Benchmarks.Estimates;

/// <summary>
/// One evening of a venue, event by event. A party that finds a free table never enters the line. A free table goes to the party
/// that has waited longest of those that fit. Of the parties that lose patience half say so; the others walk away, are called in
/// vain and hold the table for five minutes.
/// </summary>
internal sealed class SimulatedEvening
{
    private const double LeastPatience = 8;
    private const double NoShowMinutes = 5;

    private readonly Venue venue;
    private readonly Chance chance;
    private readonly double slowness;
    private readonly PriorityQueue<Action<double>, (double Minute, int Order)> agenda = new();
    private readonly List<Party> line = [];
    private readonly List<LineEvent> events = [];
    private readonly List<Table> tables;
    private int scheduled;
    private int arrived;

    private SimulatedEvening(Venue venue, Chance chance)
    {
        (this.venue, this.chance) = (venue, chance);
        tables = [.. venue.Seatings.SelectMany(seating => Enumerable.Range(0, seating.Count).Select(_ => new Table(seating)))];
        var demand = chance.Factor(venue.DemandSigma);
        slowness = chance.Factor(venue.SpeedSigma);
        for (var hour = 0; hour < venue.ArrivalsPerHour.Count; hour++)
        {
            ArriveWithin(hour * 60, 60 / (venue.ArrivalsPerHour[hour] * demand));
        }
    }

    /// <summary>Plays an evening.</summary>
    /// <returns>What the waitlist saw, in order of time.</returns>
    public static IReadOnlyList<LineEvent> Play(Venue venue, Chance chance)
    {
        var evening = new SimulatedEvening(venue, chance);
        while (evening.agenda.TryDequeue(out var happen, out var at))
        {
            happen(at.Minute);
        }

        return evening.events;
    }

    private void ArriveWithin(double hourStart, double meanGap)
    {
        for (var t = hourStart + chance.Exponential(meanGap); t < hourStart + 60; t += chance.Exponential(meanGap))
        {
            At(t, Arrive);
        }
    }

    private void Arrive(double now)
    {
        var size = chance.Pick(venue.SizeWeights) + 1;
        var free = tables.Where(table => table.IsFree && table.Fits(size)).MinBy(table => table.Seating.Seats);
        if (free is not null)
        {
            Sit(free, size, now);
            return;
        }

        var party = new Party(++arrived, size);
        line.Add(party);
        Tell(now, LineEventKind.Join, party);
        At(now + LeastPatience + chance.Exponential(venue.PatienceMinutes), t => LosePatience(party, t));
    }

    private void LosePatience(Party party, double now)
    {
        if (!line.Contains(party))
        {
            return;
        }

        if (chance.Happens(0.5))
        {
            line.Remove(party);
            Tell(now, LineEventKind.Leave, party);
        }
        else
        {
            party.IsGone = true;
        }
    }

    private void Sit(Table table, int size, double now)
    {
        table.IsFree = false;
        var slow = slowness * (now >= venue.SlowFrom ? venue.SlowFactor : 1);
        var stay = venue.ServiceMinutes is { } service
            ? chance.LogNormal(service * slow, venue.Variation)
            : chance.LogNormal(Venue.DiningMinutes[Math.Min(size, 8) - 1] * slow, venue.Variation) + chance.Uniform(3, 6);
        At(now + stay, t => CallTo(table, t));
    }

    private void CallTo(Table table, double now)
    {
        table.IsFree = true;
        if (line.Find(waiting => table.Fits(waiting.Size)) is not { } party)
        {
            return;
        }

        line.Remove(party);
        table.IsFree = false;
        Tell(now, LineEventKind.Call, party);
        if (party.IsGone)
        {
            At(now + NoShowMinutes, t => GiveUpOn(party, table, t));
        }
        else
        {
            At(now + (venue.HasCounters ? 0 : chance.Uniform(0.5, 4)), t => Seat(party, table, t));
        }
    }

    private void Seat(Party party, Table table, double now)
    {
        Tell(now, LineEventKind.Seat, party);
        Sit(table, party.Size, now);
    }

    private void GiveUpOn(Party party, Table table, double now)
    {
        Tell(now, LineEventKind.NoShow, party);
        CallTo(table, now);
    }

    private void At(double minute, Action<double> happen) => agenda.Enqueue(happen, (minute, ++scheduled));

    private void Tell(double now, LineEventKind kind, Party party) => events.Add(new LineEvent(now, kind, party.Number, party.Size));

    private sealed class Party(int number, int size)
    {
        public int Number => number;

        public int Size => size;

        /// <summary>It walked away without a word.</summary>
        public bool IsGone { get; set; }
    }

    private sealed class Table(Seating seating)
    {
        public Seating Seating => seating;

        public bool IsFree { get; set; } = true;

        public bool Fits(int size) => size >= seating.MinSize && size <= seating.Seats;
    }
}
