using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Server.Http;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// Publishes an event ({type, data}) that another system has signed with the secret of a hook. A post is good for five minutes and once;
/// who had no answer signs it anew under the same <c>webhook-id</c> and gets the answer of before.
/// </summary>
internal sealed class PostByHook(ChatGate gate, HookSecrets secrets, PostItem posts, RoomDirectory directory, RateLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    internal sealed record Request(string Type, JsonElement? Data);

    public static Task HandleAsync(HttpContext context, string id, string hookId, PostByHook endpoint) => endpoint.HandleAsync(context, id, hookId);

    private async Task HandleAsync(HttpContext context, string id, string hookId)
    {
        if (await TryHandleAsync(context, id, hookId) is { } problem)
        {
            await problem.WriteAsync(context);
        }
    }

    private async Task<Problem?> TryHandleAsync(HttpContext context, string id, string hookId)
    {
        if (await gate.FindHookAsync(id, hookId) is not { } room)
        {
            return Problem.HookNotFound;
        }

        var (body, unreadable) = await JsonBody.ReadAsync(context, "Invalid JSON", mayBeEmpty: false, PostItem.MaxBodyBytes);
        if (body is null)
        {
            return unreadable;
        }

        using (body)
        {
            return SignedPost.Read(context.Request.Headers) is not { } post ? Problem.UnsignedPost
                : secrets.Verify(room.Current.State.Id, hookId, post, body.Bytes) is not { } signature ? Problem.WrongSignature
                : (time.GetUtcNow() - post.SentAt).Duration() > Window ? Problem.StalePost
                : await TakeAsync(room, hookId) is { } wait ? Problem.RateLimitExceeded(wait)
                : await PublishAsync(context, room, KeyOf(hookId, post, body), body, signature);
        }
    }

    private async Task<Problem?> PublishAsync(HttpContext context, RoomActor room, CommandKey key, JsonBody body, string signature)
    {
        var (command, invalid) = posts.ReadEvent(body, signature);
        if (command is null)
        {
            return invalid;
        }

        var answer = await directory.AskAsync(room, command, key).WaitAsync(context.RequestAborted);
        if (answer.Error is { } error)
        {
            return error == RoomErrors.RoomDeleted ? Problem.HookNotFound : Problem.Of(error);
        }

        await PostItem.RespondAsync(context, command, answer);
        return null;
    }

    private ValueTask<TimeSpan?> TakeAsync(RoomActor room, string hookId) => limits.TakeAsync(
        Rate.Messages, BitConverter.ToUInt128(SHA256.HashData(Encoding.ASCII.GetBytes(room.Current.State.Id.Value + hookId))), default);

    // The id makes a repeat recognisable, as an Idempotency-Key does; its signature is another then, for so is its time.
    private static CommandKey KeyOf(string hookId, SignedPost post, JsonBody body) =>
        new($"hook:{Hash(Encoding.ASCII.GetBytes($"{hookId}.{post.Id}"))}", Hash(body.Bytes.Span));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
}
