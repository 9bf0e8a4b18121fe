using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A host takes back what they did within a minute, by the version that its answer named.</summary>
internal static class UndoAction
{
    private static readonly CommandRequest Command = new()
    {
        Caller = Caller.Host,
        Read = Read,
        Respond = WaitlistReply.WriteOkAsync,
    };

    internal sealed record Request(long Version);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking)
    {
        int? version = null;
        var problem = body.OnlyFields("version")
            ?? body.Integer("version", 1, int.MaxValue, out version)
            ?? (version is null ? Problem.Field("version", "version is required") : null);
        return problem is null ? (new Undo(version ?? 0), null) : (null, problem);
    }
}
