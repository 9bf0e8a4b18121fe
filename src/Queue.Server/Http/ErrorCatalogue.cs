namespace Queue.Server.Http;

/// <summary>
/// Every error code, its status and its title: one place. Codes never change meaning; <c>docs/errors.md</c> lists the same and a test
/// compares them. The text that clients match on comes with each error.
/// </summary>
internal static class ErrorCatalogue
{
    public static readonly IReadOnlyDictionary<string, ErrorKind> All = new ErrorKind[]
    {
        new("invalid_body", 400, "The body is not the JSON object that this route takes"),
        new("invalid_field", 400, "A field has a value that this route does not take"),
        new("size_out_of_range", 400, "The party is larger than this queue takes"),
        new("bot_check_required", 400, "A bot check is required"),
        new("bot_check_failed", 400, "The bot check failed"),
        new("served_party_mismatch", 400, "Another party is being served"),
        new("invalid_receipt", 400, "The receipt is not one of ours, or too old"),
        new("invalid_idempotency_key", 400, "The Idempotency-Key header is not usable"),
        new("bad_request", 400, "The request cannot be read"),
        new("unauthorized", 401, "A credential is required"),
        new("invalid_signature", 401, "The post is not signed with the secret of this hook"),
        new("stale_signature", 401, "The post was signed too long ago"),
        new("invalid_admin_key", 403, "The admin key is not the one of this server"),
        new("invalid_host_token", 403, "The host token does not fit this queue"),
        new("device_removed", 403, "The device was removed from its venue"),
        new("manager_only", 403, "Only managers of the venue may do this"),
        new("wrong_pin", 403, "The PIN is wrong"),
        new("read_only_token", 403, "The token of the room only reads"),
        new("origin_not_allowed", 403, "Pages of this origin may not use this server"),
        new("not_found", 404, "There is nothing at this address"),
        new("session_not_found", 404, "No queue has this code"),
        new("no_subscription", 404, "The party has no subscription"),
        new("pairing_code_not_found", 404, "The pairing code is wrong or too old"),
        new("key_not_found", 404, "No API key of yours has this prefix"),
        new("job_not_found", 404, "No job that you may use has this id"),
        new("room_not_found", 404, "No chat room that you may use has this id"),
        new("venue_not_found", 404, "No venue that you may use has this id"),
        new("hook_not_found", 404, "This chat room has no such hook"),
        new("party_not_found", 404, "No party has this id"),
        new("next_party_not_found", 404, "The party to call is not in the queue"),
        new("method_not_allowed", 405, "This address is for WebSockets"),
        new("request_timeout", 408, "The request did not arrive in time"),
        new("session_closed", 409, "The queue has closed"),
        new("outside_opening_hours", 409, "The queue is not open at this hour"),
        new("last_call", 409, "The queue takes no more guests today"),
        new("already_in_queue", 409, "A party of this name is already waiting"),
        new("queue_full", 409, "The queue is full"),
        new("party_changed", 409, "The party changed meanwhile"),
        new("joining_paused", 409, "Guests cannot join this queue right now"),
        new("snooze_unavailable", 409, "The party can have no more time"),
        new("undo_unavailable", 409, "This can no longer be undone"),
        new("undo_not_yours", 409, "Another device did this"),
        new("settings_changed", 409, "The settings changed meanwhile"),
        new("party_not_called", 409, "The party has not been called"),
        new("slug_taken", 409, "The name in addresses is another venue's"),
        new("job_exists", 409, "The id of the job is taken"),
        new("job_over", 409, "The job has ended"),
        new("too_many_keys", 409, "You have as many API keys as you may have"),
        new("too_many_tokens", 409, "The room has as many open tokens as it may have"),
        new("too_many_devices", 409, "The venue has as many devices as it may have"),
        new("too_many_hooks", 409, "The room has as many hooks as it may have"),
        new("hook_replayed", 409, "The signed post was taken before"),
        new("resync", 410, "The cursor does not continue in this room"),
        new("body_too_large", 413, "The body is too large"),
        new("not_the_writer", 421, "This server only reads"),
        new("idempotency_key_reused", 422, "The Idempotency-Key was used for another request"),
        new("upgrade_required", 426, "This address is for WebSockets"),
        new("too_many_requests", 429, "Too many requests"),
        new("too_many_connections", 429, "Too many open connections"),
        new("headers_too_large", 431, "The request headers are too large"),
        new("internal_error", 500, "The server has a bug here"),
        new("unavailable", 503, "The server cannot do this now"),
    }.ToDictionary(kind => kind.Code, StringComparer.Ordinal);
}

/// <summary>What is fixed about an error.</summary>
internal sealed record ErrorKind(string Code, int Status, string Title);
