using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>Who fits a free table of <c>?seats=</c>.</summary>
internal static class GetSuggestion
{
    private const int MostSeats = 100;

    public static async Task HandleAsync(HttpContext context, string code, RoomGate gate)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        problem ??= room is null ? Problem.SessionNotFound : gate.RequireHost(context, room);
        var seats = int.TryParse(context.Request.Query["seats"], out var given) && given is >= 1 and <= MostSeats ? given : 0;
        problem ??= seats == 0 ? Problem.Field("seats", "seats must be a whole number between 1 and 100") : null;
        if (room is null || problem is not null)
        {
            await (problem ?? Problem.SessionNotFound).WriteAsync(context);
            return;
        }

        var suggestion = new WaitlistView(((WaitlistSnapshot)room.Current).Waitlist).Suggest(seats);
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(suggestion, ViewJson.Wire.Suggestion, "application/json", context.RequestAborted);
    }
}
