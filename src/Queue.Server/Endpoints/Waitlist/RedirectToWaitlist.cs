using Microsoft.Extensions.Options;
using Queue.Server.Configuration;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The printed address: leads to the configured web app, else to the guest page here. Whether the code exists shows there.</summary>
internal static class RedirectToWaitlist
{
    public static IResult Handle(string code, IOptions<QueueOptions> options) => TypedResults.Redirect(AddressOf(code, options.Value));

    /// <summary>Where guests of a code are sent.</summary>
    public static string AddressOf(string code, QueueOptions options)
    {
        var escaped = Uri.EscapeDataString(code.ToUpperInvariant());
        return options.AppBaseUrl is { } app ? $"{app}?code={escaped}" : $"/q/{escaped}";
    }
}
