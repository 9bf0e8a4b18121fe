namespace Queue.Server.Rooms;

/// <summary>How an outage is made up for.</summary>
/// <param name="Until">Calls that were open get time until then.</param>
/// <param name="Enough">Those that last until then already need no more.</param>
internal readonly record struct Grace(DateTimeOffset Until, DateTimeOffset Enough);
