using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Chat;

public sealed class ChatTests
{
    [Fact]
    public void Messages_notifications_and_renames_count_one_two_three()
    {
        var spec = Opened();
        Assert.Equal((0, 1), (Room(spec).LastSeq, Room(spec).FirstSeq));
        spec = spec.When(Post("hi"), At(1));
        Assert.Equal(1, spec.Reply<ItemPosted>().Seq);
        spec = spec.When(Publish("deployed"), At(2));
        Assert.Equal(2, spec.Reply<ItemPosted>().Seq);
        spec = spec.When(new ChangeChat { Name = "Kitchen", PublicRead = true }, At(3));
        Assert.Equal((3, "Kitchen", true), (Room(spec).LastSeq, Room(spec).Name, Room(spec).Options.PublicRead));
        Assert.Equal(4, spec.When(Post("bye"), At(4)).Reply<ItemPosted>().Seq);
    }

    [Fact]
    public void Tokens_hooks_and_kept_answers_take_no_number()
    {
        var spec = Opened().When(new IssueToken(Token("t1")), At(1)).When(new AddHook("h1"), At(2)).When(Post("hi"), At(3), Key());
        Assert.Equal(1, Room(spec).LastSeq);
        Assert.Equal(2, spec.When(Post("there"), At(4)).Reply<ItemPosted>().Seq);
    }

    [Fact]
    public void R8_a_message_that_is_sent_again_is_one_message()
    {
        var spec = Opened().When(Post("hi"), At(1), Key());
        spec.When(Post("hi"), At(2), Key()).Then().ThenReply(spec.Reply<ItemPosted>());
    }

    [Fact]
    public void What_was_said_is_personal_and_not_in_the_state()
    {
        var spec = Opened().When(Post("secret"), At(1));
        Assert.DoesNotContain("secret", Spec.Bytes(spec.Room), StringComparison.Ordinal);
        Assert.Equal(("Ann", "secret"), (spec.Decision.Events[0].Personal!.Name, spec.Decision.Events[0].Personal!.Content));
    }

    [Fact]
    public void Changing_to_what_is_already_so_changes_nothing() =>
        Opened().When(new ChangeChat { Name = "Bar", PublicRead = false, KeepDays = 0 }, At(1)).Then();

    [Fact]
    public void Two_who_change_different_things_do_not_undo_each_other()
    {
        var spec = Opened().When(new ChangeChat { KeepMessages = 50 }, At(1)).When(new ChangeChat { Name = "Kitchen" }, At(2));
        Assert.Equal(("Kitchen", 50), (Room(spec).Name, Room(spec).Options.KeepMessages));
        Assert.Null(Room(spec.When(new ChangeChat { KeepMessages = 0 }, At(3))).Options.KeepMessages);
    }

    [Fact]
    public void F2_a_post_by_hook_is_taken_once()
    {
        var spec = Opened().When(Publish("deployed", "sig"), At(1));
        spec.When(Publish("deployed", "sig"), At(2)).ThenRejected("hook_replayed");
        spec.When(Publish("deployed", "other"), At(2)).ThenAccepted();
    }

    [Fact]
    public void Posts_by_hook_are_remembered_for_longer_than_their_time_is_accepted()
    {
        var spec = Opened().When(Publish("a", "1"), At(0)).When(Publish("a", "2"), At(600)).When(Publish("a", "3"), At(661));
        Assert.Equal(["2", "3"], Room(spec).HookPosts.Select(post => post.Signature));
    }

    [Fact]
    public void A_room_that_keeps_ten_messages_forgets_in_steps_and_never_more()
    {
        var spec = Opened(new ChatOptions(KeepMessages: 10));
        for (var i = 1; i <= 100; i++)
        {
            spec = spec.When(Post($"{i}"), At(i));
            Assert.InRange(Room(spec).Kept, Math.Min(i, 10), 10 + ChatLimits.ForgetTogether);
            Assert.Equal(i, Room(spec).LastSeq);
        }
    }

    [Fact]
    public void A_room_that_keeps_two_days_forgets_the_oldest_day_at_midnight()
    {
        var evening = new DateTimeOffset(2026, 3, 6, 22, 0, 0, TimeSpan.Zero);
        var spec = Opened(new ChatOptions(KeepDays: 2), evening);
        spec = spec.When(Post("fri"), evening).When(Post("fri"), evening).When(Post("sat"), evening.AddDays(1));
        var due = new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(due, RoomLogic.NextDeadline(spec.Room));

        spec = spec.When(new DeadlinePassed(), due).Then(new ItemsForgotten(2) { At = due });
        Assert.Equal((3, 3), (Room(spec).FirstSeq, Room(spec).LastSeq));
        spec = spec.When(new DeadlinePassed(), due.AddDays(1)).Then(new ItemsForgotten(3) { At = due.AddDays(1) });
        Assert.Equal(0, Room(spec).Kept);
        Assert.Null(RoomLogic.NextDeadline(spec.Room));
        Assert.Equal(4, spec.When(Post("mon"), due.AddDays(1)).Reply<ItemPosted>().Seq);
    }

    [Fact]
    public void A_token_is_there_until_it_is_revoked_or_runs_out()
    {
        var spec = Opened().When(new IssueToken(Token("t1", 60)), At(1)).When(new IssueToken(Token("t2", 900)), At(2));
        Assert.Equal(["t1", "t2"], Room(spec).Tokens.Select(token => token.Id));
        spec = spec.When(new IssueToken(Token("t3", 900)), At(61)).When(new RevokeToken("t2"), At(62));
        Assert.Equal(["t3"], Room(spec).Tokens.Select(token => token.Id));
        spec.When(new RevokeToken("t2"), At(63)).Then();
    }

    [Fact]
    public void Open_tokens_and_hooks_are_bounded()
    {
        var spec = Opened();
        for (var i = 0; i < ChatLimits.Tokens; i++)
        {
            spec = spec.When(new IssueToken(Token($"t{i}")), At(1));
        }

        spec.When(new IssueToken(Token("more")), At(2)).ThenRejected("too_many_tokens");
        spec.When(new IssueToken(Token("later", 90_000)), At(3600)).ThenAccepted();
        for (var i = 0; i < ChatLimits.Hooks; i++)
        {
            spec = spec.When(new AddHook($"h{i}"), At(2));
        }

        spec.When(new AddHook("more"), At(3)).ThenRejected("too_many_hooks");
        spec.When(new RemoveHook("h0"), At(3)).When(new AddHook("more"), At(4)).ThenAccepted();
    }

    [Fact]
    public void A_deleted_room_takes_nothing_more_and_keeps_nothing()
    {
        var spec = Opened().When(Post("hi"), At(1)).When(new IssueToken(Token("t1")), At(1)).When(new DeleteChat(), At(2));
        Assert.True(Room(spec).Deleted);
        Assert.Equal((0, 0), (Room(spec).Kept, Room(spec).Tokens.Count));
        spec.When(Post("still"), At(3)).ThenRejected("room_deleted");
        spec.When(new DeleteChat(), At(3)).Then();
    }

    internal static Spec Opened(ChatOptions? options = null, DateTimeOffset? at = null) => Spec.Given(RoomLogic.Decide(
        null, new CreateChat(RoomId.From(new byte[32]), new OwnerId("own_1"), "Bar", options ?? new ChatOptions()), null, at ?? Start).State);

    internal static PostMessage Post(string content) => new(new ChatMessage(Guid.Empty, "Ann", SenderType.Human, content, null));

    internal static PublishNotification Publish(string type, string? signature = null) =>
        new(new ChatNotification(Guid.Empty, type, "{\"a\":1}"), signature);

    internal static ChatToken Token(string id, int seconds = 600) => new(id, ChatRole.Read, At(seconds));

    private static ChatState Room(Spec spec) => Assert.IsType<ChatState>(spec.Room);
}
