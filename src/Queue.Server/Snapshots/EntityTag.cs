using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Queue.Server.Snapshots;

/// <summary>
/// Strong tags of files, and the comparison of <c>If-None-Match</c> (RFC 9110 §13.1.2): <c>*</c>, lists, several lines, weak tags by their
/// opaque part.
/// </summary>
internal static class EntityTag
{
    private const int TagBytes = 12;

    /// <summary>The strong tag of a file that has an address of its own: a hash of its bytes, in quotes.</summary>
    public static string Of(ReadOnlySpan<byte> body) => $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, TagBytes))}\"";

    /// <summary>Tells whether the client has the current body. What cannot be read matches nothing.</summary>
    /// <param name="ifNoneMatch">The header's lines.</param>
    /// <param name="current">The current strong tag, quotes included.</param>
    public static bool Matches(StringValues ifNoneMatch, string current)
    {
        for (var i = 0; i < ifNoneMatch.Count; i++)
        {
            if (MatchesLine(ifNoneMatch[i].AsSpan(), current))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MatchesLine(ReadOnlySpan<char> line, ReadOnlySpan<char> current)
    {
        line = line.Trim(" \t");
        if (line.SequenceEqual(current) || line is "*")
        {
            return true;
        }

        while (!line.IsEmpty)
        {
            line = line.TrimStart(" \t,");
            var weak = line.StartsWith("W/") ? 2 : 0;
            var close = line.Length > weak && line[weak] == '"' ? line[(weak + 1)..].IndexOf('"') : -1;
            if (close < 0)
            {
                return false;
            }

            var end = weak + close + 2;
            if (line[weak..end].SequenceEqual(current))
            {
                return true;
            }

            line = line[end..];
        }

        return false;
    }
}
