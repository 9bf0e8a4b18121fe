using System.Globalization;
using Microsoft.Extensions.Primitives;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Http;

/// <summary>
/// Answers a read from the room's published snapshot: 304 when the client has the current body, at once or, with
/// <c>Prefer: wait=N</c>, when that view changes. Never enters the mailbox, never reads the database.
/// </summary>
internal sealed class Poll(TimeProvider time, RateLimits limits, IHostApplicationLifetime lifetime)
{
    /// <summary>The longest wait, below the read time-outs of common proxies.</summary>
    public const int MaxWaitSeconds = 25;

    private static readonly StringValues Personal = "private, no-cache";
    private static readonly StringValues Shared = "public, max-age=1, stale-while-revalidate=5";
    private static readonly StringValues Json = "application/json";

    /// <summary>Answers an audience of a room.</summary>
    public Task AnswerAsync(HttpContext context, IRoom room, Audience audience)
    {
        var snapshot = room.Current;
        if (snapshot.View(audience) is not { } view)
        {
            return snapshot.Missing.WriteAsync(context);
        }

        var ifNoneMatch = context.Request.Headers.IfNoneMatch;
        var unchanged = ifNoneMatch.Count > 0 && EntityTag.Matches(ifNoneMatch, view.ETag.ToString());
        return unchanged && WaitSeconds(context.Request.Headers["Prefer"]) is > 0 and var seconds
            ? HoldAsync(context, room, audience, ifNoneMatch, seconds)
            : WriteAsync(context, snapshot, view, audience, unchanged);
    }

    private static Task WriteAsync(
        HttpContext context, RoomSnapshot snapshot, RenderedView view, Audience audience, bool unchanged)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers.ETag = view.ETag;
        headers.CacheControl = audience.IsShared ? Shared : Personal;
        headers.Vary = snapshot.Vary;
        headers["Queue-Version"] = snapshot.VersionHeader;
        if (unchanged)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentType = Json;
        response.ContentLength = view.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(view.Body, context.RequestAborted).AsTask();
    }

    private async Task HoldAsync(HttpContext context, IRoom room, Audience audience, StringValues ifNoneMatch, int seconds)
    {
        // Too many held requests of one address, or a room that is just leaving memory: answered at once, as a plain poll.
        var address = RateLimits.AddressOf(context);
        if (limits.TryConnect(address))
        {
            try
            {
                if (room.TryHold())
                {
                    context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");
                    await WaitHeldAsync(room, audience, ifNoneMatch, TimeSpan.FromSeconds(seconds), context.RequestAborted);
                }
            }
            finally
            {
                limits.Disconnect(address);
            }
        }

        var snapshot = room.Current;
        // A room that was deleted meanwhile has no view any more; a backup that was restored may not know the party.
        await (snapshot.View(audience) is { } view
            ? WriteAsync(context, snapshot, view, audience, EntityTag.Matches(ifNoneMatch, view.ETag.ToString()))
            : snapshot.Missing.WriteAsync(context));
    }

    private async Task WaitHeldAsync(
        IRoom room, Audience audience, StringValues ifNoneMatch, TimeSpan wait, CancellationToken aborted)
    {
        try
        {
            await WaitAsync(room, audience, ifNoneMatch, wait, aborted);
        }
        finally
        {
            room.Release();
        }
    }

    // The signal belongs to the snapshot that was compared, so a change between the two cannot be missed.
    private async Task WaitAsync(
        IRoom room, Audience audience, StringValues ifNoneMatch, TimeSpan wait, CancellationToken aborted)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        var timeout = Task.Delay(wait, time, done.Token);
        while (!timeout.IsCompleted)
        {
            var snapshot = room.Current;
            if (snapshot.View(audience) is not { } view || !EntityTag.Matches(ifNoneMatch, view.ETag.ToString()))
            {
                break;
            }

            await Task.WhenAny(snapshot.Superseded, timeout);
        }

        await done.CancelAsync();
    }

    /// <summary>The wait of <c>Prefer: wait=N</c> (RFC 7240 §4.3) in seconds, at most <see cref="MaxWaitSeconds"/>; 0 when there is none.</summary>
    internal static int WaitSeconds(StringValues prefer)
    {
        foreach (var line in prefer)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                var preference = line.AsSpan(part).Trim(" \t");
                if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                    && preference[5..].Trim('"') is { IsEmpty: false } digits && !digits.ContainsAnyExceptInRange('0', '9'))
                {
                    // A number too large to read is an upper bound too.
                    return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                        ? Math.Min(seconds, MaxWaitSeconds)
                        : MaxWaitSeconds;
                }
            }
        }

        return 0;
    }
}
