using System.Buffers.Text;
using System.Security.Cryptography;
using Queue.Core.Rooms;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// The idempotency key that a form brings along. The whole form counts as one request whatever is in it: who goes back, changes the
/// name and sends it again has joined already, and comes to the ticket.
/// </summary>
internal static class FormKey
{
    private const int Bytes = 18;
    private const string Fingerprint = "form";

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The key of a form; null when it has none of ours.</summary>
    public static CommandKey? Of(string text) =>
        text.Length == Base64Url.GetEncodedLength(Bytes) && Base64Url.IsValid(text) ? new CommandKey(text, Fingerprint) : null;
}
