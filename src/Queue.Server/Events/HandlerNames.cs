namespace Queue.Server.Events;

/// <summary>
/// The names of all handlers. They are also part of their queues' names, which an operator's command has to know without starting a
/// handler, as that would want the data folder.
/// </summary>
internal static class HandlerNames
{
    public const string Analytics = "analytics";
    public const string Push = "push";

    public static readonly IReadOnlyList<string> All = [Analytics, Push];
}
