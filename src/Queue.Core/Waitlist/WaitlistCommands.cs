using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>A command to an open waitlist.</summary>
public abstract record WaitlistCommand : RoomCommand
{
    private protected WaitlistCommand()
    {
    }

    /// <summary>The host's device it comes from; <see langword="null"/> when no host sent it, or it is not known which.</summary>
    public HostDevice? Device { get; init; }
}

/// <summary>A device on which somebody hosts.</summary>
/// <param name="Id">Tells it from the others of its queue or venue; no secret.</param>
/// <param name="Name">What people call it, cleaned; <see langword="null"/> when it has no name or the queue knows it already.</param>
public sealed record HostDevice(string Id, string? Name = null);

/// <summary>
/// The background tells how far an alert got. Internal, the only way back in from the background; outdated or repeated reports and
/// those about a party that has ended have no effect.
/// </summary>
/// <param name="Party">The party.</param>
/// <param name="State">How far it got.</param>
/// <param name="Call">The party's number of calls when the alert was made.</param>
public sealed record ReportDelivery(PartyId Party, PushState State, int Call) : WaitlistCommand;

/// <summary>
/// The venue planned this evening anew. Internal; without effect once a guest has joined, when the queue has closed, and when a plan as new
/// was followed before.
/// </summary>
/// <param name="Plan">The evening as it would be created now.</param>
public sealed record Reschedule(CreateWaitlist Plan) : WaitlistCommand;

/// <summary>A host's device gets the name that came with it (<see cref="WaitlistCommand.Device"/>).</summary>
public sealed record NameDevice : WaitlistCommand;

/// <summary>Guests cannot join until <see cref="ResumeJoining"/>; who waits is untouched, and the host may still add parties.</summary>
public sealed record PauseJoining : WaitlistCommand;

/// <summary>Guests can join again.</summary>
public sealed record ResumeJoining : WaitlistCommand;

/// <summary>The host tells everybody who waits something, in place of what was told before.</summary>
/// <param name="Text">Cleaned words; <see langword="null"/> to take back what was told.</param>
/// <param name="Minutes">How long it is shown, 1 or more.</param>
public sealed record Announce(string? Text, int Minutes) : WaitlistCommand;

/// <summary>The host changes how the queue behaves.</summary>
/// <param name="Options">All options as they shall be.</param>
/// <param name="Rev">The version of the settings that the change was made from (<see cref="WaitlistState.SettingsRev"/>).</param>
public sealed record ChangeSettings(WaitlistOptions Options, long Rev) : WaitlistCommand;

/// <summary>
/// A host takes back what they did, within <see cref="WaitlistLogic.UndoTime"/>: all of it or, when any of its parties changed since,
/// nothing.
/// </summary>
/// <param name="Version">The version at which it was done, as its reply said.</param>
public sealed record Undo(long Version) : WaitlistCommand;
