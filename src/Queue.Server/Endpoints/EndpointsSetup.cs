using System.Text.Json.Serialization;
using Queue.Core.Rooms;
using Queue.Server.Endpoints.Analytics;
using Queue.Server.Endpoints.Chat;
using Queue.Server.Endpoints.Jobs;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Endpoints.Push;
using Queue.Server.Endpoints.Venues;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Metrics;
using Queue.Server.Pairing;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints;

internal static class EndpointsSetup
{
    /// <summary>What reading a waitlist takes, at a writer and at a reader.</summary>
    public static void AddReadEndpoints(this IServiceCollection services)
    {
        services.AddSingleton<RoomGate>();
        services.AddSingleton<GetSnapshot>();
        services.AddSingleton<PartyPresence>();
        services.AddSingleton<HostPresence>();
        services.AddSingleton<PollHealth>();
        services.AddSingleton<PrometheusText>();
    }

    public static void AddEndpoints(this IServiceCollection services)
    {
        services.AddReadEndpoints();
        services.AddSingleton<WaitlistGate>();
        services.AddSingleton<CreateWaitlist>();
        services.AddSingleton<PairingCodes>();
        services.AddSingleton<PairDevice>();
        services.AddSingleton<OwnerRequests>();
        services.AddSingleton<JobGate>();
        services.AddSingleton<JobCommandRequest>();
        services.AddSingleton<StartJob>();
        services.AddSingleton<ChatGate>();
        services.AddSingleton<ChatCommandRequest>();
        services.AddSingleton<ChatHistory>();
        services.AddSingleton<RoomPresence>();
        services.AddSingleton<CreateRoom>();
        services.AddSingleton<GetRoom>();
        services.AddSingleton<GetItems>();
        services.AddSingleton<PostItem>();
        services.AddSingleton<ConnectRoom>();
        services.AddSingleton<IssueRoomToken>();
        services.AddSingleton<HookSecrets>();
        services.AddSingleton<SubscribeRoomPush>();
        services.AddSingleton<AddRoomHook>();
        services.AddSingleton<PostByHook>();
        services.AddSingleton<VenueGate>();
        services.AddSingleton<VenueCommandRequest>();
        services.AddSingleton<VenueReplies>();
        services.AddSingleton<CreateVenue>();
        services.AddSingleton<ChangeVenue>();
        services.AddSingleton<GetAudit>();
        services.AddSingleton<AnalyticsQuery>();
        services.AddSingleton<PeriodReader>();
        services.AddSingleton<DeviceNames>();
        services.AddSingleton<AnalyticsAnswers>();
        services.AddSingleton<VenueComparisons>();
        services.AddSingleton<PushAccess>();
        services.AddSingleton<SubscribePush>();
        services.AddSingleton<TestPush>();
        services.AddOpenApi("v1", OpenApiText.Configure);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new EpochMilliseconds());

            // Numbers are numbers here; the framework's default would describe every one as a number or a text.
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
    }
}
