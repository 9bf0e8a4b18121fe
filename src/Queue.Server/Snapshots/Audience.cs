using Queue.Core.Waitlist;

namespace Queue.Server.Snapshots;

internal enum AudienceKind
{
    /// <summary>Anybody: tickets and sizes.</summary>
    Public,

    /// <summary>Somebody with a host token.</summary>
    Host,

    /// <summary>Somebody with a host token who looks for a party that has ended.</summary>
    Recent,

    /// <summary>One party.</summary>
    Guest,

    /// <summary>Somebody at the door.</summary>
    Status,

    /// <summary>The lobby screen.</summary>
    Display,

    /// <summary>The lobby screen with a token.</summary>
    TrustedDisplay,

    /// <summary>Somebody with an API key or a token of a room that is not a waitlist.</summary>
    Keyed,
}

/// <summary>Who looks at a room, and so which view they get.</summary>
/// <param name="Kind">Which view.</param>
/// <param name="Party">Whose, for a guest.</param>
internal readonly record struct Audience(AudienceKind Kind, PartyId Party = default)
{
    /// <summary>The same bytes for everybody, so that caches in between may share them.</summary>
    public bool IsShared => Kind is AudienceKind.Public or AudienceKind.Status or AudienceKind.Display;
}
