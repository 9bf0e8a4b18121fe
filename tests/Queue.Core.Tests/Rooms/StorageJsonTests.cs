using System.Text;
using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Rooms;

public sealed class StorageJsonTests
{
    private static Spec Busy => Open(WaitlistOptions.Restaurant())
        .When(Joining(Ann, "Ann"), At(1), Key("a"))
        .When(Joining(Bob, "Bob", 5), At(2))
        .When(new Join(Cem, null, 3, PartySource.Kiosk), At(3))
        .When(Joining(Dua, "Dua"), At(4))
        .When(new Call(Cem, null), At(5), Key("b"))
        .When(new Call(Ann, null), At(6))
        .When(new DeclareNearby(Dua), At(7))
        .When(new Kick(Bob), At(8))
        .When(new Restore(Bob, null), At(9))
        .When(new Kick(Bob), At(10));

    [Fact]
    public void A_checkpoint_reads_back_to_the_same_bytes() =>
        Assert.Equal(Spec.Bytes(Busy.State), Spec.Bytes(RoomJson.ReadState(RoomJson.WriteState(Busy.State))));

    [Fact]
    public void A_room_read_back_shows_the_same_views()
    {
        var before = Busy.View;
        var after = Spec.Given(RoomJson.ReadState(RoomJson.WriteState(Busy.State))).View;
        Assert.Equal(
            JsonSerializer.Serialize(before.Host(), ViewJson.Wire.QueueUpdate),
            JsonSerializer.Serialize(after.Host(), ViewJson.Wire.QueueUpdate));
        Assert.Equal(before.Guest(Dua), after.Guest(Dua));
        Assert.Equal(before.Guest(Bob), after.Guest(Bob));
    }

    [Fact]
    public void Equal_stories_give_equal_bytes() => Assert.Equal(Spec.Bytes(Busy.State), Spec.Bytes(Busy.State));

    [Fact]
    public void Ended_parties_are_stored_in_the_order_of_their_tickets_and_not_of_their_ids()
    {
        PartyId[] joined = [Eve, Bob, Dua, Ann, Cem];
        var room = joined.Aggregate(Open(), (spec, party) => spec.When(Joining(party), At(5)));
        room = new[] { Ann, Dua, Eve, Cem, Bob }.Aggregate(room, (spec, party) => spec.When(new Leave(party), At(6)));
        Assert.Equal(joined, room.State.Finished.InOrder.Select(finished => finished.Party.Id));
        var stored = JsonDocument.Parse(RoomJson.WriteState(room.State)).RootElement.GetProperty("finished").EnumerateArray();
        Assert.Equal([1, 2, 3, 4, 5], stored.Select(finished => finished.GetProperty("party").GetProperty("ticket").GetInt32()));
    }

    [Fact]
    public void A_stored_event_names_nobody_and_its_personal_part_does()
    {
        var joined = Assert.IsType<PartyJoined>(Open().When(Joining(Ann, "Ann"), At(1)).Decision.Events[0]) with { Basis = null };
        Assert.Equal(
            """{"type":"party_joined","ticket":1,"size":2,"source":"guest","quotedLowMs":0,"quotedHighMs":600000,"party":"00000001-0000-4000-8000-000000000001","at":1772474401000}""",
            Encoding.UTF8.GetString(RoomJson.WriteEvent(joined)));
        Assert.Equal("""{"name":"Ann"}""", Encoding.UTF8.GetString(RoomJson.WritePersonal(joined.Personal) ?? []));
    }

    [Fact]
    public void An_event_is_put_together_from_its_two_parts()
    {
        var joined = Open().When(Joining(Ann, "Ann"), At(1)).Decision.Events[0];
        Assert.Equal(joined, RoomJson.ReadEvent(RoomJson.WriteEvent(joined), RoomJson.WritePersonal(joined.Personal)));
        Assert.Equal(joined with { Personal = null }, RoomJson.ReadEvent(RoomJson.WriteEvent(joined), []));
    }

    [Fact]
    public void Without_personal_data_there_is_no_personal_part() => Assert.Null(RoomJson.WritePersonal(null));

    [Fact]
    public void Erasing_every_name_leaves_the_rest_of_the_story_as_it_was()
    {
        var events = Story();
        var kept = Spec.Replay(null, events);
        var erased = Spec.Replay(null, events.Select(happened => happened with { Personal = null }));
        Assert.Equal(Unnamed(kept), Unnamed(erased));
        Assert.DoesNotContain("Ann", Spec.Bytes(erased), StringComparison.Ordinal);
    }

    [Fact]
    public void A_room_whose_names_were_erased_goes_on()
    {
        var erased = Spec.Given([.. Story().Select(happened => happened with { Personal = null })]);
        erased.When(new Seat(Ann, null), At(60)).When(Joining(Eve, "Ann"), At(61)).When(new Close(), At(62)).ThenAccepted();
    }

    [Fact]
    public void Metadata_in_any_order_is_read() =>
        Assert.Equal(
            new PartyLeft(Ann, Actor.Guest) { At = At(1) },
            RoomJson.ReadEvent(
                """{"at":1772474401000,"by":"guest","party":"00000001-0000-4000-8000-000000000001","type":"party_left"}"""u8, []));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"unheard_of"}""")]
    [InlineData("""{"type":"party_left","party":"not an id","by":"guest","at":1}""")]
    [InlineData("""{"type":"party_left","party":"00000001-0000-4000-8000-000000000001","by":"nobody","at":1}""")]
    [InlineData("{")]
    public void What_is_no_event_is_refused(string json) =>
        Assert.ThrowsAny<Exception>(() => RoomJson.ReadEvent(Encoding.UTF8.GetBytes(json), []));

    private static List<RoomEvent> Story()
    {
        List<RoomEvent> events = [];
        var spec = Keep(Spec.Given(Create(WaitlistOptions.Restaurant()), Start));
        spec = Keep(spec.When(Joining(Ann, "Ann"), At(1), Key("a")));
        spec = Keep(spec.When(Joining(Bob, "Annika"), At(2)));
        spec = Keep(spec.When(new Call(Ann, null), At(3), Key("b")));
        Keep(spec.When(new Leave(Bob), At(4)));
        return events;

        Spec Keep(Spec step)
        {
            events.AddRange(step.Decision.Events);
            return step;
        }
    }

    private static string Unnamed(RoomState state)
    {
        var views = new WaitlistView(Assert.IsType<WaitlistState>(state));
        return JsonSerializer.Serialize(views.Public(), ViewJson.Wire.PublicQueueUpdate) + views.Guest(Ann) + views.Guest(Bob)
            + state.Version + RoomLogic.NextDeadline(state);
    }
}
