using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Queue.Server.Events.RabbitMq;

/// <summary>Counts, shows and moves back what could not be handled. Talks to the broker alone, so it works beside a running server.</summary>
internal sealed class DeadLetters(RabbitMqAddress address) : IAsyncDisposable
{
    private const ushort QueueMissing = 404;
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private IConnection? connection;

    /// <summary>How many there are of a handler.</summary>
    public Task<long> CountAsync(string handler, CancellationToken cancellationToken) => OnChannelAsync(
        async channel => (long)await channel.MessageCountAsync(RabbitMqQueues.DeadOf(handler), cancellationToken), cancellationToken);

    /// <summary>What the oldest ones are and why they are here. They stay.</summary>
    public async Task<IReadOnlyList<string>> DescribeAsync(string handler, int most, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await OnChannelAsync(
            async channel =>
            {
                // Not acknowledged, so they go back when the channel closes.
                while (found.Count < most && await GetAsync(channel, handler, cancellationToken) is { } letter)
                {
                    found.Add(Describe(letter));
                }

                return found.Count;
            },
            cancellationToken);
        return found;
    }

    /// <summary>Moves those that are here now back to their queue, each with its confirmation, and gives how many.</summary>
    public Task<long> ReplayAsync(string handler, CancellationToken cancellationToken) => OnChannelAsync(
        async channel =>
        {
            long moved = 0, most = await channel.MessageCountAsync(RabbitMqQueues.DeadOf(handler), cancellationToken);
            while (moved < most && await GetAsync(channel, handler, cancellationToken) is { } letter)
            {
                var properties = new BasicProperties { Persistent = true, MessageId = letter.BasicProperties.MessageId };
                await channel.BasicPublishAsync(
                    "", RabbitMqQueues.Of(handler), mandatory: true, properties, letter.Body, cancellationToken);
                await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellationToken);
                moved++;
            }

            return moved;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private static Task<BasicGetResult?> GetAsync(IChannel channel, string handler, CancellationToken cancellationToken) =>
        channel.BasicGetAsync(RabbitMqQueues.DeadOf(handler), autoAck: false, cancellationToken);

    private static string Describe(BasicGetResult letter)
    {
        try
        {
            var message = JsonSerializer.Deserialize<EventEnvelope>(letter.Body.Span, JsonSerializerOptions.Web)?.Read()
                ?? throw new JsonException("The message is null.");
            return $"{message.Id} {message.Happened.GetType().Name}: no delivery could be handled; the server's log says why";
        }
        catch (JsonException e)
        {
            return $"{letter.BasicProperties.MessageId ?? "no id"}: not an event of this program. {e.Message}";
        }
    }

    // A queue that is not there yet has nothing in it. The broker closes the channel for the question.
    private async Task<long> OnChannelAsync(Func<IChannel, Task<long>> work, CancellationToken cancellationToken)
    {
        if (connection is not { IsOpen: true })
        {
            await DisposeAsync();
            connection = await RabbitMqConnection.OpenAsync(address, cancellationToken);
        }

        await using var channel = await connection.CreateChannelAsync(Confirmed, cancellationToken);
        try
        {
            return await work(channel);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == QueueMissing)
        {
            return 0;
        }
    }
}
