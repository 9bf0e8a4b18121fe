using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Pairing;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Makes the device that shows a pairing code one of a queue's, or of a venue's, under a name that the other hosts see.</summary>
internal sealed class PairDevice(
    PairingCodes codes, RoomDirectory directory, AccessTokens tokens, RateLimits limits, IOptions<QueueOptions> queue)
{
    private const string InvalidBody = "Invalid JSON body";

    internal sealed record Request(string PairingCode, string? DeviceName);

    /// <summary>What a device has become.</summary>
    /// <param name="Code">The code of the queue, or of the venue.</param>
    /// <param name="SessionId">The queue; of a venue tonight's.</param>
    /// <param name="HostAuthToken">What it shows from now on.</param>
    /// <param name="HostUrl">The page that it opens, with the token in the fragment.</param>
    /// <param name="Role">What it may do.</param>
    /// <param name="HasPin">The venue has a PIN.</param>
    internal sealed record Response(RoomCode Code, RoomId SessionId, string HostAuthToken, string HostUrl, VenueRole Role, bool HasPin);

    public static async Task HandleAsync(HttpContext context, PairDevice endpoint)
    {
        if (await endpoint.TryHandleAsync(context) is { } problem)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync(HttpContext context)
    {
        var (body, unreadable) = await JsonBody.ReadAsync(context, InvalidBody, mayBeEmpty: false);
        if (body is null)
        {
            return unreadable;
        }

        using (body)
        {
            string? pairingCode = null, name = null;
            var invalid = body.OnlyFields("pairingCode", "deviceName")
                ?? body.Text("pairingCode", out pairingCode)
                ?? Fields.DisplayedText(body, "deviceName", Fields.MaxNameGraphemes, Fields.MaxNameLength, out name);
            return invalid
                ?? ((name ?? codes.Find(pairingCode ?? "")?.DeviceName) is { } called
                    ? await PairAsync(context, pairingCode ?? "", called)
                    : Problem.Field("deviceName", "deviceName is required"));
        }
    }

    private async Task<Problem?> PairAsync(HttpContext context, string pairingCode, string name)
    {
        // Guessing codes of queues and of pairings are one allowance.
        var address = RateLimits.AddressOf(context);
        if (limits.IsUsedUp(Rate.CodeMisses, address, out var wait))
        {
            return Problem.TooManyRequests(wait);
        }

        if (codes.Take(pairingCode) is not { } pairing)
        {
            return await limits.TakeAsync(Rate.CodeMisses, address, default) is { } longer
                ? Problem.TooManyRequests(longer)
                : Problem.Of("pairing_code_not_found", "This pairing code is wrong or too old; ask for a new one");
        }

        return DeviceTokens.Of(pairing.Role) is { } role
            ? await PairWithVenueAsync(context, pairing, role, name)
            : await PairWithQueueAsync(context, pairing, name);
    }

    private async Task<Problem?> PairWithVenueAsync(HttpContext context, PairingOffer pairing, VenueRole role, string name)
    {
        var id = AccessTokens.NewId();
        var answer = await directory.AskAsync(pairing.Room, new Core.Venues.PairDevice(id, role, name) { Device = pairing.By }, null);
        if (answer.Error is { } error)
        {
            return error == RoomErrors.VenueEnded ? Problem.VenueNotFound : Problem.Of(error);
        }

        var venue = (VenueState)answer.Snapshot.State;
        await WriteAsync(
            context,
            venue.Code,
            VenueEvening.RoomOf(venue.Id, venue.Evening?.Number ?? 1),
            tokens.MintDevice(venue.Id, pairing.Role, id),
            (role, venue.Pin is not null));
        return null;
    }

    private async Task<Problem?> PairWithQueueAsync(HttpContext context, PairingOffer pairing, string name)
    {
        var device = new HostDevice(AccessTokens.NewId(), name);
        var answer = await directory.AskAsync(pairing.Room, new NameDevice { Device = device }, null);
        if (answer.Error is { } error)
        {
            return Problem.Of(error);
        }

        var state = (WaitlistState)answer.Snapshot.State;
        await WriteAsync(context, state.Code, state.Id, tokens.MintHost(pairing.Room, device.Id), (VenueRole.Host, false));
        return null;
    }

    private Task WriteAsync(HttpContext context, RoomCode code, RoomId session, string token, (VenueRole Role, bool HasPin) becomes)
    {
        var page = becomes.Role == VenueRole.Display ? "display" : "host";
        var url = $"{OriginPolicy.BaseUrl(context.Request, queue.Value)}/{page}/{code}#{token}";
        return KeyReply.WriteAsync(
            context, StatusCodes.Status200OK, new Response(code, session, token, url, becomes.Role, becomes.HasPin), PairingJson.Wire.PairDeviceResponse);
    }
}

[JsonSerializable(typeof(StartPairing.Response), TypeInfoPropertyName = "StartPairingResponse")]
[JsonSerializable(typeof(PairDevice.Response), TypeInfoPropertyName = "PairDeviceResponse")]
internal sealed partial class PairingJson : JsonSerializerContext
{
    public static PairingJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new EpochMilliseconds(), new JsonStringEnumConverter<VenueRole>(JsonNamingPolicy.SnakeCaseLower) },
    });
}
