using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Chat;

namespace Queue.Server.Snapshots;

/// <summary>An item of a chat room as everybody gets it: the bytes of its frame, which are also its place in a list.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Sender">Who said it; <see langword="null"/> for what is no message.</param>
/// <param name="SenderType">What the sender is.</param>
/// <param name="Json">UTF-8.</param>
[JsonConverter(typeof(RenderedItemConverter))]
internal sealed record RenderedItem(long Seq, string? Sender, SenderType? SenderType, byte[] Json);

internal sealed class RenderedItemConverter : JsonConverter<RenderedItem>
{
    public override RenderedItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("It is only written.");

    public override void Write(Utf8JsonWriter writer, RenderedItem value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json, skipInputValidation: true);
}
