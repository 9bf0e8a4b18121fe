using Queue.Server.Http;
using Queue.Server.Snapshots;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>A built file. Those in <c>/assets</c> are named by their content and never change; the others are asked for again.</summary>
internal static class GetWebFile
{
    // The worker's own answer rules what it may fetch.
    private const string WorkerCsp = "default-src 'none'; connect-src 'self'";

    public static Task HandleAsync(HttpContext context, WebFiles files, ErrorPage errors)
    {
        var path = context.Request.Path.Value ?? "";
        if (files.Find(path) is not { } file)
        {
            return errors.WriteAsync(context, Problem.NotFound);
        }

        var (response, headers) = (context.Response, context.Response.Headers);
        headers.Vary = "Origin, Accept-Encoding";
        headers.ETag = file.ETag;
        headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (path is "/sw.js")
        {
            headers.ContentSecurityPolicy = WorkerCsp;
        }

        if (EntityTag.Matches(context.Request.Headers.IfNoneMatch, file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var (bytes, encoding) = file.For(context.Request);
        headers.ContentType = file.ContentType;
        headers.ContentEncoding = encoding;
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
