using Queue.WebPush;

namespace Queue.Server.Endpoints.Push;

/// <summary>The public key that a browser's subscription must be made with.</summary>
internal static class GetVapidKey
{
    internal sealed record Response(string PublicKey);

    public static IResult Handle(VapidIdentity identity) => TypedResults.Ok(new Response(identity.PublicKey));
}
