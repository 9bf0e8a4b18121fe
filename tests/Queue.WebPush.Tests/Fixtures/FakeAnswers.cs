using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Queue.WebPush.Tests.Fixtures;

/// <summary>The answers of the fake push service, by name.</summary>
internal static class FakeAnswers
{
    public static async Task WriteAsync(FakePushService service, string answer, HttpContext context)
    {
        var response = context.Response;
        var parts = answer.Split('-', 2);
        response.StatusCode = int.TryParse(parts[0], CultureInfo.InvariantCulture, out var status) ? status : 201;
        if (parts.Length == 2)
        {
            response.Headers.RetryAfter = Uri.UnescapeDataString(parts[1]);
        }

        await (answer switch
        {
            "hang" => HangAsync(service),
            "redirect" => RedirectAsync(context),
            "script" => ScriptAsync(service, response),
            "abort" => AbortAsync(context),
            "huge201" => HugeAsync(response, 201, context.RequestAborted),
            "huge400" => HugeAsync(response, 400, context.RequestAborted),
            "wns400" => MicrosoftAsync(response),
            "reason400" => ReasonAsync(response),
            _ => Task.CompletedTask,
        });
    }

    private static Task HangAsync(FakePushService service)
    {
        service.Hanging.TrySetResult();
        return service.Released.Task;
    }

    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = context.Request.Path.Value?.Replace("redirect", "201", StringComparison.Ordinal);
        return Task.CompletedTask;
    }

    private static Task ScriptAsync(FakePushService service, HttpResponse response)
    {
        response.StatusCode = service.Script.TryDequeue(out var status) ? status : 201;
        if (response.StatusCode != 201 && service.Waits.TryDequeue(out var seconds))
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return Task.CompletedTask;
    }

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    // Never ends by itself.
    private static async Task HugeAsync(HttpResponse response, int status, CancellationToken aborted)
    {
        response.StatusCode = status;
        var chunk = new byte[8192];
        Array.Fill(chunk, (byte)'x');
        try
        {
            while (!aborted.IsCancellationRequested)
            {
                await response.Body.WriteAsync(chunk, aborted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The sender had enough.
        }
    }

    private static Task MicrosoftAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.Headers["X-WNS-Status"] = "dropped";
        response.Headers["X-WNS-Error-Description"] = "Ttl value conflicts with X-WNS-Cache-Policy.";
        return Task.CompletedTask;
    }

    private static Task ReasonAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        return response.WriteAsync("{\"errno\":110}\r\n\u001B[31mforged log line\u2028\u0000");
    }
}
