using Microsoft.Extensions.DependencyInjection;
using Queue.Core.Rooms;
using Queue.Server.Rooms;

namespace Queue.Server.Tests.Rooms;

/// <summary>Draws these codes in turn, and the last one for ever.</summary>
internal sealed class OneCode(params string[] codes) : RoomCodeSource
{
    private int drawn = -1;

    public int Drawn => Volatile.Read(ref drawn) + 1;

    public static void Install(string code, IServiceCollection services) => new OneCode(code).Install(services);

    public void Install(IServiceCollection services) => services.AddSingleton<RoomCodeSource>(this);

    public override RoomCode Next() => RoomCode.Parse(codes[Math.Min(Interlocked.Increment(ref drawn), codes.Length - 1)]);
}
