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
    /// <summary>No parties.</summary>
    public static readonly PartyList Empty = new(
        [], ImmutableDictionary<PartyId, long>.Empty, ImmutableDictionary.Create<string, int>(StringComparer.Ordinal), [], 0, [0, 0, 0]);

    private readonly ImmutableList<Party> inOrder;
    private readonly ImmutableDictionary<PartyId, long> places;
    private readonly ImmutableDictionary<string, int> names;
    private readonly ImmutableArray<int> bands;

    private PartyList(
        ImmutableList<Party> inOrder,
        ImmutableDictionary<PartyId, long> places,
        ImmutableDictionary<string, int> names,
        ImmutableList<PartyId> called,
        int guests,
        ImmutableArray<int> bands)
    {
        this.inOrder = inOrder;
        this.places = places;
        this.names = names;
        this.bands = bands;
        Called = called;
        Guests = guests;
    }

    /// <summary>How many parties there are, waiting and called.</summary>
    public int Count => inOrder.Count;

    /// <summary>The sum of the parties' sizes.</summary>
    public int Guests { get; }

    /// <summary>The parties with an open call, in the order of their calls.</summary>
    public ImmutableList<PartyId> Called { get; }

    /// <summary>The party called last whose call is still open; <see langword="null"/> when none is.</summary>
    public Party? NowServing => Called.Count == 0 ? null : this[IndexOf(Called[^1])];

    /// <summary>The first party in order that has no open call; <see langword="null"/> when none waits.</summary>
    public Party? NextWaiting => inOrder.Find(party => party.Call is null);

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
        var index = ~IndexOfPlace(party.Place);
        return new PartyList(
            inOrder.Insert(index, party),
            places.Add(party.Id, party.Place),
            CountName(party.Name, +1),
            party.Call is null ? Called : Called.Add(party.Id),
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
            Guests - party.Size,
            CountBand(party.Size, -1));
    }

    /// <summary>
    /// Puts a changed party in the place of its old value. Its place, name and size are the same; a call that is another one than
    /// before is the newest of all.
    /// </summary>
    /// <param name="party">The changed party; one of the same id is in the list.</param>
    /// <returns>The new list.</returns>
    public PartyList Replace(Party party)
    {
        ArgumentNullException.ThrowIfNull(party);
        var index = IndexOf(party.Id);
        var before = inOrder[index];
        var called = (before.Call, party.Call) switch
        {
            (null, not null) => Called.Add(party.Id),
            (not null, null) => Called.Remove(party.Id),
            ({ } old, { } call) when old.Version != call.Version => Called.Remove(party.Id).Add(party.Id),
            _ => Called,
        };
        return new PartyList(inOrder.SetItem(index, party), places, names, called, Guests, bands);
    }

    /// <inheritdoc/>
    public IEnumerator<Party> GetEnumerator() => inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static PartyList From(List<Party> parties)
    {
        var list = parties.Aggregate(Empty, (list, party) => list.Add(party with { Call = null }));
        return parties.Where(p => p.Call is not null).OrderBy(p => p.Call?.Version).Aggregate(list, (l, p) => l.Replace(p));
    }

    private static string NameKey(string name) => name.ToUpperInvariant();

    private int IndexOfPlace(long place)
    {
        var (low, high) = (0, inOrder.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var found = inOrder[middle].Place;
            if (found == place)
            {
                return middle;
            }

            (low, high) = found < place ? (middle + 1, high) : (low, middle - 1);
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
}

internal sealed class PartyListConverter : JsonConverter<PartyList>
{
    public override PartyList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PartyList.From(JsonSerializer.Deserialize(ref reader, RoomJson.Storage.ListParty) ?? []);

    public override void Write(Utf8JsonWriter writer, PartyList value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value], RoomJson.Storage.ListParty);
}
