using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Keys;

/// <summary>All keys of this server, for its operator: the admin key lists and revokes them.</summary>
internal static class AdminKeys
{
    public static Task ListAsync(HttpContext context, Secrets secrets, KeyStore keys) =>
        Require(context, secrets) is { } problem
            ? problem.WriteAsync(context)
            : KeyReply.WriteListAsync(context, keys.List().Select(key => ListedKey.Of(key, withOwner: true)));

    public static async Task RemoveAsync(HttpContext context, string prefix, Secrets secrets, KeyStore keys)
    {
        var problem = Require(context, secrets) ?? (await keys.RemoveAsync(prefix) ? null : Problem.KeyNotFound);
        await (problem is null ? KeyReply.WriteRemovedAsync(context) : problem.WriteAsync(context));
    }

    private static Problem? Require(HttpContext context, Secrets secrets) =>
        AdminCredential.Of(context) is not { } key ? Problem.Unauthorized
        : secrets.IsAdminKey(key) ? null
        : Problem.InvalidAdminKey;
}
