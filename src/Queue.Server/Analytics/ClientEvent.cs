namespace Queue.Server.Analytics;

/// <summary>Something a client reported: from outside the log, so it cannot be made again.</summary>
/// <param name="At">When it came, in epoch milliseconds.</param>
/// <param name="Type">What the client calls it.</param>
/// <param name="Room">The room it named, or null.</param>
/// <param name="Party">The party it named, or null.</param>
/// <param name="Known">The room and party it named exist.</param>
/// <param name="Meta">More, as JSON, or null.</param>
internal sealed record ClientEvent(long At, string Type, string? Room, string? Party, bool Known, string? Meta);
