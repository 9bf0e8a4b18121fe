using System.ComponentModel.DataAnnotations;

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

    /// <summary>Browsers that may get one chat room's events.</summary>
    [Range(1, 100_000)]
    public int SubscriptionsPerRoom { get; set; } = 1000;

    /// <summary>Requests to one push service at once.</summary>
    [Range(1, 100)]
    public int RequestsPerOrigin { get; set; } = 8;
}
