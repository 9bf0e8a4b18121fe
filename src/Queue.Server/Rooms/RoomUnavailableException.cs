namespace Queue.Server.Rooms;

/// <summary>The room cannot answer now: overloaded, stopping, or its log cannot be reached. Nothing was changed for this caller.</summary>
internal sealed class RoomUnavailableException : Exception
{
    public RoomUnavailableException(string message)
        : base(message)
    {
    }

    public RoomUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
