using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Server.Http;

/// <summary>
/// An error answer: problem details (RFC 9457) with <c>code</c>, the literal text that old clients match on in <c>error</c>, and a
/// text a field in <c>fields</c>. The order of the properties is the order on the wire.
/// </summary>
internal sealed record Problem
{
    public static readonly Problem NotFound = Of("not_found", "Not found");
    public static readonly Problem SessionNotFound = Of("session_not_found", "Session not found");
    public static readonly Problem PartyNotFound = Of(RoomErrors.PartyNotFound);
    public static readonly Problem OriginNotAllowed = Of("origin_not_allowed", "Origin not allowed");
    public static readonly Problem HostAuthenticationRequired = Of("unauthorized", "Host authentication required");
    public static readonly Problem Unauthorized = Of("unauthorized", "Unauthorized");
    public static readonly Problem InvalidAdminKey = Of("invalid_admin_key", "Invalid admin key");
    public static readonly Problem MissingApiKey = Of("unauthorized", "Missing API key");
    public static readonly Problem InvalidApiKey = Of("unauthorized", "Invalid API key");
    public static readonly Problem KeyNotFound = Of("key_not_found", "API key not found");
    public static readonly Problem TooManyKeys = Of("too_many_keys", "You have too many API keys; revoke some first");
    public static readonly Problem InvalidHostToken = Of("invalid_host_token", "Invalid host authentication");
    public static readonly Problem NotTheWriter =
        Of("not_the_writer", "This server only reads; send this to the server that writes");
    public static readonly Problem MethodNotAllowed = Of("method_not_allowed", "Method not allowed");
    public static readonly Problem BodyTooLarge = BodyLargerThan(JsonBody.MaxBytes);
    public static readonly Problem JobNotFound = Of("job_not_found", "Job not found");
    public static readonly Problem SlugTaken = Of("slug_taken", "Another venue has this slug");
    public static readonly Problem JobExists = Of("job_exists", "There is a job of this id");
    public static readonly Problem RoomNotFound = Of("room_not_found", "room not found");
    public static readonly Problem ReadOnlyToken = Of("read_only_token", "This token only reads");
    public static readonly Problem VenueNotFound = Of("venue_not_found", "Venue not found");
    public static readonly Problem ManagerOnly = Of("manager_only", "Only the owner and managers of this venue may do this");
    public static readonly Problem WrongPin = Of("wrong_pin", "This PIN is wrong");
    public static readonly Problem HookNotFound = Of("hook_not_found", "hook not found");
    public static readonly Problem UnsignedPost = Of("invalid_signature", "webhook-id, webhook-timestamp and webhook-signature are required");
    public static readonly Problem WrongSignature = Of("invalid_signature", "The signature does not fit this post");
    public static readonly Problem StalePost = Of("stale_signature", "The post was signed more than five minutes from now");
    public static readonly Problem TokenExpired = Of("unauthorized", "Token expired");
    public static readonly Problem UpgradeRequired = Of("upgrade_required", "Expected Upgrade: websocket");
    public static readonly Problem TooManyConnections =
        Of("too_many_connections", "Too many open connections from this address") with { RetryAfterSeconds = 30 };
    public static readonly Problem InternalError = Of("internal_error", "Internal Server Error");
    public static readonly Problem Unavailable =
        Of("unavailable", "The server is busy or stopping; nothing was changed, try again") with { RetryAfterSeconds = 2 };

    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Code { get; init; }

    public required string Error { get; init; }

    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    /// <summary>What the bot check service said.</summary>
    public IReadOnlyList<string>? Errors { get; init; }

    public DateTimeOffset? OpensAt { get; init; }

    public string? By { get; init; }

    public string? Action { get; init; }

    /// <summary>What the host's device is called that did it, when it has a name.</summary>
    public string? Device { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>The oldest item that a room still has, for who must read it anew.</summary>
    public long? FirstSeq { get; init; }

    /// <summary>The newest item of that room.</summary>
    public long? LastSeq { get; init; }

    [JsonIgnore]
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The problem of a code in the catalogue.</summary>
    public static Problem Of(string code, string error)
    {
        var kind = ErrorCatalogue.All[code];
        return new Problem
        {
            Type = "urn:queue:error:" + code,
            Title = kind.Title,
            Status = kind.Status,
            Code = code,
            Error = error,
        };
    }

    /// <summary>The problem of a room's refusal.</summary>
    public static Problem Of(RoomError error) => Of(error.Code, error.Text) with
    {
        OpensAt = error.OpensAt,
        By = error.Change is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Change.By.ToString()),
        Action = error.Change is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Change.Action.ToString()),
        At = error.Change?.At,
        Device = error.DeviceName,
    };

    /// <summary>The problem of one wrong field.</summary>
    public static Problem Field(string name, string error) =>
        Of("invalid_field", error) with { Fields = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = error } };

    public static Problem InvalidBody(string error) => Of("invalid_body", error);

    public static Problem BodyLargerThan(int bytes) =>
        Of("body_too_large", string.Create(CultureInfo.InvariantCulture, $"The body is larger than {bytes / 1024} KiB"));

    public static Problem TooManyRequests(TimeSpan retryAfter) => Of("too_many_requests", "Too many requests; slow down") with
    {
        RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)),
    };

    /// <summary>The same where clients of chat rooms match on the text.</summary>
    public static Problem RateLimitExceeded(TimeSpan retryAfter) => TooManyRequests(retryAfter) with { Error = "rate limit exceeded" };

    /// <summary>What a client read up to is not in this room, or no longer.</summary>
    public static Problem Resync(long firstSeq, long lastSeq) =>
        Of("resync", "This cursor does not continue in this room; read the room anew") with { FirstSeq = firstSeq, LastSeq = lastSeq };

    /// <summary>Writes the answer.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        SetHeaders(context);
        var body = JsonSerializer.SerializeToUtf8Bytes(this, ProblemJson.Wire.Problem);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Sets the headers that belong to the problem, whatever its body looks like.</summary>
    public void SetHeaders(HttpContext context)
    {
        if (RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status413PayloadTooLarge)
        {
            // The rest of the body is not read, so nothing more can come over this connection.
            context.Response.Headers.Connection = "close";
        }
    }
}

[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext
{
    public static ProblemJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochMilliseconds() },
    });
}
