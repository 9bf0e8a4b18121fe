using System.Collections.Immutable;
using System.Text.Json;
using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>
/// The host changes what is known of a party, or the party its own name and size. Absent fields stay, empty ones clear. A host gets the
/// changed row.
/// </summary>
internal static class EditParty
{
    private static readonly CommandRequest Command = PartyCommand.Revised(Read, "name", "size", "notes", "tags") with
    {
        Caller = Caller.HostOrParty,
        Respond = static (context, answer) =>
            answer.Reply is PartyChanged ? WaitlistReply.WritePartyAsync(context, answer) : WaitlistReply.WriteOkAsync(context, answer),
    };

    internal sealed record Request(
        string PartyId, long? Rev = null, string? Name = null, int? Size = null, string? Notes = null, IReadOnlyList<string>? Tags = null);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate) => gate.CommandAsync(context, code, Command);

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking, PartyId party, long? rev)
    {
        string? name = null, notes = null;
        int? size = null;
        ImmutableList<string>? tags = null;
        var problem = (asking.By == Actor.Guest ? body.OnlyFields("partyId", "name", "size") : null)
            ?? Fields.DisplayedText(body, "name", Fields.MaxNameGraphemes, Fields.MaxNameLength, out name)
            ?? body.Integer("size", 1, int.MaxValue, "size must be a positive integer", out size)
            ?? Fields.Notes(body, out notes)
            ?? Fields.Tags(body, out tags);
        name ??= body.Find("name") is { ValueKind: JsonValueKind.String } ? "" : null;
        return problem is not null ? (null, problem) : (
            new Core.Waitlist.EditParty(party, asking.By, rev) { Name = name, Size = size, Notes = notes, Tags = tags }, null);
    }
}
