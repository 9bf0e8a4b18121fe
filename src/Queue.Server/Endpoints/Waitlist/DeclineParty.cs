using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host notes a party that heard how long it would be and walked away: its size and what it was told.</summary>
internal static class DeclineParty
{
    private const int DayMs = 24 * 60 * 60 * 1000;

    private static readonly CommandRequest Command = new()
    {
        Caller = Caller.Host,
        Read = Read,
        Respond = WaitlistReply.WriteOkAsync,
    };

    internal sealed record Request(int Size, long? QuotedHighMs = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking)
    {
        int? size = null, high = null;
        var problem = body.OnlyFields("size", "quotedHighMs")
            ?? body.Integer("size", 1, int.MaxValue, "size must be a positive integer", out size)
            ?? (size is null ? Problem.Field("size", "size is required") : null)
            ?? body.Integer("quotedHighMs", 0, DayMs, out high);
        return problem is null ? (new Decline(size ?? 1, high), null) : (null, problem);
    }
}
