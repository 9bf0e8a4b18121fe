using Queue.Server.Http;
using Queue.Server.Keys;

namespace Queue.Server.Endpoints.Keys;

/// <summary>Revokes a key of the same owner; it may be the one that is shown.</summary>
internal static class RemoveKey
{
    public static async Task HandleAsync(HttpContext context, string prefix, KeyCredential credential, KeyStore keys)
    {
        var (shown, problem) = credential.Require(context);
        if (shown is null || keys.FindOwn(shown.Owner, prefix) is null || !await keys.RemoveAsync(prefix))
        {
            await (problem ?? Problem.KeyNotFound).WriteAsync(context);
            return;
        }

        await KeyReply.WriteRemovedAsync(context);
    }
}
