using Microsoft.Extensions.Options;

namespace Queue.Server.Configuration;

/// <summary>The section <c>Queue:BotCheck</c>: a service that tells people from programs (Turnstile or one with the same call).</summary>
internal sealed class BotCheckOptions
{
    public const string Section = "Queue:BotCheck";

    /// <summary>Where tokens are verified; off while empty.</summary>
    public Uri? VerifyUrl { get; set; }

    /// <summary>The secret that the service gave.</summary>
    public string? Secret { get; set; }

    public bool Enabled => VerifyUrl is not null;
}

internal sealed class BotCheckOptionsValidator : IValidateOptions<BotCheckOptions>
{
    public ValidateOptionsResult Validate(string? name, BotCheckOptions options)
    {
        if (options.VerifyUrl is null != string.IsNullOrEmpty(options.Secret))
        {
            return ValidateOptionsResult.Fail("Queue:BotCheck: give both VerifyUrl and Secret, or neither.");
        }

        return options.VerifyUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
            ? ValidateOptionsResult.Fail("Queue:BotCheck:VerifyUrl must be an absolute http or https address.")
            : ValidateOptionsResult.Success;
    }
}
