using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Chat;
using Queue.Core.Estimates;
using Queue.Core.Jobs;
using Queue.Core.Venues;
using Queue.Core.Waitlist;

namespace Queue.Core.Rooms;

/// <summary>
/// The stored form of states, events and personal data: camelCase, times in epoch milliseconds, enums as snake case text,
/// absent values omitted, fixed property order. Equal values give equal bytes.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(RoomState))]
[JsonSerializable(typeof(RoomEvent))]
[JsonSerializable(typeof(PersonalData))]
[JsonSerializable(typeof(ImmutableList<Answer>))]
[JsonSerializable(typeof(List<Party>))]
[JsonSerializable(typeof(List<FinishedParty>))]
[JsonSerializable(typeof(ImmutableList<HostAction>))]
[JsonSerializable(typeof(EstimateModel))]
[JsonSerializable(typeof(EveningWaits))]
[JsonSerializable(typeof(List<WaitingParty>))]
[JsonSerializable(typeof(List<Departure>))]
public sealed partial class RoomJson : JsonSerializerContext
{
    /// <summary>The one instance to use: the generated default lacks the converters.</summary>
    public static RoomJson Storage { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        Converters =
        {
            new EpochMilliseconds(),
            new JsonStringEnumConverter<Actor>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<PartySource>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<FinishReason>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<CloseReason>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<CallExpiry>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<PositionBasis>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<DisplayNames>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<PushState>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<PartyAction>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<UndoEffect>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<ChatRole>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<SenderType>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<JobStatus>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<VenueRole>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<DayOfWeek>(JsonNamingPolicy.SnakeCaseLower),
        },
    });

    /// <summary>Writes a state as a checkpoint.</summary>
    /// <param name="state">The state.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] WriteState(RoomState state) => JsonSerializer.SerializeToUtf8Bytes(state, Storage.RoomState);

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="json">UTF-8 JSON that <see cref="WriteState"/> wrote.</param>
    /// <returns>The state.</returns>
    /// <exception cref="JsonException">The bytes are not such a state.</exception>
    public static RoomState ReadState(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Storage.RoomState) ?? throw new JsonException("The checkpoint is null.");

    /// <summary>Writes the part of an event that names nobody.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] WriteEvent(RoomEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, Storage.RoomEvent);

    /// <summary>Writes the part of an event that names a person.</summary>
    /// <param name="personal">That part, or <see langword="null"/>.</param>
    /// <returns>UTF-8 JSON, or <see langword="null"/>.</returns>
    public static byte[]? WritePersonal(PersonalData? personal) =>
        personal is null ? null : JsonSerializer.SerializeToUtf8Bytes(personal, Storage.PersonalData);

    /// <summary>Puts a stored event together again.</summary>
    /// <param name="data">What <see cref="WriteEvent"/> wrote.</param>
    /// <param name="personal">What <see cref="WritePersonal"/> wrote; empty when there is none or it was erased.</param>
    /// <returns>The event.</returns>
    /// <exception cref="JsonException">The bytes are not such an event.</exception>
    public static RoomEvent ReadEvent(ReadOnlySpan<byte> data, ReadOnlySpan<byte> personal)
    {
        var happened = JsonSerializer.Deserialize(data, Storage.RoomEvent) ?? throw new JsonException("The event is null.");
        return personal.IsEmpty
            ? happened
            : happened with { Personal = JsonSerializer.Deserialize(personal, Storage.PersonalData) };
    }
}
