using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Primitives;
using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Snapshots;

/// <summary>
/// A waitlist's views. Each is rendered when it is first read and kept, so a change costs the same with ten parties and with a
/// thousand, and an unchanged poll costs no rendering at all.
/// </summary>
internal sealed class WaitlistSnapshot(WaitlistState state, int epoch) : RoomSnapshot(state, epoch)
{
    // The address is the same for host, guest and public.
    private static readonly StringValues Credentials = "Origin, X-Host-Auth, Cookie, Prefer";

    private readonly WaitlistView view = new(state);
    private readonly ConcurrentDictionary<PartyId, RenderedView> guests = [];
    private RenderedView? host;
    private RenderedView? recent;
    private RenderedView? everybody;
    private RenderedView? status;
    private RenderedView? display;
    private RenderedView? trustedDisplay;

    public WaitlistState Waitlist => state;

    public override StringValues Vary => Credentials;

    public override Problem Missing => Problem.PartyNotFound;

    /// <summary>The view of an audience; <see langword="null"/> for a party that was never in this queue.</summary>
    public override RenderedView? View(Audience audience) => audience.Kind switch
    {
        AudienceKind.Host => host ??= Render("host", view.Host(), ViewJson.Wire.QueueUpdate),
        AudienceKind.Recent => recent ??= Render("recent", view.Recent(), ViewJson.Wire.RecentParties),
        AudienceKind.Public => everybody ??= Render("public", view.Public(), ViewJson.Wire.PublicQueueUpdate),
        AudienceKind.Status => status ??= Render("status", view.Status(), ViewJson.Wire.WaitlistStatus),
        AudienceKind.Display => display ??= Render("display", view.Display(trusted: false), ViewJson.Wire.DisplayView),
        AudienceKind.TrustedDisplay =>
            trustedDisplay ??= Render("trusted-display", view.Display(trusted: true), ViewJson.Wire.DisplayView),
        AudienceKind.Guest => Guest(audience.Party),
        AudienceKind.Keyed => null,
    };

    /// <summary>The last words to an audience whose visit or queue is over; <see langword="null"/> before. Who is restored comes again.</summary>
    public string? FinalReason(Audience audience) =>
        audience.Kind == AudienceKind.Guest && state.Finished.Find(audience.Party) is { } finished ? WireText.Of(finished.Reason)
        : state.Closed is null ? null
        : "closed";

    private RenderedView? Guest(PartyId party)
    {
        if (guests.TryGetValue(party, out var rendered))
        {
            return rendered;
        }

        return view.Guest(party) is { } found
            ? guests.GetOrAdd(party, Render($"guest {party}", found, ViewJson.Wire.GuestView))
            : null;
    }

    private RenderedView Render<T>(string name, T value, JsonTypeInfo<T> type) =>
        new(state.Id, name, JsonSerializer.SerializeToUtf8Bytes(value, type));
}
