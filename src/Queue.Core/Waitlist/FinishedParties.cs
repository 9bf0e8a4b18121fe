using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>The parties that have ended, by id. Immutable; stored in the order of their tickets.</summary>
[JsonConverter(typeof(FinishedPartiesConverter))]
public sealed class FinishedParties
{
    /// <summary>No parties.</summary>
    public static readonly FinishedParties Empty = new(ImmutableDictionary<PartyId, FinishedParty>.Empty);

    private readonly ImmutableDictionary<PartyId, FinishedParty> byId;

    private FinishedParties(ImmutableDictionary<PartyId, FinishedParty> byId) => this.byId = byId;

    /// <summary>How many there are.</summary>
    public int Count => byId.Count;

    /// <summary>All of them in the order of their tickets.</summary>
    public IEnumerable<FinishedParty> InOrder => byId.Values.OrderBy(finished => finished.Party.Ticket);

    /// <summary>All of them, who ended last first.</summary>
    public IEnumerable<FinishedParty> NewestFirst => byId.Values.OrderByDescending(finished => finished.Party.Rev);

    /// <summary>Finds a party that has ended.</summary>
    /// <param name="id">The party.</param>
    /// <returns>What is kept of it, or <see langword="null"/> when it has not ended or was never there.</returns>
    public FinishedParty? Find(PartyId id) => byId.GetValueOrDefault(id);

    /// <summary>Adds a party that has just ended.</summary>
    /// <param name="finished">The party and its reason.</param>
    /// <returns>The new collection.</returns>
    public FinishedParties Add(FinishedParty finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        return new FinishedParties(byId.Add(finished.Party.Id, finished));
    }

    /// <summary>Puts what is now known of a party that has ended in the place of what was.</summary>
    /// <param name="finished">The party; one of the same id has ended.</param>
    /// <returns>The new collection.</returns>
    public FinishedParties Replace(FinishedParty finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        return new FinishedParties(byId.SetItem(finished.Party.Id, finished));
    }

    /// <summary>Puts every party at the place that <paramref name="places"/> says.</summary>
    internal FinishedParties At(IReadOnlyDictionary<PartyId, long> places) => new(byId.ToImmutableDictionary(
        pair => pair.Key, pair => pair.Value with { Party = pair.Value.Party with { Place = places[pair.Key] } }));

    /// <summary>Takes out a party that lives again.</summary>
    /// <param name="id">The party.</param>
    /// <returns>The new collection.</returns>
    public FinishedParties Remove(PartyId id) => new(byId.Remove(id));
}

internal sealed class FinishedPartiesConverter : JsonConverter<FinishedParties>
{
    public override FinishedParties Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (JsonSerializer.Deserialize(ref reader, RoomJson.Storage.ListFinishedParty) ?? [])
            .Aggregate(FinishedParties.Empty, (all, finished) => all.Add(finished));

    public override void Write(Utf8JsonWriter writer, FinishedParties value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value.InOrder], RoomJson.Storage.ListFinishedParty);
}
