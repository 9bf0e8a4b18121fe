using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Queue.Server.Push;

/// <summary>The section <c>Queue:Push</c>.</summary>
internal sealed class PushOptions
{
    public const string Section = "Queue:Push";

    /// <summary>How push services reach the operator: a mailto: or https: address. Without one the public base URL, when that is https.</summary>
    public string? Subject { get; set; }

    /// <summary>The VAPID public key (base64url), when the pair is given and not made here.</summary>
    public string? VapidPublicKey { get; set; }

    /// <summary>The VAPID private key that belongs to it.</summary>
    public string? VapidPrivateKey { get; set; }

    /// <summary>Host suffixes of push services; null for the known ones.</summary>
    public string[]? AllowedHosts { get; set; }

    /// <summary>Takes http and loopback endpoints. For local tests; refused unless the server listens on loopback alone.</summary>
    public bool AllowInsecureEndpoints { get; set; }

    /// <summary>Subscriptions that one party may have.</summary>
    [Range(1, 50)]
    public int SubscriptionsPerParty { get; set; } = 5;

    /// <summary>Requests to one push service at once.</summary>
    [Range(1, 100)]
    public int RequestsPerOrigin { get; set; } = 8;
}

internal sealed class PushOptionsValidator(IConfiguration configuration) : IValidateOptions<PushOptions>
{
    public ValidateOptionsResult Validate(string? name, PushOptions options)
    {
        if (options.Subject is { } subject && !IsSubject(subject))
        {
            return ValidateOptionsResult.Fail($"Queue:Push:Subject: '{subject}' must be a mailto: or https: address.");
        }

        return options.AllowInsecureEndpoints && !ListensOnLoopbackAlone()
            ? ValidateOptionsResult.Fail("Queue:Push:AllowInsecureEndpoints is for local tests: the server must listen on loopback alone.")
            : ValidateOptionsResult.Success;
    }

    private static bool IsSubject(string subject) =>
        Uri.TryCreate(subject, UriKind.Absolute, out var uri) && uri.Scheme is "mailto" or "https";

    private bool ListensOnLoopbackAlone() =>
        !configuration.GetSection("Kestrel:Endpoints").Exists()
        && (configuration[WebHostDefaults.ServerUrlsKey] ?? "http://localhost")
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback);
}
