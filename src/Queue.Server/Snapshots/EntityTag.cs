using Microsoft.Extensions.Primitives;

namespace Queue.Server.Snapshots;

/// <summary>The comparison of <c>If-None-Match</c> (RFC 9110 §13.1.2): <c>*</c>, lists, several lines, weak tags by their opaque part.</summary>
internal static class EntityTag
{
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
