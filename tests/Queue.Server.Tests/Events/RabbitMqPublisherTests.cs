using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Queue.Server.Events;
using Queue.Server.Events.RabbitMq;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

[Collection(RabbitCollection.Name)]
public sealed class RabbitMqPublisherTests(TestBroker rabbit) : EventPublisherContract, IAsyncLifetime
{
    private readonly ManualTime time = new();
    private BrokerHost? host;

    private protected override IEventPublisher Publisher => host!.Services.GetRequiredService<IEventPublisher>();

    private DeadLetters Letters => host!.Services.GetRequiredService<DeadLetters>();

    public async ValueTask InitializeAsync()
    {
        await rabbit.ClearAsync();
        host = await BrokerHost.StartAsync(rabbit, time, Analytics, Push);
    }

    public ValueTask DisposeAsync() => host!.DisposeAsync();

    [Fact]
    public async Task I11_A_message_that_no_delivery_can_handle_becomes_a_dead_letter_and_its_neighbours_do_not()
    {
        var messages = Evening(10);
        Analytics.Refuses = message => message.Version == 4;
        await HandOverAsync(messages);

        await UntilAsync("it is a dead letter", async () => await Letters.CountAsync(Analytics.Name, CancellationToken.None) == 1);
        Assert.Contains($"{messages[3].Id} PartyJoined", (await Letters.DescribeAsync(Analytics.Name, 10, CancellationToken.None)).Single(), StringComparison.Ordinal);
        Assert.True(HasAll(Analytics, [.. messages.Where(message => message.Version != 4)]));
        Assert.True(HasAll(Push, messages));
        Assert.Equal(0, await Letters.CountAsync(Push.Name, CancellationToken.None));

        Analytics.Refuses = _ => false;
        Assert.Equal(1, await Letters.ReplayAsync(Analytics.Name, CancellationToken.None));
        await UntilAsync("it is handled", () => Task.FromResult(HasAll(Analytics, messages)));
        Assert.Equal(0, await Letters.CountAsync(Analytics.Name, CancellationToken.None));
    }

    [Fact]
    public async Task A_message_that_reaches_no_queue_of_one_handler_is_not_handed_over()
    {
        await HandOverAsync(Evening(1));
        await rabbit.UnbindAsync(RabbitMqQueues.Of(Push.Name));

        await Assert.ThrowsAsync<MessageReturnedException>(() => Publisher.PublishAsync(Evening(1), CancellationToken.None));
    }

    private protected override Task WaitAsync(string what, Func<bool> condition) => UntilAsync(what, () => Task.FromResult(condition()));

    // Pauses between deliveries are by the server's clock.
    private Task UntilAsync(string what, Func<Task<bool>> condition) => Eventually.TrueAsync(
        what,
        async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return await condition();
        },
        BrokerEvening.Longest);
}
