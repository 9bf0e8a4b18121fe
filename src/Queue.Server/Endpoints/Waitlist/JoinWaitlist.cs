using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>A guest joins the end of the line. The reply holds the party's id, which is its credential.</summary>
internal static class JoinWaitlist
{
    internal sealed record Request(string? Name = null, int? Size = null, string? TurnstileToken = null);

    internal sealed record Response(
        PartyId PartyId,
        int Position,
        RoomId SessionId,
        int QueueLength,
        long EstimatedWaitMs,
        string EventName,
        int Ticket,
        long EstimatedLowMs,
        long EstimatedHighMs);

    public static Task HandleAsync(HttpContext context, string code, WaitlistGate gate, RateLimits limits, BotCheck botCheck) =>
        gate.CommandAsync(context, code, new CommandRequest
        {
            Caller = Caller.Anybody,
            Read = Read,
            Admit = (_, body, room) =>
            {
                body.Text("turnstileToken", out var token);
                return AdmitAsync(context, token, room, limits, botCheck);
            },
            Respond = RespondAsync,
        });

    private static (WaitlistCommand? Command, Problem? Problem) Read(JsonBody body, Asking asking)
    {
        int? size = null;
        var problem = Fields.DisplayedText(body, "name", Fields.MaxNameGraphemes, Fields.MaxNameLength, out var name)
            ?? body.Integer("size", 1, int.MaxValue, "size must be a positive integer", out size)
            ?? body.Text("turnstileToken", out _);
        return problem is null ? (new Join(Fields.NewPartyId(), name, size ?? 1, PartySource.Guest), null) : (null, problem);
    }

    /// <summary>What everybody must pass who joins, by whatever way.</summary>
    public static async ValueTask<Problem?> AdmitAsync(
        HttpContext context, string? botCheckToken, RoomCode code, RateLimits limits, BotCheck botCheck)
    {
        if (await limits.TakeAsync(Rate.Joins, RateLimits.AddressOf(context), code) is { } wait)
        {
            return Problem.TooManyRequests(wait);
        }

        return await botCheck.CheckAsync(context, botCheckToken);
    }

    /// <summary>Writes the place that a party got.</summary>
    public static Task RespondAsync(HttpContext context, RoomAnswer answer)
    {
        var state = ((WaitlistSnapshot)answer.Snapshot).Waitlist;
        var placed = answer.Reply as PartyPlaced ?? throw new InvalidOperationException("A join answers with a place.");
        var estimate = new WaitEstimate(placed.EstimatedLowMs, placed.EstimatedHighMs);
        var response = new Response(
            placed.Party,
            placed.Position,
            state.Id,
            placed.QueueLength,
            placed.QueueLength == 1 ? 0 : estimate.MiddleMs,
            state.EventName,
            placed.Ticket,
            estimate.LowMs,
            estimate.HighMs);
        return WaitlistReply.WriteAsync(context, answer, response, WaitlistJson.Wire.JoinResponse);
    }
}
