using System.Text.Json;
using Microsoft.Extensions.Options;
using Queue.Server.Configuration;
using Queue.Server.Rooms;

namespace Queue.Server.Http;

/// <summary>Asks the configured service whether a token came from a person. Off unless configured.</summary>
internal sealed class BotCheck(IOptions<BotCheckOptions> options, IHttpClientFactory clients, ILogger<BotCheck> logger)
{
    public const string ClientName = "bot-check";

    private const int MaxAnswerBytes = 16 * 1024;

    /// <summary>Checks the token of a request; <see langword="null"/> when it may go on. A service that cannot be reached is a 503.</summary>
    public async ValueTask<Problem?> CheckAsync(HttpContext context, string? token)
    {
        if (!options.Value.Enabled)
        {
            return null;
        }

        if (string.IsNullOrEmpty(token))
        {
            return Problem.Of("bot_check_required", "Turnstile verification required") with { Errors = ["missing-input-response"] };
        }

        try
        {
            using var client = clients.CreateClient(ClientName);
            client.MaxResponseContentBufferSize = MaxAnswerBytes;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["secret"] = options.Value.Secret ?? "",
                ["response"] = token,
                ["remoteip"] = context.Connection.RemoteIpAddress?.ToString() ?? "",
            });
            using var response = await client.PostAsync(options.Value.VerifyUrl, form, context.RequestAborted);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(context.RequestAborted));
            return Judge(answer.RootElement);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested
            && e is HttpRequestException or JsonException or OperationCanceledException or InvalidOperationException)
        {
            // The last one: a text in the answer that is half of a surrogate pair, escaped.
            logger.BotCheckUnreachable(e);
            throw new RoomUnavailableException("The bot check service cannot be reached.", e);
        }
    }

    private static Problem? Judge(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.True)
        {
            return null;
        }

        var errors = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error-codes", out var codes) && codes.ValueKind == JsonValueKind.Array
            ? codes.EnumerateArray().Where(code => code.ValueKind == JsonValueKind.String).Select(code => code.GetString() ?? "").Take(8)
            : [];
        return Problem.Of("bot_check_failed", "Turnstile verification failed") with { Errors = [.. errors] };
    }
}

internal static partial class BotCheckLog
{
    [LoggerMessage(2002, LogLevel.Warning, "The bot check service cannot be reached; callers get 503")]
    public static partial void BotCheckUnreachable(this ILogger logger, Exception exception);
}
