using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Viewers;

/// <summary>With a server of its own, that is stopped and started again at the same address.</summary>
public sealed class RestartTests(Chromium chromium) : BrowserTest(chromium)
{
    private readonly string folder = TestServer.NewFolder();
    private TestServer? server;

    internal override TestServer Server => server ?? throw new InvalidOperationException("The server has not started.");

    public override async ValueTask InitializeAsync() => server = await TestServer.StartAsync(null, folder, []);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Over_a_restart_of_the_server_a_room_goes_on_without_a_hole_and_without_a_double()
    {
        var room = await RoomClient.CreateAsync(Server.Http);
        var token = (await room.ShareAsync("write")).Credential;
        var (ann, bob) = (await FollowAsync(room), await FollowAsync(room));
        await ann.OpenAsync(token);
        await bob.OpenAsync(token);
        await ann.SayAsync("Before", "Ann");
        await bob.ExpectAsync("Before");

        var address = Server.Address;
        await Server.DisposeAsync();
        await ann.SayAsync("While it was away");
        await ann.ExpectAsync("Before", "While it was away");
        server = await TestServer.StartAsync(null, folder, ["--urls", address.ToString()]);
        await room.At(Server.Http).SayAsync("After", "Robot");

        await bob.SayAsync("Me too", "Bob");
        await Assertions.Expect(bob.Entries).ToHaveCountAsync(4);
        await Assertions.Expect(ann.Entries).ToHaveCountAsync(4);
        Assert.Equal(await bob.Entries.AllInnerTextsAsync(), await ann.Entries.AllInnerTextsAsync());
        Assert.Equal([1, 2, 3, 4], await room.At(Server.Http).SeqsAsync());
    }

    private async Task<RoomPage> FollowAsync(RoomClient room)
    {
        var device = await NewDeviceAsync(Devices.Phone);
        return new RoomPage(await device.Context.NewPageAsync(), room.Id);
    }
}
