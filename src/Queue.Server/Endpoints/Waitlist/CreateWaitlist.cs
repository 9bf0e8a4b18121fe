using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Opens a waitlist. The reply holds the host token, which is also set as a cookie.</summary>
internal sealed class CreateWaitlist(
    RoomDirectory directory,
    AccessTokens tokens,
    KeyCredential credential,
    RateLimits limits,
    BotCheck botCheck,
    TimeProvider time,
    IOptions<QueueOptions> queue,
    IOptions<LimitOptions> bounds)
{
    /// <summary>The order of the properties is the order on the wire; the four at the end are null when not given.</summary>
    internal sealed record Response
    {
        public required RoomCode Code { get; init; }

        public required RoomId SessionId { get; init; }

        public required string JoinUrl { get; init; }

        public required string WsUrl { get; init; }

        public required string HostAuthToken { get; init; }

        public required string HostUrl { get; init; }

        public required string EventName { get; init; }

        public required int MaxGuests { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Location { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? ContactInfo { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? OpenTime { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? CloseTime { get; init; }
    }

    public static async Task HandleAsync(HttpContext context, CreateWaitlist endpoint)
    {
        var problem = await endpoint.TryHandleAsync(context);
        if (problem is not null)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync(HttpContext context)
    {
        var (owner, refused) = credential.Allow(context);
        if (refused is not null)
        {
            return refused;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, "Invalid request body", mayBeEmpty: false);
        if (body is null)
        {
            return unreadable;
        }

        using (body)
        {
            var id = RoomId.From(RandomNumberGenerator.GetBytes(RoomId.Length / 2));
            var (create, invalid) = CreateRequest.Read(body, id, queue.Value, bounds.Value, time.GetUtcNow());
            var (key, unusable) = IdempotencyKeyHeader.Read(context, body, owner?.Subject ?? default);
            if (create is null || unusable is not null)
            {
                return invalid ?? unusable;
            }

            if (owner is not null)
            {
                (create, key) = (create with { Owner = owner.Owner }, key?.Of(owner.Owner));
            }

            var created = await directory.FindCreatedAsync(key);
            if (created is null && await AdmitAsync(context, body) is { } notAdmitted)
            {
                return notAdmitted;
            }

            var (room, error) = created ?? await directory.OpenAsync(create, key);
            if (room is null)
            {
                return error is null ? Problem.Unavailable : Problem.Of(error);
            }

            await RespondAsync(context, room);
            return null;
        }
    }

    private async ValueTask<Problem?> AdmitAsync(HttpContext context, JsonBody body)
    {
        if (await limits.TakeAsync(Rate.Creates, RateLimits.AddressOf(context), default) is { } wait)
        {
            return Problem.TooManyRequests(wait);
        }

        body.Text("turnstileToken", out var token);
        return await botCheck.CheckAsync(context, token);
    }

    private Task RespondAsync(HttpContext context, RoomActor room)
    {
        var snapshot = (WaitlistSnapshot)room.Current;
        var (state, token) = (snapshot.Waitlist, tokens.MintHost(room.Id));
        var baseUrl = OriginPolicy.BaseUrl(context.Request, queue.Value);
        var headers = context.Response.Headers;
        headers.SetCookie = Cookie(context.Request, token);
        headers.AccessControlExposeHeaders = $"{headers.AccessControlExposeHeaders}, set-cookie";
        var answer = new RoomAnswer(Done.Value, null, 1, snapshot);
        return WaitlistReply.WriteAsync(
            context,
            answer,
            new Response
            {
                Code = state.Code,
                SessionId = state.Id,
                JoinUrl = $"{baseUrl}/q/{state.Code}",
                WsUrl = $"{baseUrl}/api/queue/{state.Code}/connect",
                HostAuthToken = token,
                HostUrl = $"{baseUrl}/host/{state.Code}#{token}",
                EventName = state.EventName,
                MaxGuests = state.Options.MaxGuests,
                Location = state.Location,
                ContactInfo = state.ContactInfo,
                OpenTime = state.OpenTime,
                CloseTime = state.CloseTime,
            },
            WaitlistJson.Wire.CreateResponse);
    }

    private static string Cookie(HttpRequest request, string token)
    {
        var host = Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) ? origin.Host : request.Host.Host;
        var domain = host.Contains('.', StringComparison.Ordinal) && !IPAddress.TryParse(host, out _) ? $"; Domain={host}" : "";
        var maxAge = (long)AccessTokens.Lifetime.TotalSeconds;
        return string.Create(
            null, $"{HostCredential.CookieName}={token}; Max-Age={maxAge}; HttpOnly; Secure; SameSite=Strict; Path=/{domain}");
    }
}
