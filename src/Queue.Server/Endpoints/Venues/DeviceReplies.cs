using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Venues;

/// <summary>A device as it is listed: never its token.</summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Role">What it may do.</param>
/// <param name="PairedAt">When it was paired.</param>
/// <param name="RenewedAt">When it last got a token, to within an hour.</param>
/// <param name="ExpiresAt">Until when that token is good.</param>
internal sealed record ListedDevice(
    string Id, string? Name, VenueRole Role, DateTimeOffset PairedAt, DateTimeOffset RenewedAt, DateTimeOffset ExpiresAt)
{
    public static ListedDevice Of(VenueDevice device) => new(
        device.Id, device.Name, device.Role, device.PairedAt, device.RenewedAt, device.RenewedAt + AccessTokens.DeviceLifetime);
}

/// <summary>The devices of a venue, in the order in which they were paired.</summary>
internal sealed record DeviceList(IReadOnlyList<ListedDevice> Devices);

/// <summary>A device's new token.</summary>
/// <param name="Code">The venue's code.</param>
/// <param name="HostAuthToken">The token, good for thirty days from now.</param>
/// <param name="Role">What it makes the device.</param>
/// <param name="HasPin">A device that was left alone asks for a PIN.</param>
internal sealed record RenewedDevice(RoomCode Code, string HostAuthToken, VenueRole Role, bool HasPin);

[JsonSerializable(typeof(DeviceList))]
[JsonSerializable(typeof(RenewedDevice))]
internal sealed partial class DeviceJson : JsonSerializerContext
{
    public static DeviceJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochMilliseconds(), new JsonStringEnumConverter<VenueRole>(JsonNamingPolicy.SnakeCaseLower) },
    });
}
