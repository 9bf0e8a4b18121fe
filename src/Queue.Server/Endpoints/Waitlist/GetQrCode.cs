using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Pages;
using Queue.Server.Http;
using Queue.Server.Snapshots;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The QR code of the address at which guests join, for posters and screens.</summary>
internal static class GetQrCode
{
    // Not for long: who sees that it holds the wrong address configures another one and looks again.
    private const string CacheControl = "public, max-age=60";

    public static async Task HandleAsync(HttpContext context, string code, RoomGate gate, RateLimits limits, IOptions<QueueOptions> options)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        if (room is not null && !limits.TryTake(Rate.PublicPolls, RateLimits.AddressOf(context), default, out var retryAfter))
        {
            problem = Problem.TooManyRequests(retryAfter);
        }

        var address = room is null ? "" : OriginPolicy.JoinUrl(context.Request, options.Value, PageGate.QueueOf(room).Code);
        await (room is null || problem is not null ? (problem ?? Problem.SessionNotFound).WriteAsync(context)
            : address.Length > QrSvg.MostLetters ? Problem.Of("bad_request", "The address of this server is too long for a QR code").WriteAsync(context)
            : WriteAsync(context, QrSvg.Of(address)));
    }

    private static Task WriteAsync(HttpContext context, byte[] svg)
    {
        var (response, headers) = (context.Response, context.Response.Headers);
        var tag = EntityTag.Of(svg);
        headers.ETag = tag;
        headers.CacheControl = CacheControl;
        if (EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentType = "image/svg+xml";
        response.ContentLength = svg.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(svg, context.RequestAborted).AsTask();
    }
}
