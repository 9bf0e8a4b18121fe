using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Queue.Core.Hours;

namespace Queue.Server.Configuration;

/// <summary>The section <c>Queue</c>: where data lives and how the server is reached.</summary>
internal sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>Folder of the database and the secrets; created when missing.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>What this process does: <c>Writer</c> (the default) or <c>Reader</c>.</summary>
    public string[] Roles { get; set; } = [];

    /// <summary>The address guests use, such as https://queue.example; empty takes it from each request.</summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>Where <c>/queue/{code}</c> leads, when another web app shows the queue.</summary>
    public Uri? AppBaseUrl { get; set; }

    /// <summary>Origins of other sites whose pages may use this server with credentials.</summary>
    public string[]? AllowedOrigins { get; set; }

    /// <summary>Addresses or networks (CIDR) of reverse proxies whose forwarded headers are believed.</summary>
    public string[] KnownProxies { get; set; } = [];

    /// <summary>IANA time zone of opening hours when a queue names none.</summary>
    [Required]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Who runs this server and how to reach them, in plain text, for the page about privacy.</summary>
    [MaxLength(200)]
    public string? Operator { get; set; }

    /// <summary>How long a called party has to come when a queue does not say.</summary>
    [Range(30, 1800)]
    public int CallWindowSeconds { get; set; } = 120;

    /// <summary>The origins of the existing web client's development servers, allowed when none are configured.</summary>
    public IReadOnlyList<string> Origins => AllowedOrigins ?? ["http://localhost:8081", "http://localhost:19006"];
}

internal sealed class QueueOptionsValidator : IValidateOptions<QueueOptions>
{
    public ValidateOptionsResult Validate(string? name, QueueOptions options)
    {
        var errors = new List<string>();
        RequireBaseUrl(errors, "Queue:PublicBaseUrl", options.PublicBaseUrl);
        RequireBaseUrl(errors, "Queue:AppBaseUrl", options.AppBaseUrl);
        foreach (var origin in options.Origins.Where(o => !IsOrigin(o)))
        {
            errors.Add($"Queue:AllowedOrigins: '{origin}' is no origin; write it like https://app.example, without a path.");
        }

        foreach (var proxy in options.KnownProxies.Where(p => !System.Net.IPNetwork.TryParse(p, out _) && !System.Net.IPAddress.TryParse(p, out _)))
        {
            errors.Add($"Queue:KnownProxies: '{proxy}' is neither an address nor a network like 10.0.0.0/8.");
        }

        if (!WallClock.TryFind(options.TimeZone, out _))
        {
            errors.Add($"Queue:TimeZone: '{options.TimeZone}' is not known here; use an IANA name like Europe/Berlin.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void RequireBaseUrl(List<string> errors, string key, Uri? url)
    {
        if (url is not null && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.Query.Length + url.Fragment.Length > 0))
        {
            errors.Add($"{key}: '{url}' must be an absolute http or https address without query.");
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
