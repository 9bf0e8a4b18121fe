using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Push;
using Queue.Server.Http;
using Queue.Server.Push;
using Queue.WebPush;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// A browser asks to be told of a room's events while nobody looks at it. Whoever may read the room may ask, and is told for as long as they
/// may.
/// </summary>
internal sealed class SubscribeRoomPush(
    ChatGate gate,
    PushStore store,
    PushEndpointPolicy policy,
    VapidIdentity identity,
    IOptions<PushOptions> options,
    IOptions<QueueOptions> queue,
    TimeProvider time)
{
    private const string Invalid = "Invalid subscription payload";

    internal sealed record Request(SubscriptionField Subscription, string? Language);

    public static async Task HandleAsync(HttpContext context, string id, SubscribeRoomPush endpoint)
    {
        var problem = await endpoint.SubscribeAsync(context, id);
        await (problem is null ? context.Response.WriteAsync("ok", context.RequestAborted) : problem.WriteAsync(context));
    }

    private async Task<Problem?> SubscribeAsync(HttpContext context, string id)
    {
        var (access, refused) = await gate.FindAsync(context, id, ChatRight.Read);
        if (access is null)
        {
            return refused;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, Invalid, mayBeEmpty: false);
        using (body)
        {
            return body is null ? unreadable : await SaveAsync(context, access, body);
        }
    }

    private async Task<Problem?> SaveAsync(HttpContext context, ChatAccess access, JsonBody body)
    {
        if (SubscriptionField.Read(body, policy) is not { } subscription)
        {
            return Problem.Field("subscription", Invalid);
        }

        var room = access.Room.Current.State;
        var target = PushTarget.Of(room.Id).Value;
        if (await store.CountOthersAsync(target, subscription.Endpoint) >= options.Value.SubscriptionsPerRoom)
        {
            return Problem.Field("subscription", "This room has too many subscriptions");
        }

        body.Text("language", out var language);
        await store.SaveAsync(new StoredSubscription(
            target,
            subscription.Endpoint,
            subscription.Origin,
            room.Id.Value,
            subscription.P256dh,
            subscription.Auth,
            identity.PublicKey,
            PushTexts.LanguageOf(language ?? context.Request.Headers.AcceptLanguage.ToString()),
            OriginPolicy.BaseUrl(context.Request, queue.Value),
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            room.Version)
        {
            Standing = access.StandingText,
        });
        return null;
    }
}
