using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>What comes over the socket: on connect, after each change, and at the end.</summary>
public sealed class SocketViewTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_host_gets_the_snapshot_on_connect_and_after_every_change()
    {
        var queue = await shared.CreateAsync();
        using var host = await SocketClient.HostAsync(shared.Server, queue);
        Assert.Equal((await queue.HostSnapshotAsync()).Text, await host.ReceiveTextAsync());

        var ann = await queue.JoinAsync("Ann");
        Assert.Equal((await queue.HostSnapshotAsync()).Text, await host.ReceiveTextAsync());
        foreach (var action in new[] { "declare-nearby", "call", "no-show", "restore", "call", "restore" })
        {
            await queue.PartyAsync(action, ann);
            Assert.Equal((await queue.HostSnapshotAsync()).Text, await host.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task A_guest_gets_its_view_on_connect_and_when_it_changes()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        var bo = await queue.JoinAsync("Bo");
        using var guest = await SocketClient.GuestAsync(shared.Server, queue, bo);
        Assert.Equal((await queue.GuestSnapshotAsync(bo)).Text, await guest.ReceiveTextAsync());

        await queue.JoinAsync("Cy");
        var longer = await guest.ReceiveAsJsonAsync();
        Assert.Equal(("position", 2, 3), ((string?)longer["type"], (int?)longer["position"], (int?)longer["queueLength"]));

        await queue.PartyAsync("call", bo);
        var called = await guest.ReceiveAsJsonAsync();
        Assert.Equal(("called", shared.Now + 120_000), ((string?)called["type"], (long?)called["deadline"]));
    }

    [Fact]
    public async Task On_advance_the_served_one_is_removed_the_next_is_called_and_the_others_move_up()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo, cy) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"), await queue.JoinAsync("Cy"));
        await queue.HostAsync("advance");
        using var host = await SocketClient.HostAsync(shared.Server, queue);
        using var served = await SocketClient.GuestAsync(shared.Server, queue, ann);
        using var next = await SocketClient.GuestAsync(shared.Server, queue, bo);
        using var other = await SocketClient.GuestAsync(shared.Server, queue, cy);
        foreach (var socket in new[] { host, served, next, other })
        {
            await socket.ReceiveTextAsync();
        }

        await queue.HostAsync("advance", $$"""{"servedParty":"{{ann}}"}""");

        Assert.Equal("""{"type":"removed","reason":"served","nextPollMs":15000}""", await served.ReceiveTextAsync());
        Assert.Equal((1000, "served"), await served.ReceiveCloseAsync());
        Assert.Equal("called", await next.ReceiveKindAsync());
        Assert.Equal(bo, (string?)(await host.ReceiveAsJsonAsync())["nowServing"]?["id"]);
        Assert.Equal(2, (int?)(await other.ReceiveAsJsonAsync())["position"]);
    }

    [Theory]
    [InlineData("leave", "left")]
    [InlineData("kick", "kicked")]
    [InlineData("seat", "served")]
    [InlineData("no-show", "no_show")]
    public async Task Q9_The_first_frame_of_a_party_that_ends_is_removed_and_then_its_socket_closes(string action, string reason)
    {
        var queue = await shared.CreateAsync();
        for (var i = 0; i < 4; i++)
        {
            await queue.JoinAsync();
        }

        var fifth = await queue.JoinAsync("Fifth");
        if (action is "no-show")
        {
            await queue.PartyAsync("call", fifth);
        }

        using var guest = await SocketClient.GuestAsync(shared.Server, queue, fifth);
        await guest.ReceiveTextAsync();
        await queue.PartyAsync(action, fifth);

        Assert.StartsWith($$"""{"type":"removed","reason":"{{reason}}",""", await guest.ReceiveTextAsync(), StringComparison.Ordinal);
        Assert.Equal((1000, reason), await guest.ReceiveCloseAsync());
    }

    [Fact]
    public async Task S9_On_close_the_host_gets_the_empty_queue_that_says_so_then_closed()
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        using var host = await SocketClient.HostAsync(shared.Server, queue);
        await host.ReceiveTextAsync();
        await queue.HostAsync("close");

        var update = await host.ReceiveAsJsonAsync();
        Assert.Equal(
            ("queue_update", "[]", true), ((string?)update["type"], update["queue"]?.ToJsonString(), (bool?)update["closed"]));
        Assert.Equal("""{"type":"closed"}""", await host.ReceiveTextAsync());
        Assert.Equal((1000, "closed"), await host.ReceiveCloseAsync());
    }

    [Fact]
    public async Task On_close_a_guest_gets_closed()
    {
        var queue = await shared.CreateAsync();
        using var guest = await SocketClient.GuestAsync(shared.Server, queue, await queue.JoinAsync("Ann"));
        await guest.ReceiveTextAsync();
        await queue.HostAsync("close");

        Assert.Equal("closed", await guest.ReceiveKindAsync());
        Assert.Equal((1000, "closed"), await guest.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_host_that_connects_after_the_close_gets_the_empty_queue()
    {
        var queue = await shared.CreateAsync();
        await queue.HostAsync("close");
        using var host = await SocketClient.HostAsync(shared.Server, queue);

        Assert.Equal((await queue.HostSnapshotAsync()).Text, await host.ReceiveTextAsync());
        Assert.Equal("""{"type":"closed"}""", await host.ReceiveTextAsync());
        Assert.Equal((1000, "closed"), await host.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_guest_that_connects_after_its_end_is_told_why()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        await queue.PartyAsync("kick", ann);
        await queue.HostAsync("close");
        using var guest = await SocketClient.GuestAsync(shared.Server, queue, ann);

        Assert.Equal("""{"type":"removed","reason":"kicked","nextPollMs":15000}""", await guest.ReceiveTextAsync());
        Assert.Equal((1000, "kicked"), await guest.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_change_that_is_not_seen_in_the_view_sends_nothing()
    {
        var queue = await shared.CreateAsync();
        var (ann, bo) = (await queue.JoinAsync("Ann"), await queue.JoinAsync("Bo"));
        using var guest = await SocketClient.GuestAsync(shared.Server, queue, bo);
        await guest.ReceiveTextAsync();

        await queue.PartyAsync("declare-nearby", ann);
        await guest.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await guest.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_host_token_wins_over_a_party()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        using var host = await SocketClient.ConnectAsync(
            shared.Server, $"{queue.Path}/connect?partyId={ann}&hostToken={queue.HostToken}");

        Assert.Equal("queue_update", await host.ReceiveKindAsync());
    }

    [Fact]
    public async Task An_invalid_host_token_with_a_party_is_the_partys_socket()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        using var guest = await SocketClient.ConnectAsync(
            shared.Server, $"{queue.Path}/connect?partyId={ann}", ("x-host-auth", "bad"));

        Assert.Equal("position", await guest.ReceiveKindAsync());
    }

    [Fact]
    public async Task Final_frames_come_also_to_those_who_read_late()
    {
        var queue = await shared.CreateAsync();
        var party = await queue.JoinAsync("Ann");
        using var guest = await SocketClient.GuestAsync(shared.Server, queue, party);
        for (var i = 0; i < 50; i++)
        {
            await queue.JoinAsync(size: 1);
        }

        await queue.PartyAsync("kick", party);
        var kinds = new List<string?>();
        do
        {
            kinds.Add(await guest.ReceiveKindAsync());
        }
        while (kinds[^1] is "position");
        Assert.Equal("removed", kinds[^1]);
        Assert.Equal((1000, "kicked"), await guest.ReceiveCloseAsync());
    }
}
