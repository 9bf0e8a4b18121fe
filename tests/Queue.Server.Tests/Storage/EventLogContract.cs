using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Storage;

/// <summary>What every event log keeps to, whatever database is behind it. One subclass a database.</summary>
public abstract class EventLogContract
{
    private protected abstract IEventLog Log { get; }

    [Fact]
    public async Task An_opened_room_is_found_by_its_id_and_its_code()
    {
        var room = new LoggedRoom();
        Assert.Equal([AppendResult.Committed], await StoreAsync(room.Open()));

        Assert.Equal(room.Id, await Log.FindRoomAsync(room.Code, Token));
        Assert.Equal(room.Bytes, await LoadBytesAsync(room));
    }

    [Fact]
    public async Task A_room_that_was_never_opened_is_not_found()
    {
        var room = new LoggedRoom();

        Assert.Null(await Log.LoadAsync(room.Id, Token));
        Assert.Null(await Log.FindRoomAsync(room.Code, Token));
        Assert.Null(await Log.FindCreatedAsync("none", DateTimeOffset.UnixEpoch, Token));
    }

    [Fact]
    public async Task A_venues_code_leads_to_its_newest_evening_and_never_back()
    {
        var venue = new LoggedVenue();
        Assert.Equal([AppendResult.Committed], await StoreAsync(venue.Open()));
        Assert.Equal(venue.Id, await Log.FindRoomAsync(venue.Code, Token));
        Assert.Contains(venue.Id, await Log.VenuesAsync(Token));

        Assert.Equal([AppendResult.Committed, AppendResult.Committed], await StoreAsync(venue.Evening(1), venue.Evening(3)));
        Assert.Equal(venue.RoomOf(3), await Log.FindRoomAsync(venue.Code, Token));
        Assert.Equal([AppendResult.RoomTaken, AppendResult.CodeTaken], await StoreAsync(venue.Evening(3), venue.Evening(2)));
        Assert.Null(await Log.LoadAsync(venue.RoomOf(2), Token));
    }

    [Fact]
    public async Task No_venue_takes_a_code_that_belongs_to_something_else()
    {
        var (venue, other, queue) = (new LoggedVenue(), new LoggedVenue(), new LoggedRoom());
        await StoreAsync(venue.Open(), other.Open(), queue.Open());

        Assert.Equal(
            [AppendResult.CodeTaken, AppendResult.CodeTaken],
            await StoreAsync(venue.Evening(1, other.Code), venue.Evening(2, queue.Code)));
        Assert.Equal([AppendResult.CodeTaken], await StoreAsync(new LoggedVenue(queue.Code.ToString()).Open()));
        Assert.Equal(queue.Id, await Log.FindRoomAsync(queue.Code, Token));
    }

    [Fact]
    public async Task A_venue_that_ended_has_its_code_for_good_and_its_slug_no_more()
    {
        var venue = new LoggedVenue();
        await StoreAsync(venue.Open(), venue.Evening(1));
        Assert.Equal([venue.Id], await Log.OwnedAsync(venue.Owner, RoomKinds.Venue, Token));

        await StoreAsync(venue.Do(new EndVenue()));
        Assert.Equal(venue.Id, await Log.FindRoomAsync(venue.Code, Token));
        Assert.Equal([AppendResult.CodeTaken], await StoreAsync(venue.Evening(2)));
        Assert.Null(await Log.FindVenueAsync(venue.Slug, Token));
        Assert.Empty(await Log.OwnedAsync(venue.Owner, RoomKinds.Venue, Token));
    }

    [Fact]
    public async Task Events_are_read_back_newest_first_with_what_names_people()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open(), room.Join("Ann"), room.Join("Bo"));

        var newest = await Log.ReadBackAsync(room.Id, long.MaxValue, 2, Token);
        Assert.Equal([(3L, "Bo"), (2L, "Ann")], newest.Select(stored => (stored.Version, stored.Happened.Personal?.Name)));
        Assert.Equal([1L], (await Log.ReadBackAsync(room.Id, 2, 10, Token)).Select(stored => stored.Version));
        Assert.Empty(await Log.ReadBackAsync(new LoggedRoom().Id, long.MaxValue, 10, Token));
    }

    [Fact]
    public async Task A_slug_leads_to_one_venue()
    {
        var (venue, other) = (new LoggedVenue(), new LoggedVenue());
        await StoreAsync(venue.Open(), other.Open());
        Assert.Equal(venue.Id, await Log.FindVenueAsync(venue.Slug, Token));
        Assert.Equal([AppendResult.SlugTaken], await StoreAsync(new LoggedVenue { Slug = venue.Slug }.Open()));

        Assert.False(await Log.ClaimSlugAsync(other.Id, venue.Slug, Token));
        var claimed = $"claimed-{venue.Slug}";
        Assert.True(await Log.ClaimSlugAsync(venue.Id, claimed, Token));
        Assert.True(await Log.ClaimSlugAsync(venue.Id, claimed, Token));
        Assert.Equal((venue.Id, venue.Id), (await Log.FindVenueAsync(venue.Slug, Token), await Log.FindVenueAsync(claimed, Token)));
    }

    [Fact]
    public async Task Of_the_slugs_of_a_venue_the_one_it_says_it_keeps_stays()
    {
        var venue = new LoggedVenue();
        await StoreAsync(venue.Open());
        var claimed = $"claimed-{venue.Slug}";
        await Log.ClaimSlugAsync(venue.Id, claimed, Token);
        await StoreAsync(venue.Do(new ChangeVenue { Slug = claimed }));
        Assert.Equal((null, venue.Id), (await Log.FindVenueAsync(venue.Slug, Token), await Log.FindVenueAsync(claimed, Token)));
        Assert.False(await Log.ClaimSlugAsync(new LoggedVenue().Id, "never-opened", Token));
    }

    [Fact]
    public async Task A_stale_version_is_refused_while_the_rest_of_the_batch_commits()
    {
        var (ours, other, third) = (new LoggedRoom(), new LoggedRoom(), new LoggedRoom());
        await StoreAsync(ours.Open(), other.Open());
        var stale = ours.Join("Stale") with { NextDeadline = LoggedRoom.Start };
        var theirs = stale with { Events = [stale.Events[0] with { Personal = new PersonalData("Theirs") }], NextDeadline = null };
        await StoreAsync(theirs);

        var results = await StoreAsync(other.Join(), stale, third.Open());

        Assert.Equal([AppendResult.Committed, AppendResult.Fenced, AppendResult.Committed], results);
        Assert.Equal(other.Bytes, await LoadBytesAsync(other));
        Assert.Equal(third.Bytes, await LoadBytesAsync(third));
        var kept = (WaitlistState)LoggedRoom.Fold(await Log.LoadAsync(ours.Id, Token));
        Assert.Equal("Theirs", Assert.Single(kept.Parties).Name);
        Assert.DoesNotContain(await Log.DueAsync(LoggedRoom.Start, Token), due => due.Id == ours.Id);
    }

    [Fact]
    public async Task A_version_ahead_of_the_stored_one_is_refused()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open());
        room.Join("Lost");

        Assert.Equal([AppendResult.Fenced], await StoreAsync(room.Join("After")));
        Assert.Equal(1, (await Log.LoadAsync(room.Id, Token))?.Version);
    }

    [Fact]
    public async Task Two_appends_to_one_version_in_one_batch_store_the_first_only()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open());
        var first = room.Join("First");

        Assert.Equal([AppendResult.Committed, AppendResult.Fenced], await StoreAsync(first, first));
        Assert.Equal(room.Bytes, await LoadBytesAsync(room));
    }

    [Fact]
    public async Task A_batch_with_an_append_that_cannot_be_stored_stores_nothing_of_any_room_and_the_log_goes_on()
    {
        var (good, bad) = (new LoggedRoom(), new LoggedRoom());
        await StoreAsync(good.Open(), bad.Open());
        var joined = good.Join();

        // The same id twice is what no fence foresees.
        var again = bad.Open() with { Opening = new Opening(RoomKinds.Waitlist, null, null) };
        await Assert.ThrowsAsync<AppendException>(() => StoreAsync(joined, again));
        Assert.Equal(1, (await Log.LoadAsync(good.Id, Token))?.Version);

        Assert.Equal([AppendResult.Committed], await StoreAsync(joined));
        Assert.Equal(good.Bytes, await LoadBytesAsync(good));
    }

    [Fact]
    public async Task Opening_with_a_taken_code_is_refused_and_stores_nothing()
    {
        var (first, second, third) = (new LoggedRoom("BCDFGH"), new LoggedRoom("BCDFGH"), new LoggedRoom("BCDFGH"));

        Assert.Equal([AppendResult.Committed, AppendResult.CodeTaken], await StoreAsync(first.Open(), second.Open()));
        Assert.Equal([AppendResult.CodeTaken], await StoreAsync(third.Open(new CommandKey("key", "print"))));

        Assert.Equal(first.Id, await Log.FindRoomAsync(first.Code, Token));
        Assert.Null(await Log.LoadAsync(second.Id, Token));
        Assert.Null(await Log.LoadAsync(third.Id, Token));
        Assert.Null(await Log.FindCreatedAsync("key", DateTimeOffset.UnixEpoch, Token));
    }

    [Fact]
    public async Task Opening_with_a_taken_key_is_refused_and_stores_nothing()
    {
        var (first, second) = (new LoggedRoom(), new LoggedRoom());
        await StoreAsync(first.Open(new CommandKey("key", "first")));

        Assert.Equal([AppendResult.KeyTaken], await StoreAsync(second.Open(new CommandKey("key", "second"))));

        Assert.Null(await Log.LoadAsync(second.Id, Token));
        Assert.Null(await Log.FindRoomAsync(second.Code, Token));
        Assert.Equal(new CreatedRoom(first.Id, "first"), await Log.FindCreatedAsync("key", DateTimeOffset.UnixEpoch, Token));
    }

    [Fact]
    public async Task A_create_key_is_free_again_after_24_hours()
    {
        var (first, tooEarly, later) = (new LoggedRoom(), new LoggedRoom(), new LoggedRoom());
        await StoreAsync(first.Open(new CommandKey("key", "first")));
        var day = LoggedRoom.Start + TimeSpan.FromHours(24);

        var early = tooEarly.Open(new CommandKey("key", "early"), day - TimeSpan.FromMilliseconds(1));
        Assert.Equal([AppendResult.KeyTaken], await StoreAsync(early));
        Assert.Null(await Log.FindCreatedAsync("key", LoggedRoom.Start, Token));

        Assert.Equal([AppendResult.Committed], await StoreAsync(later.Open(new CommandKey("key", "later"), day)));
        Assert.Equal(new CreatedRoom(later.Id, "later"), await Log.FindCreatedAsync("key", LoggedRoom.Start, Token));
    }

    [Theory]
    [InlineData("Zoë Ångström")]
    [InlineData("מסעדה 🍝 👩‍👩‍👧‍👦")]
    [InlineData("'; DROP TABLE rooms; --")]
    [InlineData("\"quoted\" \\ \u0001 \u2028")]
    public async Task Names_of_every_script_come_back_as_they_were(string name)
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open(name: name), room.Join(name));
        Assert.Equal(room.Bytes, await LoadBytesAsync(room));

        await StoreAsync(room.WithCheckpoint(room.Join(name)));
        Assert.Equal(room.Bytes, await LoadBytesAsync(room));
        Assert.Equal(name, ((WaitlistState)LoggedRoom.Fold(await Log.LoadAsync(room.Id, Token))).EventName);
    }

    [Fact]
    public async Task A_large_room_comes_back_from_its_events_and_from_its_checkpoint()
    {
        var room = new LoggedRoom();
        Append[] appends = [room.Open(), .. Enumerable.Range(0, 900).Select(i => room.Join($"{i} {new string('ß', 150)}", 1))];
        Assert.All(await StoreAsync(appends), result => Assert.Equal(AppendResult.Committed, result));
        Assert.Equal(room.Bytes, await LoadBytesAsync(room));

        await StoreAsync(room.WithCheckpoint(room.Join()));
        var stored = await Log.LoadAsync(room.Id, Token);
        Assert.Empty(stored?.Events ?? []);
        Assert.Equal(room.Bytes, RoomJson.WriteState(LoggedRoom.Fold(stored)));
    }

    [Fact]
    public async Task A_load_gives_the_newest_checkpoint_and_only_the_events_after_it()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open(), room.WithCheckpoint(room.Join("Ann")), room.WithCheckpoint(room.Join("Bo")));
        await StoreAsync(room.Join("Cy"), room.Do(new Advance(null, null)));

        var stored = await Log.LoadAsync(room.Id, Token);

        Assert.Equal((5, 3), (stored?.Version, stored?.Checkpoint?.Version));
        Assert.Equal([typeof(PartyJoined), typeof(PartyCalled)], stored?.Events.Select(happened => happened.GetType()));
        Assert.Equal(room.Bytes, RoomJson.WriteState(LoggedRoom.Fold(stored)));
    }

    [Fact]
    public async Task A_checkpoint_alone_changes_no_version()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open(), room.Join());

        var checkpoint = room.WithCheckpoint(room.Do(new DeadlinePassed()));
        Assert.Empty(checkpoint.Events);
        Assert.Equal([AppendResult.Committed], await StoreAsync(checkpoint));

        var stored = await Log.LoadAsync(room.Id, Token);
        Assert.Equal((2, 2), (stored?.Version, stored?.Checkpoint?.Version));
    }

    [Fact]
    public async Task Kept_answers_come_back_with_the_room()
    {
        var room = new LoggedRoom();
        await StoreAsync(room.Open(), room.Do(new Join(new PartyId(Guid.NewGuid()), "Ann", 2, PartySource.Guest), new CommandKey("k", "f")));

        var answers = LoggedRoom.Fold(await Log.LoadAsync(room.Id, Token)).Answers;
        Assert.Equal("f", answers.Find("k", LoggedRoom.Start)?.Fingerprint);
        Assert.Equal(room.Bytes, await LoadBytesAsync(room));
    }

    [Fact]
    public async Task Due_rooms_come_earliest_first_and_each_with_its_newest_deadline()
    {
        var (early, late, closed, never) = (new LoggedRoom(), new LoggedRoom(), new LoggedRoom(), new LoggedRoom());
        var now = LoggedRoom.Start;
        await StoreAsync(
            late.Open(closesAt: now.AddMinutes(3)), early.Open(closesAt: now.AddMinutes(1)),
            closed.Open(closesAt: now.AddMinutes(2)), never.Open(closesAt: now.AddMinutes(30)));
        await StoreAsync(closed.Do(new Close()));

        var due = await Log.DueAsync(now.AddMinutes(3), Token);
        Assert.Equal([new DueRoom(early.Id, now.AddMinutes(1)), new DueRoom(late.Id, now.AddMinutes(3))], due);
        Assert.Empty(await Log.DueAsync(now, Token));

        await StoreAsync(late.Join() with { NextDeadline = now });
        Assert.Equal([late.Id, early.Id], (await Log.DueAsync(now.AddMinutes(3), Token)).Select(room => room.Id));
    }

    [Fact]
    public async Task The_outbox_gives_every_event_of_a_commit_in_order_and_once()
    {
        var room = new LoggedRoom();
        var open = room.Open();
        var joins = (room.Join("Ann"), room.Join("Bo"), room.Join("Cy"));
        var together = joins.Item1 with { Events = [.. joins.Item1.Events, .. joins.Item2.Events, .. joins.Item3.Events] };
        await StoreAsync(open, together);

        var entries = await Log.ReadOutboxAsync(10, Token);
        Assert.Equal([1, 2], entries.Select(entry => entry.Events[0].Version));
        Assert.Equal(open.Events.Concat(together.Events).Select(RoomJson.WriteEvent), entries.SelectMany(entry => entry.Events).Select(stored => RoomJson.WriteEvent(stored.Happened)));
        Assert.All(entries, entry => Assert.Equal(room.Id, entry.Room));
    }

    [Fact]
    public async Task The_last_sign_of_life_is_kept()
    {
        Assert.Null(await Log.LastAliveAsync(Token));
        await Log.SaveAliveAsync(LoggedRoom.Start, Token);
        await Log.SaveAliveAsync(LoggedRoom.Start.AddMilliseconds(1234), Token);
        Assert.Equal(LoggedRoom.Start.AddMilliseconds(1234), await Log.LastAliveAsync(Token));
    }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected Task<IReadOnlyList<AppendResult>> StoreAsync(params Append[] appends) => Log.AppendAsync(appends, Token);

    private protected async Task<byte[]> LoadBytesAsync(LoggedRoom room) =>
        RoomJson.WriteState(LoggedRoom.Fold(await Log.LoadAsync(room.Id, Token)));
}
