namespace Queue.Core.Venues;

/// <summary>A device of a venue. What it shows is signed and not stored; it is good as long as the device is listed.</summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Name">What people call it; <see langword="null"/> when that was erased.</param>
/// <param name="PairedAt">When it became one.</param>
/// <param name="RenewedAt">When it was last given a new token, to within <see cref="VenueLimits.RenewalNotedAfter"/>.</param>
public sealed record VenueDevice(string Id, VenueRole Role, string? Name, DateTimeOffset PairedAt, DateTimeOffset RenewedAt);

/// <summary>What a device of a venue may do.</summary>
public enum VenueRole
{
    /// <summary>Hosting, and looking after the venue's PIN, its devices and its list of who did what.</summary>
    Manager,

    /// <summary>Hosting the venue's evenings.</summary>
    Host,

    /// <summary>Showing the lobby screen as a host may see it.</summary>
    Display,
}

/// <summary>What unlocks a device of a venue that was left alone: a number, kept as what PBKDF2 makes of it.</summary>
/// <param name="Salt">Random bytes, in base64.</param>
/// <param name="Hash">What comes out, in base64.</param>
/// <param name="Iterations">How often it was worked on.</param>
public sealed record VenuePin(string Salt, string Hash, int Iterations);

/// <summary>What bounds a venue's state.</summary>
public static class VenueLimits
{
    /// <summary>Devices that may be paired at once.</summary>
    public const int Devices = 50;

    /// <summary>Removed devices of which the venue still knows the name.</summary>
    public const int Removed = 50;

    /// <summary>A device that was renewed less than this before is not noted again.</summary>
    public static readonly TimeSpan RenewalNotedAfter = TimeSpan.FromHours(1);
}
