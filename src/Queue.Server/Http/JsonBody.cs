using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Queue.Server.Http;

/// <summary>
/// The body of a request: a JSON object, at most 16 KiB and 16 levels deep, no key twice, nothing after it. Fields are read one by one
/// so that each wrong one is named. Unknown fields are ignored.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    public const int MaxBytes = 16 * 1024;
    public const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private readonly JsonDocument? document;
    private readonly JsonElement root;

    private JsonBody(JsonDocument document, ReadOnlyMemory<byte> bytes)
        : this(document.RootElement, bytes) => this.document = document;

    private JsonBody(JsonElement root, ReadOnlyMemory<byte> bytes)
    {
        this.root = root;
        Bytes = bytes;
    }

    /// <summary>The body as it came, for the fingerprint of a repeated request.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="invalid">The text for a body that is not such an object; <see langword="null"/> when the body does not matter.</param>
    /// <param name="mayBeEmpty">No body at all counts as an empty object.</param>
    /// <param name="maxBytes">The largest body, when that is more than usual.</param>
    /// <returns>The body, or the problem to answer.</returns>
    public static async ValueTask<(JsonBody? Body, Problem? Problem)> ReadAsync(
        HttpContext context, string? invalid, bool mayBeEmpty, int maxBytes = MaxBytes)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            return (null, Problem.BodyLargerThan(maxBytes));
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (null, Problem.BodyLargerThan(maxBytes));
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return Parse(bytes, invalid, mayBeEmpty);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>A text field; absent and null are the same.</summary>
    public Problem? Text(string name, out string? value) => Text(name, $"{name} must be a string", out value);

    /// <summary>A text field with its own error text.</summary>
    public Problem? Text(string name, string error, out string? value)
    {
        value = null;
        if (Find(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.String)
        {
            return Problem.Field(name, error);
        }

        try
        {
            value = element.GetString();
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: JSON lets it pass, Unicode does not.
            return Problem.Field(name, error);
        }
    }

    /// <summary>A whole number within a range; absent and null are the same.</summary>
    public Problem? Integer(string name, int min, int max, string error, out int? value)
    {
        value = Find(name) is { ValueKind: JsonValueKind.Number } element && element.TryGetInt32(out var number) ? number : null;
        return Find(name) is null || (value >= min && value <= max) ? null : Problem.Field(name, error);
    }

    /// <summary>A whole number within a range, with the error text that says so.</summary>
    public Problem? Integer(string name, int min, int max, out int? value) => Integer(
        name, min, max, string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number between {min} and {max}"), out value);

    /// <summary>A number within a range; absent and null are the same.</summary>
    public Problem? Number(string name, double min, double max, out double? value)
    {
        value = Find(name) is { ValueKind: JsonValueKind.Number } element && element.TryGetDouble(out var number) ? number : null;
        return Find(name) is null || (value >= min && value <= max)
            ? null
            : Problem.Field(name, string.Create(CultureInfo.InvariantCulture, $"{name} must be a number between {min} and {max}"));
    }

    /// <summary>A truth value; absent and null are the same.</summary>
    public Problem? Boolean(string name, out bool? value)
    {
        value = Find(name)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
        return Find(name) is null || value is not null ? null : Problem.Field(name, $"{name} must be true or false");
    }

    /// <summary>A field that is an object of fields itself; absent and null are the same. It lasts as long as this body.</summary>
    public Problem? Object(string name, out JsonBody? fields)
    {
        fields = Find(name) is { ValueKind: JsonValueKind.Object } element ? new JsonBody(element, default) : null;
        return Find(name) is null || fields is not null ? null : Problem.Field(name, $"{name} must be an object");
    }

    /// <summary>Refuses a field that is not of these names.</summary>
    public Problem? OnlyFields(params ReadOnlySpan<string> names)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                return Problem.Field(property.Name, $"{property.Name} is not a field of this request");
            }
        }

        return null;
    }

    /// <summary>Any field that is there and not null.</summary>
    public JsonElement? Find(string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;

    public void Dispose() => document?.Dispose();

    private static (JsonBody? Body, Problem? Problem) Parse(byte[] bytes, string? invalid, bool mayBeEmpty)
    {
        if (bytes.Length == 0 && mayBeEmpty)
        {
            return (new JsonBody(JsonDocument.Parse("{}"), bytes), null);
        }

        try
        {
            // The parser does not look into texts: broken UTF-8 would throw only when it is read.
            var parsed = Utf8.IsValid(bytes) ? JsonDocument.Parse(bytes, Strict) : null;
            if (parsed?.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (new JsonBody(parsed, bytes), null);
            }

            parsed?.Dispose();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Answered below: what exactly is wrong with a body that is no JSON helps nobody. The second exception is half of a
            // surrogate pair in a key, escaped, which the search for duplicates reads.
        }

        return invalid is null ? (new JsonBody(JsonDocument.Parse("{}"), bytes), null) : (null, Problem.InvalidBody(invalid));
    }
}
