using Queue.Server.Http;
using Queue.Server.Keys;

namespace Queue.Server.Endpoints.Keys;

/// <summary>Makes an API key: without one for a new owner, with one another key of the same owner.</summary>
internal static class CreateKey
{
    public static async Task HandleAsync(HttpContext context, KeyCredential credential, KeyStore keys, RateLimits limits)
    {
        var (shown, problem) = KeyCredential.TokenOf(context) is null ? (null, null) : credential.Require(context);
        problem ??= await limits.TakeAsync(Rate.Keys, RateLimits.AddressOf(context), default) is { } wait ? Problem.TooManyRequests(wait)
            : shown is not null && keys.List(shown.Owner).Count >= KeyStore.MostOfOwner ? Problem.TooManyKeys
            : null;
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        var (text, key) = await keys.AddAsync(shown?.Owner ?? ApiKey.DrawOwner());
        await KeyReply.WriteNewAsync(context, text, key);
    }
}
