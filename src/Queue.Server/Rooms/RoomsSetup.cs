namespace Queue.Server.Rooms;

internal static class RoomsSetup
{
    public static void AddRooms(this IServiceCollection services)
    {
        services.AddSingleton<ServiceClock>();
        services.AddSingleton<RoomInstruments>();
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<Committer>();
        services.AddSingleton<DeadlineScheduler>();
        services.AddSingleton<RoomServices>();
        services.AddSingleton<RoomCodeSource>();
        services.AddSingleton<RoomDirectory>();
        services.AddSingleton<IRooms>(provider => provider.GetRequiredService<RoomDirectory>());
        services.AddSingleton<RoomEngine>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomEngine>());
    }
}
