using Queue.Core.Venues;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Pairing;

namespace Queue.Server.Endpoints.Venues;

/// <summary>Gives the code with which a device becomes one of the venue's, in a role.</summary>
internal static class OfferPairing
{
    internal sealed record Request(VenueRole Role, string? DeviceName);

    public static async Task HandleAsync(HttpContext context, string id, VenueGate gate, PairingCodes codes)
    {
        var (access, refused) = await gate.FindAsync(context, id, VenueRight.Manage);
        var (body, unreadable) = access is null ? default : await JsonBody.ReadAsync(context, "Invalid JSON", mayBeEmpty: false);
        if (access is null || body is null)
        {
            await (refused ?? unreadable ?? Problem.VenueNotFound).WriteAsync(context);
            return;
        }

        using (body)
        {
            await (Read(body, access, out var role, out var name) is { } problem
                ? problem.WriteAsync(context)
                : WriteAsync(context, codes.Offer(access.Room.Id, DeviceTokens.RoleOf(role), name, access.Device?.Id)));
        }
    }

    private static Problem? Read(JsonBody body, VenueAccess access, out VenueRole role, out string? name)
    {
        string? text = null;
        (role, name) = (VenueRole.Host, null);
        var problem = body.OnlyFields("role", "deviceName")
            ?? body.Text("role", out text)
            ?? Fields.DisplayedText(body, "deviceName", Fields.MaxNameGraphemes, Fields.MaxNameLength, out name);
        VenueRole? asked = text switch
        {
            "manager" => VenueRole.Manager,
            "host" => VenueRole.Host,
            "display" => VenueRole.Display,
            _ => null,
        };
        role = asked ?? role;
        return problem
            ?? (asked is null ? Problem.Field("role", "role must be manager, host or display") : null)
            ?? (access.MayDecideOn(role) ? null : Problem.ManagerOnly with { Error = "Only the owner of this venue may decide on managers" });
    }

    private static Task WriteAsync(HttpContext context, (string Code, PairingOffer Offered) offer) => KeyReply.WriteAsync(
        context,
        StatusCodes.Status200OK,
        new StartPairing.Response(offer.Code, offer.Offered.ExpiresAt),
        PairingJson.Wire.StartPairingResponse);
}
