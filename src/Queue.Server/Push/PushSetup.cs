using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Events;
using Queue.Server.Storage;
using Queue.WebPush;

namespace Queue.Server.Push;

internal static class PushSetup
{
    private const string NobodyToReach = "mailto:nobody@example.com";

    public static void AddPush(this IServiceCollection services)
    {
        services.AddOptions<PushOptions>().BindConfiguration(PushOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<PushOptions>, PushOptionsValidator>();
        services.AddSingleton<PushStore>();
        services.AddSingleton<PushReceipts>();
        services.AddSingleton<RoomAlertComposer>();
        services.AddSingleton<PushComposer>();
        services.AddSingleton<PushInstruments>();
        services.AddSingleton(MakeIdentity);
        services.AddSingleton(provider => new PushSender(
            new PushSenderOptions { EndpointPolicy = provider.GetRequiredService<PushEndpointPolicy>() },
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(MakePolicy);
        services.AddSingleton<IEventHandler, PushHandler>();
        services.AddHostedService<PushDelivery>();
        services.AddHostedService<PushReporter>();
    }

    private static PushEndpointPolicy MakePolicy(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<PushOptions>>().Value;
        return new PushEndpointPolicy(options.AllowedHosts ?? [.. PushEndpointPolicy.KnownHosts], options.AllowInsecureEndpoints);
    }

    private static VapidIdentity MakeIdentity(IServiceProvider provider)
    {
        var (options, queue) = (
            provider.GetRequiredService<IOptions<PushOptions>>().Value, provider.GetRequiredService<IOptions<QueueOptions>>().Value);
        var made = provider.GetRequiredService<Secrets>().Vapid ?? throw new InvalidOperationException("The secrets have no VAPID keys.");
        var given = options is { VapidPublicKey: { } publicKey, VapidPrivateKey: { } privateKey }
            ? new VapidSecret(publicKey, privateKey)
            : made;
        var subject = options.Subject ?? SubjectOf(queue.PublicBaseUrl);
        return new VapidIdentity(VapidKeys.Import(given.PublicKey, given.PrivateKey), subject, provider.GetRequiredService<TimeProvider>());
    }

    /// <summary>The contact that push services get when none is set: the site, when they could reach it.</summary>
    internal static string SubjectOf(Uri? site) =>
        site?.GetLeftPart(UriPartial.Authority) is { } address && VapidIdentity.IsSubject(address) ? address : NobodyToReach;
}
