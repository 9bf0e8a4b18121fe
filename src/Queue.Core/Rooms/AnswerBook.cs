using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Core.Rooms;

/// <summary>A kept answer.</summary>
/// <param name="Key">The caller's key.</param>
/// <param name="Fingerprint">What was asked and by whom.</param>
/// <param name="Reply">What was answered.</param>
/// <param name="Version">The room's version the answer belongs to.</param>
/// <param name="At">When it was answered.</param>
public sealed record Answer(string Key, string Fingerprint, RoomReply Reply, long Version, DateTimeOffset At);

/// <summary>
/// The accepted answers of keyed commands, oldest first. A repeat within <see cref="Lifetime"/> gets the kept answer; older ones are
/// dropped as new ones come. Refusals are not kept: they are evaluated again.
/// </summary>
[JsonConverter(typeof(AnswerBookConverter))]
public sealed class AnswerBook
{
    /// <summary>How long an answer is kept: 24 hours.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>No answers.</summary>
    public static readonly AnswerBook Empty = new([], ImmutableDictionary.Create<string, Answer>(StringComparer.Ordinal));

    private readonly ImmutableDictionary<string, Answer> byKey;

    private AnswerBook(ImmutableList<Answer> inOrder, ImmutableDictionary<string, Answer> byKey)
    {
        InOrder = inOrder;
        this.byKey = byKey;
    }

    /// <summary>The kept answers, oldest first.</summary>
    public ImmutableList<Answer> InOrder { get; }

    /// <summary>Finds the answer that was given for a key and has not run out.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="now">The room's time.</param>
    /// <returns>The answer, or <see langword="null"/>.</returns>
    public Answer? Find(string key, DateTimeOffset now) =>
        byKey.TryGetValue(key, out var answer) && now - answer.At < Lifetime ? answer : null;

    /// <summary>Adds an answer and drops those that have run out by then.</summary>
    /// <param name="answer">The newest answer.</param>
    /// <returns>The new book.</returns>
    public AnswerBook Add(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var (list, keys) = (InOrder, byKey);
        while (list.Count > 0 && answer.At - list[0].At >= Lifetime)
        {
            keys = keys.Remove(list[0].Key);
            list = list.RemoveAt(0);
        }

        return new AnswerBook(list.Add(answer), keys.SetItem(answer.Key, answer));
    }
}

internal sealed class AnswerBookConverter : JsonConverter<AnswerBook>
{
    public override AnswerBook Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var book = AnswerBook.Empty;
        foreach (var answer in JsonSerializer.Deserialize(ref reader, RoomJson.Storage.ImmutableListAnswer) ?? [])
        {
            book = book.Add(answer);
        }

        return book;
    }

    public override void Write(Utf8JsonWriter writer, AnswerBook value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.InOrder, RoomJson.Storage.ImmutableListAnswer);
}
