using System.Security.Cryptography;
using System.Text;
using Queue.Core.Rooms;
using Queue.Core.Venues;

namespace Queue.Server.Http;

/// <summary>What can be read in a device's token before it is checked, and by what letter a role is written.</summary>
internal static class DeviceTokens
{
    private const int RoleAt = RoomId.Length + 1;
    private const int IdAt = RoleAt + 2;

    /// <summary>The room that a token says it is for.</summary>
    public static ReadOnlySpan<char> RoomOf(ReadOnlySpan<char> token) => token.Length > IdAt ? token[..RoomId.Length] : default;

    /// <summary>The role that a token says it is for, when that is one of a venue's device.</summary>
    public static TokenRole? RoleOf(ReadOnlySpan<char> token) =>
        token.Length > IdAt && (TokenRole)token[RoleAt] is var role and (TokenRole.VenueManager or TokenRole.VenueHost or TokenRole.VenueDisplay)
            ? role
            : null;

    /// <summary>The device that a token says it is for.</summary>
    public static ReadOnlySpan<char> IdOf(ReadOnlySpan<char> token) =>
        token[IdAt..] is var rest && rest.IndexOf('.') is > 0 and var end ? rest[..end] : default;

    /// <summary>Tells a device from others, for limits and fingerprints, whatever token it shows.</summary>
    public static UInt128 SubjectOf(RoomId venue, VenueDevice device) =>
        BitConverter.ToUInt128(SHA256.HashData(Encoding.ASCII.GetBytes($"{venue.Value} {device.Id}")));

    public static TokenRole RoleOf(VenueRole role) => role switch
    {
        VenueRole.Manager => TokenRole.VenueManager,
        VenueRole.Host => TokenRole.VenueHost,
        VenueRole.Display => TokenRole.VenueDisplay,
    };

    /// <summary>What a token of this role makes a device; <see langword="null"/> for a token of another kind.</summary>
    public static VenueRole? Of(TokenRole role) => role switch
    {
        TokenRole.VenueManager => VenueRole.Manager,
        TokenRole.VenueHost => VenueRole.Host,
        TokenRole.VenueDisplay => VenueRole.Display,
        TokenRole.Host or TokenRole.Job or TokenRole.RoomRead or TokenRole.RoomWrite => null,
    };
}
