using Microsoft.Extensions.Options;
using Queue.WebPush;

namespace Queue.Server.Push;

/// <summary>What one setting alone cannot show to be wrong. No message repeats the private key.</summary>
internal sealed class PushOptionsValidator(IConfiguration configuration) : IValidateOptions<PushOptions>
{
    public ValidateOptionsResult Validate(string? name, PushOptions options)
    {
        List<string> errors = [.. Errors(options)];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(PushOptions options)
    {
        if (options.Subject is { } subject && !VapidIdentity.IsSubject(subject))
        {
            yield return $"Queue:Push:Subject: '{subject}' must be a mailto: or https: address that can be reached from outside.";
        }

        if (KeyError(options) is { } wrongKey)
        {
            yield return wrongKey;
        }

        if (HostError(options) is { } wrongHost)
        {
            yield return wrongHost;
        }

        if (options.AllowInsecureEndpoints && !ListensOnLoopbackAlone())
        {
            yield return "Queue:Push:AllowInsecureEndpoints is for local tests: the server must listen on loopback alone.";
        }
    }

    private static string? KeyError(PushOptions options)
    {
        if (options is { VapidPublicKey: null, VapidPrivateKey: null })
        {
            return null;
        }

        try
        {
            VapidKeys.Import(options.VapidPublicKey ?? "", options.VapidPrivateKey ?? "").Dispose();
            return null;
        }
        catch (FormatException e)
        {
            return $"Queue:Push:VapidPublicKey and VapidPrivateKey are given together, as one pair. {e.Message}";
        }
    }

    private static string? HostError(PushOptions options)
    {
        try
        {
            _ = new PushEndpointPolicy(options.AllowedHosts);
            return null;
        }
        catch (ArgumentException e)
        {
            return $"Queue:Push:AllowedHosts: {e.Message}";
        }
    }

    private bool ListensOnLoopbackAlone() =>
        !configuration.GetSection("Kestrel:Endpoints").Exists()
        && (configuration[WebHostDefaults.ServerUrlsKey] ?? "http://localhost")
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback);
}
