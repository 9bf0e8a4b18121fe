using Queue.Server.Analytics;
using Queue.Server.Events;
using Queue.Server.Events.RabbitMq;
using Queue.Server.Storage;

namespace Queue.Server;

/// <summary>
/// What an operator runs: <c>reset-admin-key</c> and <c>rebuild-analytics</c> on a stopped server; <c>health</c> beside a running one,
/// and <c>dead-letters</c> and <c>replay-dead-letters</c> with or without one, as these touch the broker alone.
/// </summary>
internal static class Commands
{
    private const int RoomsAtOnce = 100;

    /// <summary>Runs the command that the arguments name; null when they name none, so that the server starts.</summary>
    public static async Task<int?> TryRunAsync(
        string[] args, Func<string[], IServiceProvider> build, Func<string[], IConfiguration> configure)
    {
        if (args is not [var name, ..] || name.StartsWith('-'))
        {
            return null;
        }

        switch (name)
        {
            case "health":
                return await HealthCommand.RunAsync(args[1..]);
            case "reset-admin-key":
                return ResetAdminKey(build(args[1..]));
            case "rebuild-analytics":
                return await RebuildAnalyticsAsync(build(args[1..]));
            case "dead-letters":
                return await DeadLetterCommands.ShowAsync(configure(args[1..]));
            case "replay-dead-letters":
                return await DeadLetterCommands.ReplayAsync(configure(args[1..]));
            default:
                await Console.Error.WriteLineAsync(
                    $"'{name}' is no command. There are health, reset-admin-key, rebuild-analytics, dead-letters and replay-dead-letters.");
                return 2;
        }
    }

    private static int ResetAdminKey(IServiceProvider services)
    {
        var folder = services.GetRequiredService<DataFolder>();
        var secrets = Secrets.ResetAdminKey(folder, services.GetRequiredService<Secrets>());
        Console.WriteLine($"The new admin key, shown only now: {secrets.NewAdminKey}");
        return 0;
    }

    // The log is replayed from its beginning; what the relay has not handed over yet is counted once, as the ids are the same.
    private static async Task<int> RebuildAnalyticsAsync(IServiceProvider services)
    {
        var (log, analytics) = (services.GetRequiredService<IEventLog>(), services.GetRequiredService<AnalyticsStore>());
        await analytics.ForgetAsync();
        long after = 0, events = 0;
        while (await log.ReadHistoryAsync(after, RoomsAtOnce, CancellationToken.None) is { Count: > 0 } rooms)
        {
            foreach (var room in rooms)
            {
                var messages = room.Events.Select(stored => EventMessage.Of(log.Epoch, room.Room, stored.Version, stored.Happened));
                await analytics.HandleAsync([.. messages], CancellationToken.None);
                (after, events) = (room.Id, events + room.Events.Count);
            }
        }

        Console.WriteLine($"Visits and quotes were made again from {events} events.");
        return 0;
    }
}
