using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Queue.WebPush;

/// <summary>
/// Reads keys as people and browsers write them: base64url or plain base64, with or without padding. Writes unpadded base64url
/// only (RFC 4648 section 5).
/// </summary>
internal static class Base64Text
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static bool TryDecode(string? text, int maxLength, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text is null || text.Length > maxLength)
        {
            return false;
        }

        Span<char> url = stackalloc char[text.Length];
        var length = WithoutPadding(text);
        for (var i = 0; i < length; i++)
        {
            url[i] = text[i] switch { '+' => '-', '/' => '_', var c => c };
            if (!IsBase64Url(url[i]))
            {
                return false;
            }
        }

        bytes = Decode(url[..length]);
        return bytes is not null;
    }

    // The form with a status: TryDecodeFromChars throws at bits that are left over after the last byte.
    private static byte[]? Decode(ReadOnlySpan<char> url)
    {
        var buffer = new byte[Base64Url.GetMaxDecodedLength(url.Length)];
        return Base64Url.DecodeFromChars(url, buffer, out _, out var written) == OperationStatus.Done ? buffer[..written] : null;
    }

    // Padding is taken off only where it completes a group of four: "AA=" is a mistake, not a form.
    private static int WithoutPadding(string text)
    {
        if (text.Length % 4 != 0)
        {
            return text.Length;
        }

        return text.EndsWith("==", StringComparison.Ordinal) ? text.Length - 2
            : text.EndsWith('=') ? text.Length - 1
            : text.Length;
    }

    private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
