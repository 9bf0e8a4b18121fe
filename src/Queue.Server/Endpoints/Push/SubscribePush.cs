using Microsoft.Extensions.Options;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Push;
using Queue.Server.Rooms;
using Queue.WebPush;

namespace Queue.Server.Endpoints.Push;

/// <summary>
/// A browser asks for a party's alerts. Bound to the party: another party with the same browser is another subscription. It gets
/// <c>join_confirm</c> at once, and the open call if there is one.
/// </summary>
internal sealed class SubscribePush(
    PushAccess access,
    PushStore store,
    PushEndpointPolicy policy,
    VapidIdentity identity,
    RoomDirectory directory,
    IOptions<PushOptions> options,
    IOptions<QueueOptions> queue,
    TimeProvider time)
{
    private const string Invalid = "Invalid subscription payload";
    private static readonly TimeSpan Useful = TimeSpan.FromMinutes(10);

    internal sealed record Request(string SessionId, string PartyId, SubscriptionField Subscription, string? Language);

    public static async Task HandleAsync(HttpContext context, SubscribePush endpoint)
    {
        var (body, unreadable) = await JsonBody.ReadAsync(context, Invalid, mayBeEmpty: false);
        using (body)
        {
            var problem = body is null ? unreadable : await endpoint.SubscribeAsync(context, body);
            await (problem is null ? context.Response.WriteAsync("ok", context.RequestAborted) : problem.WriteAsync(context));
        }
    }

    private async Task<Problem?> SubscribeAsync(HttpContext context, JsonBody body)
    {
        if (SubscriptionField.Read(body, policy) is not { } subscription)
        {
            return Problem.Field("subscription", Invalid);
        }

        var (found, problem) = await access.FindAsync(body, Invalid);
        if (found is null)
        {
            return problem;
        }

        if (found.State.Parties.Find(found.Party) is not { } party)
        {
            return found.State.Closed is null ? Problem.PartyNotFound : Problem.Of(Core.Rooms.RoomErrors.SessionClosed);
        }

        var id = found.Party.ToString();
        if (await store.CountOthersAsync(id, subscription.Endpoint) >= options.Value.SubscriptionsPerParty)
        {
            return Problem.Field("subscription", "This party has too many subscriptions");
        }

        body.Text("language", out var language);
        var now = time.GetUtcNow();
        await store.SaveAsync(
            new StoredSubscription(
                id,
                subscription.Endpoint,
                subscription.Origin,
                found.Room.Id.Value,
                subscription.P256dh,
                subscription.Auth,
                identity.PublicKey,
                PushTexts.LanguageOf(language ?? context.Request.Headers.AcceptLanguage.ToString()),
                OriginPolicy.BaseUrl(context.Request, queue.Value),
                now.ToUnixTimeMilliseconds(),
                found.State.Version),
            Welcome(party, now));
        await directory.AskAsync(found.Room, new ReportDelivery(found.Party, PushState.Subscribed, party.Calls), null);
        return null;
    }

    private static Notice Welcome(Party party, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();
        return party.Call is { } call
            ? new Notice(PushTarget.Of(party.Id), PushKinds.Called, call.Version, at, call.Deadline.ToUnixTimeMilliseconds())
            : new Notice(PushTarget.Of(party.Id), PushKinds.JoinConfirm, 0, at, at + (long)Useful.TotalMilliseconds);
    }
}
