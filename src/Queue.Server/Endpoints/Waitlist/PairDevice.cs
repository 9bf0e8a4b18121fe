using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Http;
using Queue.Server.Pairing;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Makes the device that shows a pairing code one of a queue's, under a name that the other hosts see.</summary>
internal sealed class PairDevice(
    PairingCodes codes, RoomDirectory directory, AccessTokens tokens, RateLimits limits, IOptions<QueueOptions> queue)
{
    private const string InvalidBody = "Invalid JSON body";

    internal sealed record Request(string PairingCode, string DeviceName);

    internal sealed record Response(RoomCode Code, RoomId SessionId, string HostAuthToken, string HostUrl);

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
                ?? Fields.DisplayedText(body, "deviceName", Fields.MaxNameGraphemes, Fields.MaxNameLength, out name)
                ?? (name is null ? Problem.Field("deviceName", "deviceName is required") : null);
            return invalid ?? await PairAsync(context, pairingCode ?? "", name ?? "");
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

        var device = new HostDevice(AccessTokens.NewId(), name);
        var answer = await directory.AskAsync(pairing.Room, new NameDevice { Device = device }, null);
        if (answer.Error is { } error)
        {
            return Problem.Of(error);
        }

        var state = (WaitlistState)answer.Snapshot.State;
        var token = tokens.MintHost(pairing.Room, device.Id);
        var hostUrl = $"{OriginPolicy.BaseUrl(context.Request, queue.Value)}/host/{state.Code}#{token}";
        await KeyReply.WriteAsync(
            context, StatusCodes.Status200OK, new Response(state.Code, state.Id, token, hostUrl), PairingJson.Wire.PairDeviceResponse);
        return null;
    }
}

[JsonSerializable(typeof(StartPairing.Response), TypeInfoPropertyName = "StartPairingResponse")]
[JsonSerializable(typeof(PairDevice.Response), TypeInfoPropertyName = "PairDeviceResponse")]
internal sealed partial class PairingJson : JsonSerializerContext
{
    public static PairingJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new EpochMilliseconds() },
    });
}
