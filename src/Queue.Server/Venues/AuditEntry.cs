using Queue.Core.Rooms;

namespace Queue.Server.Venues;

/// <summary>Something that the owner, a manager or a host of a venue did.</summary>
/// <param name="At">When.</param>
/// <param name="Action">What, in the words of the log: <c>party_called</c>, <c>venue_changed</c> …</param>
/// <param name="By"><c>owner</c>, <c>manager</c> or <c>host</c>.</param>
internal sealed record AuditEntry(DateTimeOffset At, string Action, string By)
{
    /// <summary>The device from which it was done; of an owner none.</summary>
    public string? DeviceId { get; init; }

    /// <summary>What that device is called, as far as it is known.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The evening in which it was done.</summary>
    public int? Evening { get; init; }

    /// <summary>The queue of that evening.</summary>
    public RoomId? SessionId { get; init; }

    /// <summary>The ticket of the party to which it was done.</summary>
    public int? Ticket { get; init; }

    /// <summary>The device to which it was done.</summary>
    public string? Target { get; init; }
}
