using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host tells everybody who waits something for a while; without a text, what was told is taken back.</summary>
internal static class AnnounceToWaitlist
{
    private const int MaxTextGraphemes = 200;
    private const int MaxTextLength = 1000;
    private const int MostMinutes = 12 * 60;
    private const int UsualMinutes = 30;

    private static readonly CommandRequest Command = new()
    {
        Caller = Caller.Host,
        Read = Read,
        Respond = WaitlistReply.WriteOkAsync,
    };

    internal sealed record Request(string? Text = null, int? Minutes = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking)
    {
        string? text = null;
        var minutes = UsualMinutes;
        var problem = body.OnlyFields("text", "minutes")
            ?? Fields.DisplayedText(body, "text", MaxTextGraphemes, MaxTextLength, out text)
            ?? Fields.Minutes(body, MostMinutes, UsualMinutes, out minutes);
        return problem is null ? (new Announce(text, minutes), null) : (null, problem);
    }
}
