using System.Globalization;
using System.Text.Json;
using Queue.Core.Estimates;
using Queue.Core.Waitlist;

namespace Queue.Benchmarks.Estimates;

/// <summary>The fields of one line; what is missing or wrong is a <see cref="FormatException"/> that says so.</summary>
internal readonly struct EventFields
{
    private const double LongestMinutes = 1e7;

    private readonly JsonElement line;

    public EventFields(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("Not a JSON object.");
        }

        this.line = line;
    }

    public string Text(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { } value ? value : throw Wrong(name, "text");

    /// <summary>A party's id, a text or a number: as it was written, and as it is compared.</summary>
    public (string Json, string Key) Id(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } text => (text.GetRawText(), text.GetString() ?? ""),
        { ValueKind: JsonValueKind.Number } number => (number.GetRawText(), number.GetRawText()),
        _ => throw Wrong(name, "a text or a number"),
    };

    public double Minutes(string name) =>
        Number(name) is { } minutes && Math.Abs(minutes) <= LongestMinutes ? minutes : throw Wrong(name, "minutes");

    public int Size(string name) => Whole(name, "people, 1 or more");

    /// <summary>The minute of the day of an <c>HH:mm</c>; <see langword="null"/> when there is none.</summary>
    public int? TimeOfDay(string name)
    {
        if (Find(name) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            && TimeOnly.TryParseExact(value.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.Hour * 60 + time.Minute
            : throw Wrong(name, "a time of day like \"17:00\"");
    }

    /// <summary>The set-up answers: turn time and tables, or service time and counters.</summary>
    public VenuePrior Setup()
    {
        if (Find("counters") is not null)
        {
            return VenuePrior.ForCounters(Positive("serviceMinutes"), Whole("counters", "counters, 1 or more"));
        }

        if (Find("tables") is not { ValueKind: JsonValueKind.Array } tables || tables.GetArrayLength() == 0)
        {
            throw new FormatException("A set-up has turnMinutes and tables, or serviceMinutes and counters.");
        }

        return VenuePrior.ForTables(Positive("turnMinutes"), tables.EnumerateArray().Select(Table));
    }

    private static TableGroup Table(JsonElement table)
    {
        var fields = new EventFields(table);
        return new TableGroup(fields.Whole("seats", "seats, 1 or more"), fields.Whole("count", "tables, 1 or more"));
    }

    private static FormatException Wrong(string name, string wanted) => new($"\"{name}\" has to be {wanted}.");

    private double Positive(string name) =>
        Number(name) is > 0 and <= LongestMinutes and var minutes ? minutes : throw Wrong(name, "minutes above 0");

    private int Whole(string name, string wanted) =>
        Number(name) is >= 1 and <= 1_000_000 and var count && count == Math.Floor(count) ? (int)count : throw Wrong(name, wanted);

    private double? Number(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    private JsonElement? Find(string name) => line.TryGetProperty(name, out var value) ? value : null;
}
