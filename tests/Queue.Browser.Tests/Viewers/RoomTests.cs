using System.Collections.Concurrent;
using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Viewers;

public sealed class RoomTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(LongestMs);

    [Fact]
    public async Task Whoever_has_a_link_to_read_follows_what_a_program_posts()
    {
        var room = await RoomClient.CreateAsync(Server.Http);
        await room.SayAsync("Before");
        var reader = await FollowAsync(room);
        await reader.OpenAsync((await room.ShareAsync("read")).Credential);
        await reader.ExpectAsync("Before");
        await Assertions.Expect(reader.Live).ToBeVisibleAsync();
        Assert.EndsWith($"/rooms/{room.Id}", reader.Page.Url, StringComparison.Ordinal);

        await room.PostAsync("""{"sender":"Robot","sender_type":"agent","content":"Starting","color":"#ff8800"}""");
        await room.PostAsync("""{"type":"deployed","data":{"version":"1.2","nodes":[1,2]}}""");
        await room.SendAsync(HttpMethod.Patch, "", """{"name":"Kitchen"}""");

        await reader.ExpectAsync("Before", "Starting", """{"version":"1.2","nodes":[1,2]}""", "The room is called “Kitchen”");
        await Assertions.Expect(reader.Page).ToHaveTitleAsync("Kitchen");
        await Assertions.Expect(reader.Page.GetByText("You can read here, but not write.")).ToBeVisibleAsync();
        await Assertions.Expect(reader.SendButton).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_connection_goes_on_from_what_is_there_and_no_address_has_the_token_in_it()
    {
        var room = await RoomClient.CreateAsync(Server.Http);
        await room.SayManyAsync(3);
        var reader = await FollowAsync(room);
        ConcurrentQueue<string> asked = [];
        TaskCompletionSource<string> connected = new(), framed = new();
        reader.Page.Request += (_, request) => asked.Enqueue(new Uri(request.Url).PathAndQuery);
        reader.Page.WebSocket += (_, socket) =>
        {
            connected.TrySetResult(socket.Url);
            socket.FrameReceived += (_, frame) => framed.TrySetResult(frame.Text ?? "");
        };
        var token = (await room.ShareAsync("read")).Credential;
        await reader.OpenAsync(token);

        Assert.EndsWith("/ws?after_seq=3", await connected.Task.WaitAsync(Longest, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await room.SayAsync("By the connection");
        Assert.Contains("By the connection", await framed.Task.WaitAsync(Longest, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await reader.ExpectAsync("1", "2", "3", "By the connection");
        Assert.DoesNotContain(asked, address => address.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_connection_can_be_had_a_room_is_followed_all_the_same()
    {
        var room = await RoomClient.CreateAsync(Server.Http, """ "publicRead":true """);
        var reader = await FollowAsync(room);
        await reader.Page.AddInitScriptAsync("window.WebSocket = class { constructor() { throw new DOMException('Forbidden', 'SecurityError') } }");
        await reader.OpenAsync();
        await Assertions.Expect(reader.Live).ToBeVisibleAsync();

        await room.SayAsync("By polls");
        await reader.ExpectAsync("By polls");
    }

    [Fact]
    public async Task What_somebody_writes_is_seen_by_others_and_by_nobody_twice()
    {
        var room = await RoomClient.CreateAsync(Server.Http);
        var token = (await room.ShareAsync("write")).Credential;
        var (ann, bob) = (await FollowAsync(room), await FollowAsync(room));
        await ann.OpenAsync(token);
        await bob.OpenAsync(token);

        await ann.SayAsync("Is table 4 free?", "Ann");
        await bob.ExpectAsync("Is table 4 free?");
        await bob.SayAsync("In a minute", "Bob");
        await ann.ExpectAsync("Is table 4 free?", "In a minute");
        await ann.SayAsync("Thanks");

        await bob.ExpectAsync("Is table 4 free?", "In a minute", "Thanks");
        await ann.ExpectAsync("Is table 4 free?", "In a minute", "Thanks");
        await ann.OpenAsync();
        await ann.ExpectAsync("Is table 4 free?", "In a minute", "Thanks");
        await Assertions.Expect(ann.From).ToHaveValueAsync("Ann");
    }

    [Fact]
    public async Task What_was_sent_but_not_answered_is_sent_again_and_said_once()
    {
        var room = await RoomClient.CreateAsync(Server.Http);
        var writer = await FollowAsync(room);
        await writer.OpenAsync((await room.ShareAsync("write")).Credential);
        await Assertions.Expect(writer.Message).ToBeVisibleAsync();
        var lost = 0;
        await writer.Page.RouteAsync(url => url.EndsWith("/messages", StringComparison.Ordinal), async route =>
        {
            if (Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }

            // The server does it, and its answer gets lost.
            await route.FetchAsync();
            await route.AbortAsync();
        });

        await writer.SayAsync("Only once", "Ann");
        await Eventually.TrueAsync("it was sent twice", () => Volatile.Read(ref lost) == 2);
        await writer.ExpectAsync("Only once");
        Assert.Equal([1], await room.SeqsAsync());
    }

    [Fact]
    public async Task Without_network_what_is_written_waits_and_is_sent_once_when_it_is_back()
    {
        var room = await RoomClient.CreateAsync(Server.Http);
        var writer = await FollowAsync(room);
        await writer.OpenAsync((await room.ShareAsync("write")).Credential);
        await Assertions.Expect(writer.Message).ToBeVisibleAsync();
        await writer.Page.Context.SetOfflineAsync(true);

        await writer.SayAsync("Written below ground", "Ann");
        await writer.ExpectAsync("sending…");
        await Assertions.Expect(writer.Stale).ToBeVisibleAsync();
        await room.SayAsync("Said meanwhile", "Bob");
        await writer.Page.Context.SetOfflineAsync(false);

        await writer.ExpectAsync("Said meanwhile", "Written below ground");
        await Assertions.Expect(writer.Live).ToBeVisibleAsync();
        await Assertions.Expect(writer.Page.GetByText("sending…")).ToHaveCountAsync(0);
        Assert.Equal([1, 2], await room.SeqsAsync());
    }

    [Fact]
    public async Task Older_messages_come_when_somebody_scrolls_up_and_newer_ones_do_not_move_what_is_read()
    {
        var room = await RoomClient.CreateAsync(Server.Http, """ "publicRead":true """);
        await room.SayManyAsync(60);
        var reader = await FollowAsync(room);
        await reader.OpenAsync();
        await Assertions.Expect(reader.Entries).ToHaveCountAsync(50);
        await Assertions.Expect(reader.Entries.Last).ToBeInViewportAsync();

        await reader.ScrollUpAsync(100_000);
        await Assertions.Expect(reader.Entries).ToHaveCountAsync(60);
        await Assertions.Expect(reader.Earlier).ToHaveCountAsync(0);
        await reader.ScrollUpAsync(100_000);
        await Assertions.Expect(reader.Entries.First).ToBeInViewportAsync();
        await room.SayAsync("New");

        await Assertions.Expect(reader.NewMessages).ToBeVisibleAsync();
        await Assertions.Expect(reader.Entries.First).ToBeInViewportAsync();
        await reader.NewMessages.ClickAsync();
        await Assertions.Expect(reader.Entries.Last).ToBeInViewportAsync();
        await Assertions.Expect(reader.Entries.Last).ToContainTextAsync("New");
        await Assertions.Expect(reader.NewMessages).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_room_that_is_open_to_all_is_read_without_a_token_and_without_script()
    {
        var room = await RoomClient.CreateAsync(Server.Http, """ "publicRead":true """);
        await room.SayAsync("Good evening");
        var device = await NewDeviceAsync(Devices.Phone.WithoutScript());
        var reader = new RoomPage(await device.Context.NewPageAsync(), room.Id);

        await reader.OpenAsync();
        await reader.ExpectAsync("Good evening");
    }

    [Fact]
    public async Task In_a_room_that_is_open_to_all_writers_anybody_writes()
    {
        var room = await RoomClient.CreateAsync(Server.Http, """ "publicRead":true,"anonymousWrite":true """);
        var guest = await FollowAsync(room);
        await guest.OpenAsync();

        await guest.SayAsync("Hello", "Guest");
        await guest.ExpectAsync("Hello");
        Assert.Equal([1], await room.SeqsAsync());
    }

    [Fact]
    public async Task Markup_and_writing_directions_of_others_are_shown_and_do_nothing()
    {
        var room = await RoomClient.CreateAsync(Server.Http, """ "publicRead":true """);
        var reader = await FollowAsync(room);
        await reader.OpenAsync();
        await room.PostAsync("""{"sender":"<b>Eve</b>\u202e","content":"<img src=x onerror=alert(1)>\u202eabc","color":"url(//evil.example/x)"}""");

        await reader.ExpectAsync("<img src=x onerror=alert(1)>");
        await Assertions.Expect(reader.Entries.Locator("img, b")).ToHaveCountAsync(0);
        await Assertions.Expect(reader.Entries.Locator("bdi")).ToHaveTextAsync("<b>Eve</b>");
        Assert.Equal("isolate", await reader.Entries.Locator("p[dir=auto]").EvaluateAsync<string>("element => getComputedStyle(element).unicodeBidi"));
    }

    [Fact]
    public async Task A_room_that_its_owner_closes_says_so_and_keeps_what_was_said()
    {
        var room = await RoomClient.CreateAsync(Server.Http);
        await room.SayAsync("Last words");
        var writer = await FollowAsync(room);
        await writer.OpenAsync((await room.ShareAsync("write")).Credential);
        await writer.ExpectAsync("Last words");

        await room.SendAsync(HttpMethod.Delete, "");
        await Assertions.Expect(writer.Page.GetByText("This room has been closed.")).ToBeVisibleAsync();
        await writer.ExpectAsync("Last words");
        await Assertions.Expect(writer.SendButton).ToHaveCountAsync(0);
    }

    private async Task<RoomPage> FollowAsync(RoomClient room)
    {
        var device = await NewDeviceAsync(Devices.Phone);
        return new RoomPage(await device.Context.NewPageAsync(), room.Id);
    }
}
