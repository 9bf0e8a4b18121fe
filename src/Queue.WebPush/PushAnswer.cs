using System.Text;

namespace Queue.WebPush;

/// <summary>Reads what a push service answered: the status decides (RFC 8030 section 8.4 and the services' own habits).</summary>
internal static class PushAnswer
{
    private const int MaxBodyBytes = 4096;

    public static async Task<PushOutcome> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outcome = Outcome((int)response.StatusCode, RetryAfter(response, now));
        return outcome is PushOutcome.Accepted
            ? outcome
            : outcome with { Diagnostics = await DiagnosticsAsync(response, cancellationToken).ConfigureAwait(false) };
    }

    private static PushOutcome Outcome(int status, TimeSpan? retryAfter) => status switch
    {
        >= 200 and < 300 => new PushOutcome.Accepted(status),
        401 or 403 => new PushOutcome.Unauthorized(status),
        404 or 410 => new PushOutcome.Gone(status),
        413 => new PushOutcome.TooLarge(status),
        406 or 429 => new PushOutcome.Throttled(status, retryAfter),
        408 or >= 500 => new PushOutcome.Retry(RetryCause.ServiceError, status, retryAfter),
        _ => new PushOutcome.Rejected(status),
    };

    /// <summary>Seconds or a date (RFC 9110 section 10.2.3); what is neither is as good as missing.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - now);
        if (wait is null)
        {
            return null;
        }

        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > PushSender.MaxRetryAfter ? PushSender.MaxRetryAfter : wait;
    }

    // Microsoft gives its reasons in X-WNS-* headers, the others in the body.
    private static async Task<string?> DiagnosticsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var header in response.Headers.NonValidated)
        {
            if (header.Key.StartsWith("X-WNS-", StringComparison.OrdinalIgnoreCase))
            {
                text.Append(header.Key).Append(": ").Append(header.Value.ToString()).Append("; ");
            }
        }

        text.Append(await BodyAsync(response, cancellationToken).ConfigureAwait(false));
        return text.Length == 0 ? null : Clean(text);
    }

    // The status is known by now: a body that breaks off or never ends changes nothing.
    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBodyBytes];
        var length = 0;
        try
        {
            using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while (length < buffer.Length && (read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // What came before counts.
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static string Clean(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029')
            {
                text[i] = ' ';
            }
        }

        return text.ToString(0, Math.Min(text.Length, MaxBodyBytes));
    }
}
