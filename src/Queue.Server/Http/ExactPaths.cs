using Microsoft.AspNetCore.Routing.Patterns;

namespace Queue.Server.Http;

/// <summary>
/// Makes paths exact, as existing clients know them: letter case counts and there is no trailing slash. Routing itself is lenient in
/// both; what only its leniency matched is no match.
/// </summary>
internal static class ExactPaths
{
    public static void Apply(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint && !Matches(endpoint.RoutePattern, context.Request.Path.Value))
        {
            context.SetEndpoint(null);
        }
    }

    private static bool Matches(RoutePattern pattern, ReadOnlySpan<char> path)
    {
        foreach (var segment in pattern.PathSegments)
        {
            if (path.IsEmpty || path[0] != '/')
            {
                return false;
            }

            path = path[1..];
            var end = path.IndexOf('/');
            var text = end < 0 ? path : path[..end];
            path = end < 0 ? default : path[end..];
            if (segment is { IsSimple: true, Parts: [RoutePatternLiteralPart literal] } && !text.SequenceEqual(literal.Content))
            {
                return false;
            }
        }

        return path.IsEmpty || (pattern.PathSegments.Count == 0 && path is "/");
    }
}
