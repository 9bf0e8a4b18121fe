using System.Text.Json;
using Queue.Server.Http;
using Queue.WebPush;

namespace Queue.Server.Endpoints.Push;

/// <summary>A browser's subscription as it gives it (<c>PushSubscription.toJSON()</c>), in the field <c>subscription</c>.</summary>
internal sealed record SubscriptionField(string Endpoint, SubscriptionField.SubscriptionKeys Keys, long? ExpirationTime)
{
    internal sealed record SubscriptionKeys(string P256dh, string Auth);

    /// <summary>Reads it; null when it is none, or of a push service that is not on the list.</summary>
    public static PushSubscription? Read(JsonBody body, PushEndpointPolicy policy) =>
        body.Find("subscription") is { ValueKind: JsonValueKind.Object } subscription
        && subscription.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Object
        && PushSubscription.TryCreate(Text(subscription, "endpoint"), Text(keys, "p256dh"), Text(keys, "auth"), out var read, out _)
        && policy.Check(read) == EndpointVerdict.Allowed
            ? read
            : null;

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
