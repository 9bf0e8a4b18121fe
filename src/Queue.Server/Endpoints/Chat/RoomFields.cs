using System.Buffers;
using Queue.Core.Chat;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Chat;

/// <summary>Fields that several requests about chat rooms have.</summary>
internal static class RoomFields
{
    private const int MaxNameGraphemes = 120;
    private const int MaxNameLength = 600;
    private const int MaxKeepMessages = 1_000_000;
    private const int MaxKeepDays = 3650;
    private const int MaxColorLength = 40;

    // What colours are written with: names, #rrggbb, hsl(…).
    private static readonly SearchValues<char> InColors =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789#(),.%/ -");

    /// <summary>A name of a room, a sender or a kind of event.</summary>
    public static Problem? Name(JsonBody body, string field, out string? name) =>
        Fields.DisplayedText(body, field, MaxNameGraphemes, MaxNameLength, out name);

    /// <summary>A name and options, of which any may be absent.</summary>
    public static (ChangeChat? Change, Problem? Problem) Change(JsonBody body)
    {
        string? name = null;
        bool? publicRead = null, anonymousWrite = null;
        int? keepMessages = null, keepDays = null;
        var problem = Name(body, "name", out name)
            ?? body.Boolean("publicRead", out publicRead)
            ?? body.Boolean("anonymousWrite", out anonymousWrite)
            ?? body.Integer("keepMessages", 0, MaxKeepMessages, out keepMessages)
            ?? body.Integer("keepDays", 0, MaxKeepDays, out keepDays);
        return problem is not null ? (null, problem) : (new ChangeChat
        {
            Name = name,
            PublicRead = publicRead,
            AnonymousWrite = anonymousWrite,
            KeepMessages = keepMessages,
            KeepDays = keepDays,
        }, null);
    }

    /// <summary>What a sender is; people by default.</summary>
    public static Problem? Sender(JsonBody body, out SenderType type)
    {
        type = SenderType.Human;
        return body.Text("sender_type", out var text) ?? (text is null || TryParse(text, out type)
            ? null
            : Problem.Field("sender_type", "sender_type must be human, agent or system"));
    }

    public static bool TryParse(string text, out SenderType type)
    {
        (type, var known) = text switch
        {
            "human" => (SenderType.Human, true),
            "agent" => (SenderType.Agent, true),
            "system" => (SenderType.System, true),
            _ => (default, false),
        };
        return known;
    }

    public static Problem? Color(JsonBody body, out string? color) =>
        body.Text("color", out color) ?? (color is null || (color.Length <= MaxColorLength && !color.AsSpan().ContainsAnyExcept(InColors))
            ? null
            : Problem.Field("color", "color must be a colour of 40 characters or fewer"));
}
