using RabbitMQ.Client.Exceptions;

namespace Queue.Server.Events.RabbitMq;

/// <summary>
/// The commands <c>dead-letters</c> and <c>replay-dead-letters</c>. They read the settings and talk to the broker; the data folder is
/// not theirs, a running server holds it.
/// </summary>
internal static class DeadLetterCommands
{
    private const int Shown = 10;

    public static Task<int> ShowAsync(IConfiguration configuration) => ForEachAsync(configuration, async (letters, handler) =>
    {
        Console.WriteLine($"{RabbitMqQueues.DeadOf(handler)}: {await letters.CountAsync(handler, CancellationToken.None)}");
        foreach (var letter in await letters.DescribeAsync(handler, Shown, CancellationToken.None))
        {
            Console.WriteLine("  " + letter);
        }
    });

    public static Task<int> ReplayAsync(IConfiguration configuration) => ForEachAsync(configuration, async (letters, handler) => Console.WriteLine(
        $"{await letters.ReplayAsync(handler, CancellationToken.None)} went back to {RabbitMqQueues.Of(handler)}."));

    private static async Task<int> ForEachAsync(IConfiguration configuration, Func<DeadLetters, string, Task> work)
    {
        if (RabbitMqAddress.Of(configuration) is not { } address)
        {
            await Console.Error.WriteLineAsync(
                "No broker is configured, so there are no dead letters. Set ConnectionStrings__RabbitMq as for the server.");
            return 2;
        }

        await using var letters = new DeadLetters(address);
        try
        {
            foreach (var handler in HandlerNames.All)
            {
                await work(letters, handler);
            }

            return 0;
        }
        catch (BrokerUnreachableException e)
        {
            await Console.Error.WriteLineAsync($"RabbitMQ is not reached: {(e.InnerException ?? e).Message}");
            return 1;
        }
    }
}
