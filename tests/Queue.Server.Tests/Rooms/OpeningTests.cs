using Microsoft.Extensions.DependencyInjection;
using Queue.Core.Jobs;
using Queue.Core.Rooms;
using Queue.Server.Rooms;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Rooms;

public sealed class OpeningTests
{
    private readonly TroubledLog log = new();

    [Fact]
    public async Task A_room_opens_also_while_somebody_is_told_that_there_is_none()
    {
        await using var server = await TestServer.StartAsync(null, null, [], log.Install);
        var directory = server.Services.GetRequiredService<RoomDirectory>();
        var id = RoomId.From(new byte[RoomId.Length / 2]);
        TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource readOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        log.BeforeLoad = _ =>
        {
            reading.TrySetResult();
            return readOn.Task;
        };

        var found = directory.FindAsync(id).AsTask();
        await reading.Task;
        var start = new StartJob { Id = id, JobId = "j", Owner = new OwnerId("own_1"), Work = "import" };
        var opened = directory.OpenAsync(id, start, key: null);
        readOn.SetResult();

        Assert.Null(await found);
        var (room, error) = await opened;
        Assert.Null(error);
        Assert.Equal(id, room?.Id);
    }
}
