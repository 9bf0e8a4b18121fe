using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Events;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

/// <summary>What the relay may expect of every way out.</summary>
public abstract class EventPublisherContract
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private protected RecordingHandler Analytics { get; } = new(HandlerNames.Analytics);

    private protected RecordingHandler Push { get; } = new(HandlerNames.Push);

    private protected abstract IEventPublisher Publisher { get; }

    [Fact]
    public async Task Every_handler_gets_every_message_as_it_was_without_what_names_a_person()
    {
        var messages = Evening(300);
        await HandOverAsync(messages);

        foreach (var handler in new[] { Analytics, Push })
        {
            await WaitAsync($"{handler.Name} has all", () => handler.Received.Count >= messages.Count);
            Assert.Equal(messages, handler.Received.OrderBy(message => message.Version));
        }
    }

    [Fact]
    public async Task A_message_that_is_handed_over_again_has_the_same_id()
    {
        var messages = Evening(3);
        await HandOverAsync(messages);
        await HandOverAsync(messages);

        await WaitAsync("both came", () => Push.Received.Count >= 6);
        Assert.Equal(messages.Select(message => message.Id).Order(), Push.Received.Select(message => message.Id).Distinct().Order());
    }

    [Fact]
    public async Task A_handler_that_fails_gets_the_messages_again_and_holds_up_no_other()
    {
        var messages = Evening(20);
        Analytics.Failures = 2;
        await HandOverAsync(messages);

        await WaitAsync("push has all", () => HasAll(Push, messages));
        await WaitAsync("analytics has all", () => HasAll(Analytics, messages));
    }

    private protected virtual Task WaitAsync(string what, Func<bool> condition) => Eventually.TrueAsync(what, condition);

    private protected static bool HasAll(RecordingHandler handler, IReadOnlyList<EventMessage> messages) =>
        messages.All(message => handler.Received.Contains(message));

    // As the relay does: again until it works.
    private protected Task HandOverAsync(IReadOnlyList<EventMessage> messages) => Eventually.TrueAsync(
        "the messages are handed over",
        async () => await Record.ExceptionAsync(() => Publisher.PublishAsync(messages, CancellationToken.None)) is null,
        Longest);

    private protected static List<EventMessage> Evening(int events)
    {
        var room = RoomId.From(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray());
        return [.. Enumerable.Range(1, events).Select(version => EventMessage.Of(1, room, version, new PartyJoined(
            new PartyId(Guid.NewGuid()), version, 2, PartySource.Guest, 0, 600_000)
        {
            At = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000 + version),
            Personal = new PersonalData("Ann"),
        }))];
    }
}

public sealed class InProcessPublisherTests : EventPublisherContract
{
    private InProcessPublisher? publisher;

    private protected override IEventPublisher Publisher => publisher ??= new InProcessPublisher([Analytics, Push]);

    [Fact]
    public async Task Messages_come_in_the_order_in_which_they_were_handed_over()
    {
        var messages = Evening(100);
        await HandOverAsync(messages);

        Assert.Equal(messages, Push.Received);
    }
}
