using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Queue.Core.Rooms;

namespace Queue.Server.Snapshots;

/// <summary>One view's exact bytes and their strong ETag: a hash of room, view and body, so no tag fits two rooms or two views.</summary>
internal sealed class RenderedView
{
    private const int TagBytes = 16;

    public RenderedView(RoomId room, string view, byte[] body)
    {
        Body = body;
        ETag = Hash(room, view, body);
        Length = body.Length;
    }

    public byte[] Body { get; }

    public StringValues ETag { get; }

    public long Length { get; }

    private static string Hash(RoomId room, string view, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(room.Value));
        hash.AppendData(Encoding.ASCII.GetBytes(view));
        hash.AppendData(body);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return $"\"{Base64Url.EncodeToString(digest[..TagBytes])}\"";
    }
}
