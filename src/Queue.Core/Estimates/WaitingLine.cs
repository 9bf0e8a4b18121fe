using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Estimates;

/// <summary>The parties that wait, in order, with their count by size band. Immutable; every change is O(log n).</summary>
[JsonConverter(typeof(WaitingLineConverter))]
public sealed class WaitingLine
{
    /// <summary>Nobody waits.</summary>
    public static readonly WaitingLine Empty = new([], default);

    private static readonly Comparer<WaitingParty> ByPlace = Comparer<WaitingParty>.Create((a, b) => a.Place.CompareTo(b.Place));

    private readonly ImmutableList<WaitingParty> inOrder;

    private WaitingLine(ImmutableList<WaitingParty> inOrder, BandCounts counts) => (this.inOrder, Counts) = (inOrder, counts);

    /// <summary>How many wait.</summary>
    public int Count => inOrder.Count;

    /// <summary>All of them, first in line first.</summary>
    public IEnumerable<WaitingParty> InOrder => inOrder;

    /// <summary>A place behind everybody.</summary>
    internal long NextPlace => inOrder.IsEmpty ? 0 : inOrder[^1].Place + 1;

    /// <summary>How many wait by size band.</summary>
    internal BandCounts Counts { get; }

    /// <summary>Finds a party.</summary>
    /// <param name="place">Its place.</param>
    /// <returns>The party, or <see langword="null"/> when nobody waits there.</returns>
    public WaitingParty? Find(long place) => IndexOf(place) is >= 0 and var index ? inOrder[index] : null;

    /// <summary>How many wait ahead of a place by size band: O(log n) at the end of the line, else O(n).</summary>
    internal BandCounts AheadOf(long place)
    {
        if (inOrder.Count == 0 || inOrder[^1].Place < place)
        {
            return Counts;
        }

        var ahead = default(BandCounts);
        foreach (var party in inOrder.TakeWhile(party => party.Place < place))
        {
            ahead = ahead.Plus(party.Inputs.Band, 1);
        }

        return ahead;
    }

    /// <summary>The same parties, each at its new place.</summary>
    internal WaitingLine At(IReadOnlyDictionary<long, long> places) =>
        inOrder.Aggregate(Empty, (line, party) => line.Add(party with { Place = places[party.Place] }));

    /// <summary>Puts a party at its place, where nobody waits yet.</summary>
    internal WaitingLine Add(in WaitingParty party) =>
        new(inOrder.Insert(~IndexOf(party.Place), party), Counts.Plus(party.Inputs.Band, 1));

    internal WaitingLine Remove(in WaitingParty party) =>
        new(inOrder.RemoveAt(IndexOf(party.Place)), Counts.Plus(party.Inputs.Band, -1));

    private int IndexOf(long place) => inOrder.BinarySearch(new WaitingParty(place, 0, default), ByPlace);
}

/// <summary>Parties by size band.</summary>
internal readonly record struct BandCounts(int Small, int Middle, int Large)
{
    public int this[int band] => band == 0 ? Small : band == 1 ? Middle : Large;

    public BandCounts Plus(int band, int count) => band switch
    {
        0 => this with { Small = Small + count },
        1 => this with { Middle = Middle + count },
        _ => this with { Large = Large + count },
    };
}

internal sealed class WaitingLineConverter : JsonConverter<WaitingLine>
{
    public override WaitingLine Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (JsonSerializer.Deserialize(ref reader, RoomJson.Storage.ListWaitingParty) ?? [])
            .Aggregate(WaitingLine.Empty, (line, party) => line.Add(party));

    public override void Write(Utf8JsonWriter writer, WaitingLine value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value.InOrder], RoomJson.Storage.ListWaitingParty);
}
