using Queue.Server.Http;
using Queue.Server.Push;

namespace Queue.Server.Endpoints.Push;

/// <summary>A browser wants no more alerts for a party. What was on its way to it is dropped.</summary>
internal static class UnsubscribePush
{
    private const string Invalid = "sessionId, partyId and endpoint are required";

    internal sealed record Request(string SessionId, string PartyId, string Endpoint);

    public static async Task HandleAsync(HttpContext context, PushAccess access, PushStore store)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, Invalid, mayBeEmpty: false);
        using (body)
        {
            string? endpoint = null;
            problem ??= body?.OnlyFields("sessionId", "partyId", "endpoint") ?? body?.Text("endpoint", Invalid, out endpoint);
            if (problem is null && body is not null && string.IsNullOrEmpty(endpoint))
            {
                problem = Problem.Field("endpoint", Invalid);
            }

            PushParty? found = null;
            if (problem is null && body is not null)
            {
                (found, problem) = await access.FindAsync(body, Invalid);
            }

            if (found is null)
            {
                await (problem ?? Problem.PartyNotFound).WriteAsync(context);
                return;
            }

            await store.RemoveAsync(found.Party.ToString(), endpoint ?? "");
            await context.Response.WriteAsync("ok", context.RequestAborted);
        }
    }
}
