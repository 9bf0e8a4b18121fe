using Microsoft.AspNetCore.Connections;
using Queue.Server.Rooms;
using Queue.Server.Web;

namespace Queue.Server.Http;

/// <summary>The one place where exceptions become answers. Never a stack trace, and 5xx only for our own faults.</summary>
internal sealed class Failures(RequestDelegate next, ErrorPage errors, ILogger<Failures> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or ConnectionResetException or IOException)
        {
            // The client went away; nobody reads an answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await errors.WriteAsync(context, Describe(e));
        }
    }

    private Problem Describe(Exception exception)
    {
        switch (exception)
        {
            case RoomUnavailableException:
                return Problem.Unavailable;
            case BadHttpRequestException bad:
                return bad.StatusCode switch
                {
                    StatusCodes.Status413PayloadTooLarge => Problem.BodyTooLarge,
                    StatusCodes.Status408RequestTimeout => Problem.Of("request_timeout", "The request did not arrive in time"),
                    StatusCodes.Status431RequestHeaderFieldsTooLarge => Problem.Of("headers_too_large", "The request headers are too large"),
                    _ => Problem.Of("bad_request", "The request cannot be read"),
                };
            default:
                logger.Unhandled(exception);
                return Problem.InternalError;
        }
    }
}

internal static partial class FailuresLog
{
    [LoggerMessage(2001, LogLevel.Error, "A request failed; this is a bug")]
    public static partial void Unhandled(this ILogger logger, Exception exception);
}
