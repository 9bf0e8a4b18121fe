using Queue.Server.Keys;

namespace Queue.Server.Endpoints.Keys;

/// <summary>The keys of the same owner, each by its prefix.</summary>
internal static class ListKeys
{
    public static Task HandleAsync(HttpContext context, KeyCredential credential, KeyStore keys)
    {
        var (shown, problem) = credential.Require(context);
        return shown is null
            ? (problem ?? Http.Problem.InvalidApiKey).WriteAsync(context)
            : KeyReply.WriteListAsync(context, keys.List(shown.Owner).Select(key => ListedKey.Of(key)));
    }
}
