using Queue.Server.Http;
using Queue.Server.Push;

namespace Queue.Server.Endpoints.Push;

/// <summary>
/// Sends a test alert: the host any words to one of its guests, a guest a fixed text to its own browsers, once in half a minute.
/// </summary>
internal sealed class TestPush(PushAccess access, PushStore store, AccessTokens tokens, TimeProvider time)
{
    private const string Required = "sessionId and partyId required";
    private const int MaxGraphemes = 200;
    private const int MaxLength = 600;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Useful = TimeSpan.FromMinutes(2);

    internal sealed record Request(string SessionId, string PartyId, string? Body);

    public static async Task HandleAsync(HttpContext context, TestPush endpoint)
    {
        var (body, unreadable) = await JsonBody.ReadAsync(context, Required, mayBeEmpty: false);
        using (body)
        {
            var problem = body is null ? unreadable : await endpoint.SendAsync(context, body);
            await (problem is null ? context.Response.WriteAsync("sent", context.RequestAborted) : problem.WriteAsync(context));
        }
    }

    private async Task<Problem?> SendAsync(HttpContext context, JsonBody body)
    {
        var (found, problem) = await access.FindAsync(body, Required);
        if (found is null)
        {
            return problem;
        }

        var host = HostCredential.Resolve(context, found.Room, tokens);
        if (host.Access == HostAccess.Invalid)
        {
            return Problem.InvalidHostToken;
        }

        string? words = null;
        if (host.Access == HostAccess.Valid
            && (host.Require(changes: true, context) ?? Waitlist.Fields.DisplayedText(body, "body", MaxGraphemes, MaxLength, out words)) is { } refused)
        {
            return refused;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await store.CountOthersAsync(found.Party.ToString(), endpoint: "") == 0)
        {
            return Problem.Of("no_subscription", "no subscription");
        }

        // A guest's tests of one half minute are the same alert, so the second goes nowhere.
        var number = host.Access == HostAccess.Valid ? now : now / (long)Every.TotalMilliseconds;
        var browsers = await store.AddAsync(new Notice(PushTarget.Of(found.Party), PushKinds.Test, number, now, now + (long)Useful.TotalMilliseconds) { Text = words });
        return browsers > 0 ? null : Problem.TooManyRequests(Every);
    }
}
