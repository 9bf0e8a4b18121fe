using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Queue.Core.Rooms;

namespace Queue.Server.Endpoints.Jobs;

/// <summary>Ids of jobs, which publishers may choose: the room's id follows from it, so the log itself refuses one that is taken.</summary>
internal static class JobIds
{
    public const int MaxLength = 100;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public static bool IsValid(string jobId) => jobId.Length is > 0 and <= MaxLength && !jobId.AsSpan().ContainsAnyExcept(Allowed);

    public static RoomId RoomOf(string jobId) => RoomId.From(SHA256.HashData(Encoding.UTF8.GetBytes("job:" + jobId)));
}
