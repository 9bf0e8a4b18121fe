using System.Security.Cryptography;
using Queue.Core.Rooms;

namespace Queue.Server.Rooms;

/// <summary>Draws new room codes, every one equally likely. Tests force collisions by drawing from something else.</summary>
internal class RoomCodeSource
{
    public virtual RoomCode Next() => RoomCode.Parse(RandomNumberGenerator.GetString(RoomCode.Alphabet, RoomCode.Length));
}
