using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Estimates;

/// <summary>A party that left the line.</summary>
/// <param name="Party">The party as it waited.</param>
/// <param name="Second">When it left the line, in seconds from opening.</param>
/// <param name="Called">It was called; otherwise it left or did not show up.</param>
public readonly record struct Departure(WaitingParty Party, int Second, bool Called)
{
    /// <summary>How long it waited, in seconds.</summary>
    [JsonIgnore]
    public int WaitedSeconds => Second - Party.JoinedSecond;
}

/// <summary>Who left the line in the last 90 minutes, oldest first, with the sums of their waits. Immutable.</summary>
[JsonConverter(typeof(RecentDeparturesConverter))]
public sealed class RecentDepartures
{
    /// <summary>Nobody.</summary>
    public static readonly RecentDepartures Empty = new([], 0, 0);

    private const int WindowSeconds = 90 * 60;

    private readonly ImmutableList<Departure> inOrder;
    private readonly long waitedSeconds;
    private readonly long toldSeconds;

    private RecentDepartures(ImmutableList<Departure> inOrder, long waitedSeconds, long toldSeconds) =>
        (this.inOrder, this.waitedSeconds, this.toldSeconds) = (inOrder, waitedSeconds, toldSeconds);

    /// <summary>How many there are.</summary>
    public int Count => inOrder.Count;

    /// <summary>All of them, who left first, first.</summary>
    public IEnumerable<Departure> InOrder => inOrder;

    /// <summary>
    /// This evening against what was told: (90 + minutes waited) / (90 + minutes told), over the parties called, between 0.6 and 1.6.
    /// </summary>
    internal double Speed => Math.Clamp((WindowSeconds + waitedSeconds) / (double)(WindowSeconds + toldSeconds), 0.6, 1.6);

    /// <summary>Who left last, first.</summary>
    internal IEnumerable<Departure> NewestFirst
    {
        get
        {
            for (var i = inOrder.Count - 1; i >= 0; i--)
            {
                yield return inOrder[i];
            }
        }
    }

    internal RecentDepartures Add(in Departure departure) => Changed(inOrder.Add(departure), departure, 1);

    internal RecentDepartures Remove(in Departure departure) =>
        Changed(inOrder.RemoveAt(inOrder.LastIndexOf(departure)), departure, -1);

    /// <summary>Forgets who left more than 90 minutes before.</summary>
    internal RecentDepartures Since(int now)
    {
        var recent = this;
        while (recent.Count > 0 && recent.inOrder[0].Second < now - WindowSeconds)
        {
            var oldest = recent.inOrder[0];
            recent = recent.Changed(recent.inOrder.RemoveAt(0), oldest, -1);
        }

        return recent;
    }

    private RecentDepartures Changed(ImmutableList<Departure> departures, in Departure departure, int sign) => departure.Called
        ? new(departures, waitedSeconds + sign * departure.WaitedSeconds, toldSeconds + sign * ToldSeconds(departure))
        : new(departures, waitedSeconds, toldSeconds);

    private static long ToldSeconds(in Departure departure) => (long)Math.Round(departure.Party.Inputs.ToldMinutes * 60);
}

internal sealed class RecentDeparturesConverter : JsonConverter<RecentDepartures>
{
    public override RecentDepartures Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (JsonSerializer.Deserialize(ref reader, RoomJson.Storage.ListDeparture) ?? [])
            .Aggregate(RecentDepartures.Empty, (all, departure) => all.Add(departure));

    public override void Write(Utf8JsonWriter writer, RecentDepartures value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value.InOrder], RoomJson.Storage.ListDeparture);
}
