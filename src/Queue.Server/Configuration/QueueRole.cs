using Microsoft.Extensions.Options;

namespace Queue.Server.Configuration;

/// <summary>What a process does.</summary>
internal enum QueueRole
{
    /// <summary>Everything: it owns the data folder, takes commands, and does the background work. The default.</summary>
    Writer,

    /// <summary>Answers polls and sockets from Redis alone. Has no database and no data folder.</summary>
    Reader,
}

internal static class QueueRoles
{
    /// <summary>The role that the configuration gives.</summary>
    public static QueueRole Of(IConfiguration configuration)
    {
        string[] names = [.. configuration.GetSection($"{QueueOptions.Section}:{nameof(QueueOptions.Roles)}").GetChildren().Select(one => one.Value ?? "")];
        return names.Distinct(StringComparer.OrdinalIgnoreCase).ToArray() switch
        {
            [] => QueueRole.Writer,
            [var one] when Is(one, QueueRole.Writer) => QueueRole.Writer,
            [var one] when !Is(one, QueueRole.Reader) => throw Refusal("Queue:Roles: a process is either Writer or Reader."),
            [_] when !HasRedis(configuration) => throw Refusal(
                "Queue:Roles: a Reader needs ConnectionStrings:Redis, as it has nothing else to read from."),
            [_] => QueueRole.Reader,
            _ => throw Refusal("Queue:Roles: a process is either Writer or Reader, not both."),
        };
    }

    /// <summary>Redis is on.</summary>
    public static bool HasRedis(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration.GetConnectionString(RedisOptions.ConnectionName));

    private static bool Is(string text, QueueRole role) => string.Equals(text, role.ToString(), StringComparison.OrdinalIgnoreCase);

    private static OptionsValidationException Refusal(string why) => new(QueueOptions.Section, typeof(QueueOptions), [why]);
}
