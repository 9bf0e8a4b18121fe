using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Fields that several requests have.</summary>
internal static class Fields
{
    public const int MaxNameGraphemes = 40;
    public const int MaxNameLength = 200;
    public const int MaxNotesGraphemes = 120;
    public const int MaxNotesLength = 600;
    public const int MaxEventNameGraphemes = 120;
    public const int MaxEventNameLength = 600;
    public const int MaxTextGraphemes = 200;
    public const int MaxTextLength = 600;

    /// <summary>The party a command is about. What cannot be an id is the id of no party, so that it answers "Party not found".</summary>
    public static Problem? PartyId(JsonBody body, out PartyId party)
    {
        party = default;
        if (body.Text("partyId", "partyId is required", out var text) is { } problem)
        {
            return problem;
        }

        party = Parse(text);
        return string.IsNullOrEmpty(text) ? Problem.Field("partyId", "partyId is required") : null;
    }

    /// <summary>A party that may be named.</summary>
    public static Problem? OptionalPartyId(JsonBody body, string name, out PartyId? party)
    {
        var problem = body.Text(name, out var text);
        party = text is null ? null : Parse(text);
        return problem;
    }

    /// <summary>The version of a party as the host saw it.</summary>
    public static Problem? Rev(JsonBody body, out long? rev)
    {
        var problem = body.Integer("rev", 0, int.MaxValue, out var value);
        rev = value;
        return problem;
    }

    /// <summary>A text that people see, cleaned; empty counts as absent.</summary>
    public static Problem? DisplayedText(JsonBody body, string name, int maxGraphemes, int maxLength, out string? text)
    {
        return body.Text(name, out text) ?? Displayed(name, ref text, maxGraphemes, maxLength);
    }

    /// <summary>Cleans a text that people see; empty counts as absent.</summary>
    public static Problem? Displayed(string name, ref string? text, int maxGraphemes, int maxLength)
    {
        text = text is null ? null : DisplayText.Clean(text) is { Length: > 0 } cleaned ? cleaned : null;
        return text is not null && (text.Length > maxLength || DisplayText.Graphemes(text) > maxGraphemes)
            ? Problem.Field(name, string.Create(null, $"{name} must be {maxGraphemes} characters or fewer"))
            : null;
    }

    /// <summary>A host's notes on a party; an empty text is kept, as it clears.</summary>
    public static Problem? Notes(JsonBody body, out string? notes)
    {
        var problem = DisplayedText(body, "notes", MaxNotesGraphemes, MaxNotesLength, out notes);
        notes ??= body.Find("notes") is { ValueKind: JsonValueKind.String } ? "" : null;
        return problem;
    }

    /// <summary>What a party needs, of <see cref="PartyTags.All"/>; an empty list is kept, as it clears.</summary>
    public static Problem? Tags(JsonBody body, out ImmutableList<string>? tags)
    {
        tags = null;
        if (body.Find("tags") is not { } element || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var known = element.ValueKind == JsonValueKind.Array && element.GetArrayLength() <= PartyTags.All.Length
            && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && PartyTags.All.Contains(item.GetString() ?? "", StringComparer.Ordinal));
        if (!known)
        {
            return Problem.Field("tags", $"tags must be a list of some of {string.Join(", ", PartyTags.All)}");
        }

        var given = element.EnumerateArray().Select(item => item.GetString()).ToHashSet(StringComparer.Ordinal);
        tags = [.. PartyTags.All.Where(given.Contains)];
        return null;
    }

    /// <summary>A whole number of minutes.</summary>
    public static Problem? Minutes(JsonBody body, int max, int otherwise, out int minutes)
    {
        var problem = body.Integer("minutes", 1, max, out var value);
        minutes = value ?? otherwise;
        return problem;
    }

    /// <summary>A new party id: 122 random bits, as whoever knows it may act for the party.</summary>
    public static PartyId NewPartyId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new PartyId(new Guid(bytes, bigEndian: true));
    }

    private static PartyId Parse(string? text) => Core.Waitlist.PartyId.TryParse(text, out var party) ? party : default;
}
