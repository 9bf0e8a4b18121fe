using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>The wire form of the views: camelCase, epoch milliseconds, absent values omitted, fixed property order.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QueueUpdate))]
[JsonSerializable(typeof(RecentParties))]
[JsonSerializable(typeof(PublicQueueUpdate))]
[JsonSerializable(typeof(GuestView))]
[JsonSerializable(typeof(WaitlistStatus))]
[JsonSerializable(typeof(DisplayView))]
[JsonSerializable(typeof(Suggestion))]
public sealed partial class ViewJson : JsonSerializerContext
{
    /// <summary>The one instance to use: the generated default lacks the converters.</summary>
    public static ViewJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new EpochMilliseconds(),
            new JsonStringEnumConverter<PartySource>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<PushState>(JsonNamingPolicy.SnakeCaseLower),
        },
    });
}
