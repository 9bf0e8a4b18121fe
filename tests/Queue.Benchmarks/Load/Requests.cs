using System.Text;

namespace Queue.Benchmarks.Load;

/// <summary>Requests as bytes, built once.</summary>
internal static class Requests
{
    public static byte[] Get(string path, params ReadOnlySpan<string> headers) => Bytes("GET", path, headers, "");

    public static byte[] Post(string path, string body, params ReadOnlySpan<string> headers) =>
        Bytes("POST", path, ["Content-Type: application/json", $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", .. headers], body);

    public static byte[] Upgrade(string path) => Get(
        path, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    private static byte[] Bytes(string method, string path, ReadOnlySpan<string> headers, string body)
    {
        var text = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: queue.example\r\n");
        foreach (var header in headers)
        {
            text.Append(header).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(body).ToString());
    }
}
