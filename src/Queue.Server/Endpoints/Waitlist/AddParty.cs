using System.Collections.Immutable;
using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host adds a party that stands at the door. What the host promised it may differ from what the queue would.</summary>
internal static class AddParty
{
    private const int DayMs = 24 * 60 * 60 * 1000;

    private static readonly CommandRequest Command = new()
    {
        Caller = Caller.Host,
        Read = Read,
        Respond = WaitlistReply.WritePartyAsync,
    };

    internal sealed record Request(
        int Size,
        string? Name = null,
        string? Notes = null,
        IReadOnlyList<string>? Tags = null,
        long? QuotedLowMs = null,
        long? QuotedHighMs = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking)
    {
        string? name = null, notes = null;
        int? size = null;
        ImmutableList<string>? tags = null;
        WaitEstimate? quoted = null;
        var problem = body.OnlyFields("name", "size", "notes", "tags", "quotedLowMs", "quotedHighMs")
            ?? Fields.DisplayedText(body, "name", Fields.MaxNameGraphemes, Fields.MaxNameLength, out name)
            ?? body.Integer("size", 1, int.MaxValue, "size must be a positive integer", out size)
            ?? (size is null ? Problem.Field("size", "size is required") : null)
            ?? Fields.Notes(body, out notes)
            ?? Fields.Tags(body, out tags)
            ?? Quoted(body, out quoted);
        return problem is not null ? (null, problem) : (
            new Join(Fields.NewPartyId(), name, size ?? 1, PartySource.Host)
            {
                Notes = notes is "" ? null : notes,
                Tags = tags is { IsEmpty: true } ? null : tags,
                Quoted = quoted,
            },
            null);
    }

    private static Problem? Quoted(JsonBody body, out WaitEstimate? quoted)
    {
        quoted = null;
        int? high = null;
        var problem = body.Integer("quotedLowMs", 0, DayMs, out var low) ?? body.Integer("quotedHighMs", 0, DayMs, out high);
        if (problem is not null || (low is null && high is null))
        {
            return problem;
        }

        if (low is not { } from || high is not { } to || from > to)
        {
            return Problem.Field("quotedHighMs", "quotedLowMs and quotedHighMs come together, the lower first");
        }

        quoted = new WaitEstimate(from, to);
        return null;
    }
}
