using System.Collections.Immutable;
using System.Text.Json;
using Queue.Core.Hours;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The options of a queue as fields of a request; each overrides its preset, all are optional.</summary>
internal static class OptionFields
{
    private const int MaxNudges = 4;
    private const int MaxPosition = 100;
    private const int MaxTableGroups = 20;

    public const string WrongZone = "timeZone must be an IANA name such as Europe/Berlin";

    /// <summary>The names of all of them.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        "preset", "timeZone", "callWindowSeconds", "maxPartySize", "turnMinutes", "serviceMinutes", "counters", "onCallExpired",
        "displayNames", "positionBy", "allowDuplicateNames", "snooze", "nudgePositions", "tables",
    ];

    /// <summary>The options of a new queue.</summary>
    public static Problem? Read(JsonBody body, QueueOptions queue, out WaitlistOptions options) =>
        Change(body, queue, new WaitlistOptions { CallWindowSeconds = queue.CallWindowSeconds, TimeZone = queue.TimeZone }, out options);

    /// <summary>The options of a queue that has some.</summary>
    public static Problem? Change(JsonBody body, QueueOptions queue, WaitlistOptions from, out WaitlistOptions options)
    {
        var read = from;
        var problem = Preset(body, queue, ref read)
            ?? Zone(body, ref read)
            ?? Number(body, "callWindowSeconds", 30, 1800, ref read, static (o, n) => o with { CallWindowSeconds = n })
            ?? Number(body, "maxPartySize", 1, 100, ref read, static (o, n) => o with { MaxPartySize = n })
            ?? Number(body, "turnMinutes", 1, 600, ref read, static (o, n) => o with { TurnMinutes = n })
            ?? Number(body, "serviceMinutes", 1, 600, ref read, static (o, n) => o with { ServiceMinutes = n })
            ?? Number(body, "counters", 1, 1000, ref read, static (o, n) => o with { Counters = n })
            ?? Choice(body, "onCallExpired", ref read, static (o, c) => o with { OnCallExpired = c },
                ("no_show_and_call_next", CallExpiry.NoShowAndCallNext), ("no_show", CallExpiry.NoShow), ("keep", CallExpiry.Keep))
            ?? Choice(body, "displayNames", ref read, static (o, c) => o with { DisplayNames = c },
                ("number", DisplayNames.Number), ("initial", DisplayNames.Initial), ("none", DisplayNames.None))
            ?? Choice(body, "positionBy", ref read, static (o, c) => o with { PositionBy = c },
                ("overall", PositionBasis.Overall), ("sizeBand", PositionBasis.SizeBand))
            ?? Switch(body, "allowDuplicateNames", ref read, static (o, on) => o with { AllowDuplicateNames = on })
            ?? Switch(body, "snooze", ref read, static (o, on) => o with { Snooze = on })
            ?? Nudges(body, ref read)
            ?? Tables(body, ref read);
        options = read;
        return problem;
    }

    private static Problem? Preset(JsonBody body, QueueOptions queue, ref WaitlistOptions options)
    {
        var counter = new WaitlistOptions { CallWindowSeconds = queue.CallWindowSeconds };
        return Choice(
            body, "preset", ref options, static (o, preset) => preset with { TimeZone = o.TimeZone, MaxGuests = o.MaxGuests },
            ("counter", counter), ("restaurant", WaitlistOptions.Restaurant()));
    }

    private static Problem? Zone(JsonBody body, ref WaitlistOptions options)
    {
        if (body.Text("timeZone", out var zone) is { } problem)
        {
            return problem;
        }

        if (string.IsNullOrEmpty(zone))
        {
            return null;
        }

        options = options with { TimeZone = zone };
        return WallClock.TryFind(zone, out _)
            ? null
            : Problem.Field("timeZone", WrongZone);
    }

    private static Problem? Number(
        JsonBody body, string name, int min, int max, ref WaitlistOptions options, Func<WaitlistOptions, int, WaitlistOptions> set)
    {
        var problem = body.Integer(name, min, max, out var value);
        options = problem is null && value is { } number ? set(options, number) : options;
        return problem;
    }

    private static Problem? Choice<T>(
        JsonBody body,
        string name,
        ref WaitlistOptions options,
        Func<WaitlistOptions, T, WaitlistOptions> set,
        params ReadOnlySpan<(string Text, T Value)> choices)
    {
        if (body.Text(name, out var text) is { } problem)
        {
            return problem;
        }

        var texts = new string[choices.Length];
        for (var i = 0; i < choices.Length; i++)
        {
            texts[i] = choices[i].Text;
            if (string.Equals(texts[i], text, StringComparison.Ordinal))
            {
                options = set(options, choices[i].Value);
                return null;
            }
        }

        return text is null ? null : Problem.Field(name, $"{name} must be one of {string.Join(", ", texts)}");
    }

    private static Problem? Switch(
        JsonBody body, string name, ref WaitlistOptions options, Func<WaitlistOptions, bool, WaitlistOptions> set)
    {
        var problem = body.Boolean(name, out var on);
        options = on is { } value ? set(options, value) : options;
        return problem;
    }

    private static Problem? Nudges(JsonBody body, ref WaitlistOptions options)
    {
        if (body.Find("nudgePositions") is not { } element)
        {
            return null;
        }

        var positions = element.ValueKind == JsonValueKind.Array && element.GetArrayLength() <= MaxNudges
            ? element.EnumerateArray().Select(item => WholeNumber(item, MaxPosition)).ToList()
            : [null];
        if (positions.Contains(null))
        {
            return Problem.Field("nudgePositions", "nudgePositions must be at most 4 whole numbers between 1 and 100");
        }

        options = options with { NudgePositions = [.. positions.OfType<int>().Distinct().Order()] };
        return null;
    }

    private static Problem? Tables(JsonBody body, ref WaitlistOptions options)
    {
        if (body.Find("tables") is not { } element)
        {
            return null;
        }

        var tables = element.ValueKind == JsonValueKind.Array && element.GetArrayLength() <= MaxTableGroups
            ? element.EnumerateArray().Select(Table).ToList()
            : [null];
        if (tables.Contains(null))
        {
            return Problem.Field("tables", "tables must be at most 20 entries {seats, count}, whole numbers between 1 and 1000");
        }

        options = options with { Tables = tables.OfType<TableGroup>().ToImmutableList() };
        return null;
    }

    private static TableGroup? Table(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("seats", out var seats) && WholeNumber(seats, 1000) is { } s
        && item.TryGetProperty("count", out var count) && WholeNumber(count, 1000) is { } c
            ? new TableGroup(s, c)
            : null;

    private static int? WholeNumber(JsonElement item, int max) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) && number >= 1 && number <= max ? number : null;
}
