namespace Queue.Server.Http;

/// <summary>The admin key of a request: <c>Authorization: Bearer adm_…</c>.</summary>
internal static class AdminCredential
{
    private const string Scheme = "Bearer ";

    /// <summary>What the request shows, good or not; <see langword="null"/> when it shows none.</summary>
    public static string? Of(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
