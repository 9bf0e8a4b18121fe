using Queue.Server.Http;
using Queue.Server.Keys;

namespace Queue.Server.Endpoints.Keys;

/// <summary>Makes a new key in place of one of the same owner, which stops working at the same moment.</summary>
internal static class RotateKey
{
    public static async Task HandleAsync(HttpContext context, string prefix, KeyCredential credential, KeyStore keys, RateLimits limits)
    {
        var (shown, problem) = credential.Require(context);
        if (shown is null || keys.FindOwn(shown.Owner, prefix) is not { } old)
        {
            await (problem ?? Problem.KeyNotFound).WriteAsync(context);
            return;
        }

        if (await limits.TakeAsync(Rate.Keys, RateLimits.AddressOf(context), default) is { } wait)
        {
            await Problem.TooManyRequests(wait).WriteAsync(context);
            return;
        }

        var (text, key) = await keys.AddAsync(old.Owner, old.Prefix);
        await KeyReply.WriteNewAsync(context, text, key);
    }
}
