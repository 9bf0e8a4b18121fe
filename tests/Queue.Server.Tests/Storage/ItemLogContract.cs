using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Storage;

/// <summary>What every event log keeps to about owners and about what was said in chat rooms. One subclass a log.</summary>
public abstract class ItemLogContract
{
    private static readonly OwnerId Owner = new("own_1");
    private static readonly OwnerId Other = new("own_2");

    private protected abstract IEventLog Log { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rooms_are_found_by_owner_and_kind_oldest_first()
    {
        var (first, second, foreign) = (new LoggedChat(Owner), new LoggedChat(Owner), new LoggedChat(Other));
        await StoreAsync(first.Open());
        await StoreAsync(foreign.Open());
        await StoreAsync(second.Open());

        Assert.Equal([first.Id, second.Id], await Log.OwnedAsync(Owner, RoomKinds.Chat, Token));
        Assert.Empty(await Log.OwnedAsync(Owner, RoomKinds.Job, Token));
        Assert.Empty(await Log.OwnedAsync(new OwnerId("own_3"), RoomKinds.Chat, Token));
    }

    [Fact]
    public async Task A_chosen_id_that_is_taken_is_refused_and_stores_nothing()
    {
        var room = new LoggedChat(Owner);
        await StoreAsync(room.Open());

        var again = new LoggedChat(Other) { Id = room.Id }.Open(new CommandKey("key", "print"));

        Assert.Equal(AppendResult.RoomTaken, await StoreAsync(again));
        Assert.Null(await Log.FindCreatedAsync("key", DateTimeOffset.UnixEpoch, Token));
        Assert.Empty(await Log.OwnedAsync(Other, RoomKinds.Chat, Token));
    }

    [Fact]
    public async Task Items_are_read_by_their_numbers_in_order()
    {
        var room = new LoggedChat(Owner);
        await StoreAsync(room.Open());
        foreach (var text in "abcdef")
        {
            await StoreAsync(room.Say(text.ToString()));
        }

        Assert.Equal("bc", await ReadAsync(room, new ItemRange(1, null, 2)));
        Assert.Equal("cde", await ReadAsync(room, new ItemRange(2, 6, 10)));
        Assert.Equal("ef", await ReadAsync(room, new ItemRange(null, null, 2)));
        Assert.Equal("cd", await ReadAsync(room, new ItemRange(null, 5, 2)));
        Assert.Equal("", await ReadAsync(room, new ItemRange(6, null, 10)));
        Assert.Equal("", await ReadAsync(new LoggedChat(Owner), new ItemRange(null, null, 10)));
    }

    [Fact]
    public async Task What_is_forgotten_is_gone_and_the_room_is_read_as_before()
    {
        var room = new LoggedChat(Owner, new ChatOptions(KeepMessages: 4));
        await StoreAsync(room.Open());
        while (room.State.FirstSeq == 1)
        {
            await StoreAsync(room.Say("x"));
        }

        await StoreAsync(room.Say("y"));

        Assert.Equal("xxxxy", await ReadAsync(room, new ItemRange(0, null, 100)));
        Assert.Equal(room.Bytes, RoomJson.WriteState(LoggedRoom.Fold(await Log.LoadAsync(room.Id, Token))));
    }

    [Fact]
    public async Task A_deleted_room_has_no_items_and_no_owner_and_is_still_known_as_deleted()
    {
        var room = new LoggedChat(Owner);
        await StoreAsync(room.Open());
        await StoreAsync(room.Say("secret"));

        await StoreAsync(room.Do(new DeleteChat()));

        Assert.Equal("", await ReadAsync(room, new ItemRange(null, null, 100)));
        Assert.Empty(await Log.OwnedAsync(Owner, RoomKinds.Chat, Token));
        Assert.True(((ChatState)LoggedRoom.Fold(await Log.LoadAsync(room.Id, Token))).Deleted);
    }

    private protected async Task<AppendResult> StoreAsync(Append append) => (await Log.AppendAsync([append], Token))[0];

    private async Task<string> ReadAsync(LoggedChat room, ItemRange range) =>
        string.Concat((await Log.ReadItemsAsync(room.Id, range, Token)).Select(item => item.Personal?.Content));
}
