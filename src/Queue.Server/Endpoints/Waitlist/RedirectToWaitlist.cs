using Microsoft.Extensions.Options;
using Queue.Server.Configuration;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The printed address: leads to the configured web app, else to the guest page here. Whether the code exists shows there.</summary>
internal static class RedirectToWaitlist
{
    public static IResult Handle(string code, IOptions<QueueOptions> options)
    {
        var escaped = Uri.EscapeDataString(code.ToUpperInvariant());
        return TypedResults.Redirect(options.Value.AppBaseUrl is { } app ? $"{app}?code={escaped}" : $"/q/{escaped}");
    }
}
