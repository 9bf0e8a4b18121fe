using System.Globalization;

namespace Queue.Server.Push;

/// <summary>The kinds of alert, as clients know them.</summary>
internal static class PushKinds
{
    public const string JoinConfirm = "join_confirm";
    public const string Called = "called";

    /// <summary>How a call says that it is not the party's first. It is kept as <see cref="Called"/>, and named so when it leaves.</summary>
    public const string CalledAgain = "called_again";

    /// <summary>A call was taken back. For those whom its alert may have reached.</summary>
    public const string FalseAlarm = "false_alarm";
    public const string NoShow = "no_show";
    public const string Removed = "removed";
    public const string Closed = "closed";
    public const string Test = "test";

    /// <summary>It takes much longer than the party was promised.</summary>
    public const string Delayed = "delayed";

    /// <summary>The host tells everybody who waits something.</summary>
    public const string Announce = "announce";

    /// <summary>Something was published to a chat room.</summary>
    public const string Event = "event";

    private const string PositionPrefix = "pos_";

    /// <summary>The alert of a party that is now at a position.</summary>
    public static string Position(int position) => string.Create(CultureInfo.InvariantCulture, $"{PositionPrefix}{position}");

    /// <summary>The kind for counting: positions are one.</summary>
    public static string Group(string kind) => PositionOf(kind) is null ? kind : "pos";

    /// <summary>The position of such an alert; null for the other kinds.</summary>
    public static int? PositionOf(string kind) =>
        kind.StartsWith(PositionPrefix, StringComparison.Ordinal)
        && int.TryParse(kind.AsSpan(PositionPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;
}

/// <summary>An alert that is to go out once to each browser that asked for it.</summary>
/// <param name="To">Whom it is for.</param>
/// <param name="Kind">One of <see cref="PushKinds"/>.</param>
/// <param name="Call">
/// The room's version at the call (also one that was taken back) or the end it is about, or the number of a chat room's event; 0 when it is
/// about none.
/// </param>
/// <param name="NotBefore">When it may leave, in epoch milliseconds.</param>
/// <param name="ExpiresAt">From when on it would be wrong or useless, in epoch milliseconds.</param>
internal sealed record Notice(PushTarget To, string Kind, long Call, long NotBefore, long ExpiresAt)
{
    /// <summary>The host's own words, for a test or an announcement; null for our own.</summary>
    public string? Text { get; init; }
}
