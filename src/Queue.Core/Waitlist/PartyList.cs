using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>
/// The live parties in order, with the indexes that keep every command at O(log n): by id, by name, the sum of sizes, the open
/// calls. Immutable; the indexes are derived from the parties and are not stored.
/// </summary>
[JsonConverter(typeof(PartyListConverter))]
public sealed class PartyList : IReadOnlyList<Party>
{
    private static readonly Comparer<Promise> ByEnd = Comparer<Promise>.Create((a, b) => (a.Ends, a.Ticket).CompareTo((b.Ends, b.Ticket)));

    /// <summary>No parties.</summary>
    public static readonly PartyList Empty = new(
        [],
        ImmutableDictionary<PartyId, (long Place, int Ticket)>.Empty,
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal),
        [],
        [],
        ImmutableSortedSet<Promise>.Empty.WithComparer(ByEnd),
        0,
        [0, 0, 0]);

    private readonly ImmutableList<Party> inOrder;
    private readonly ImmutableDictionary<PartyId, (long Place, int Ticket)> places;
    private readonly ImmutableDictionary<string, int> names;
    private readonly ImmutableArray<int> bands;
    private readonly ImmutableSortedSet<Promise> promises;

    private PartyList(
        ImmutableList<Party> inOrder,
        ImmutableDictionary<PartyId, (long Place, int Ticket)> places,
        ImmutableDictionary<string, int> names,
        ImmutableList<PartyId> called,
        ImmutableList<PartyId> snoozing,
        ImmutableSortedSet<Promise> promises,
        int guests,
        ImmutableArray<int> bands)
    {
        this.inOrder = inOrder;
        this.places = places;
        this.names = names;
        this.bands = bands;
        Called = called;
        Snoozing = snoozing;
        this.promises = promises;
        Guests = guests;
    }

    /// <summary>How many parties there are, waiting and called.</summary>
    public int Count => inOrder.Count;

    /// <summary>The sum of the parties' sizes.</summary>
    public int Guests { get; }

    /// <summary>The parties with an open call, in the order of their calls.</summary>
    public ImmutableList<PartyId> Called { get; }

    /// <summary>The parties that let others pass for a while.</summary>
    public ImmutableList<PartyId> Snoozing { get; }

    /// <summary>The waiting party whose promise ends first, of those whose promise has not passed; <see langword="null"/> when there is none.</summary>
    public Party? NextPromise => promises.IsEmpty ? null : Find(promises.Min.Party);

    /// <summary>The party called last whose call is still open; <see langword="null"/> when none is.</summary>
    public Party? NowServing => Called.Count == 0 ? null : this[IndexOf(Called[^1])];

    /// <summary>The first party in order that may be called next; <see langword="null"/> when none may.</summary>
    public Party? NextWaiting => inOrder.Find(party => party.IsReady);

    /// <summary>The party at a place in line.</summary>
    /// <param name="index">Parties ahead of it, from 0.</param>
    public Party this[int index] => inOrder[index];

    /// <summary>How many live parties are ahead of a party.</summary>
    /// <param name="id">The party.</param>
    /// <returns>0 or more; -1 when the party is not live.</returns>
    public int IndexOf(PartyId id) => places.TryGetValue(id, out var place) ? IndexOfPlace(place) : -1;

    /// <summary>Finds a live party.</summary>
    /// <param name="id">The party.</param>
    /// <returns>The party, or <see langword="null"/> when it is not live.</returns>
    public Party? Find(PartyId id) => IndexOf(id) is >= 0 and var index ? inOrder[index] : null;

    /// <summary>Tells whether a live party has this name, compared without case.</summary>
    /// <param name="name">A cleaned name.</param>
    /// <returns><see langword="true"/> when one has.</returns>
    public bool HasName(string name) => names.ContainsKey(NameKey(name));

    /// <summary>Tells whether two names are the same to a queue that allows none twice.</summary>
    /// <param name="name">A cleaned name.</param>
    /// <param name="other">Another, or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> when they are.</returns>
    public static bool IsSameName(string name, string? other) =>
        other is not null && string.Equals(NameKey(name), NameKey(other), StringComparison.Ordinal);

    /// <summary>Counts the live parties of a size band.</summary>
    /// <param name="band">The band.</param>
    /// <returns>0 or more.</returns>
    public int CountInBand(SizeBand band) => bands[SizeBand.IndexOf(band)];

    /// <summary>Adds a party at its place.</summary>
    /// <param name="party">A party that is not in the list.</param>
    /// <returns>The new list.</returns>
    public PartyList Add(Party party)
    {
        ArgumentNullException.ThrowIfNull(party);
        var index = ~IndexOfPlace(PlaceOf(party));
        return new PartyList(
            inOrder.Insert(index, party),
            places.Add(party.Id, PlaceOf(party)),
            CountName(party.Name, +1),
            party.Call is null ? Called : WithCall(party),
            party.SnoozedUntil is null ? Snoozing : Snoozing.Add(party.Id),
            PromiseOf(party) is { } promise ? promises.Add(promise) : promises,
            Guests + party.Size,
            CountBand(party.Size, +1));
    }

    /// <summary>Takes a party out.</summary>
    /// <param name="id">A party in the list.</param>
    /// <returns>The new list.</returns>
    public PartyList Remove(PartyId id)
    {
        var index = IndexOf(id);
        var party = inOrder[index];
        return new PartyList(
            inOrder.RemoveAt(index),
            places.Remove(id),
            CountName(party.Name, -1),
            Called.Remove(id),
            Snoozing.Remove(id),
            PromiseOf(party) is { } promise ? promises.Remove(promise) : promises,
            Guests - party.Size,
            CountBand(party.Size, -1));
    }

    /// <summary>Puts a changed party in the place of its old value.</summary>
    /// <param name="party">The changed party; one of the same id is in the list.</param>
    /// <returns>The new list.</returns>
    public PartyList Replace(Party party)
    {
        ArgumentNullException.ThrowIfNull(party);
        var index = IndexOf(party.Id);
        var before = inOrder[index];
        return before.Place == party.Place && before.Size == party.Size && before.Call == party.Call
            && before.SnoozedUntil == party.SnoozedUntil && PromiseOf(before) == PromiseOf(party) && string.Equals(before.Name, party.Name, StringComparison.Ordinal)
            ? new PartyList(inOrder.SetItem(index, party), places, names, Called, Snoozing, promises, Guests, bands)
            : Remove(party.Id).Add(party);
    }

    /// <inheritdoc/>
    public IEnumerator<Party> GetEnumerator() => inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Puts every party at the place that <paramref name="places"/> says.</summary>
    internal PartyList At(IReadOnlyDictionary<PartyId, long> places) =>
        From([.. inOrder.Select(party => party with { Place = places[party.Id] })]);

    internal static PartyList From(IEnumerable<Party> parties) => parties.Aggregate(Empty, (list, party) => list.Add(party));

    private static string NameKey(string name) => name.ToUpperInvariant();

    private static (long Place, int Ticket) PlaceOf(Party party) => (party.Place, party.Ticket);

    private static Promise? PromiseOf(Party party) =>
        party is { Call: null, Overdue: false, PromiseEnds: { } ends } ? new Promise(ends, party.Ticket, party.Id) : null;

    // By the versions of the calls: one that is restored stands where it stood.
    private ImmutableList<PartyId> WithCall(Party party)
    {
        var index = Called.FindLastIndex(id => inOrder[IndexOf(id)].Call?.Version < party.Call?.Version);
        return Called.Insert(index + 1, party.Id);
    }

    private int IndexOfPlace((long Place, int Ticket) place)
    {
        var (low, high) = (0, inOrder.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var compared = PlaceOf(inOrder[middle]).CompareTo(place);
            if (compared == 0)
            {
                return middle;
            }

            (low, high) = compared < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private ImmutableArray<int> CountBand(int size, int change)
    {
        var index = SizeBand.IndexOf(SizeBand.Of(size));
        return bands.SetItem(index, bands[index] + change);
    }

    private ImmutableDictionary<string, int> CountName(string? name, int change)
    {
        if (name is null)
        {
            return names;
        }

        var key = NameKey(name);
        var count = names.GetValueOrDefault(key) + change;
        return count == 0 ? names.Remove(key) : names.SetItem(key, count);
    }

    private readonly record struct Promise(DateTimeOffset Ends, int Ticket, PartyId Party);
}

internal sealed class PartyListConverter : JsonConverter<PartyList>
{
    public override PartyList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PartyList.From(JsonSerializer.Deserialize(ref reader, RoomJson.Storage.ListParty) ?? []);

    public override void Write(Utf8JsonWriter writer, PartyList value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value], RoomJson.Storage.ListParty);
}
