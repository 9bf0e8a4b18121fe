using Queue.Core.Waitlist;
using Queue.Server.Http;
using Queue.Server.Push;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Push;

/// <summary>A phone says that it showed an alert, or that somebody reacted. The token came inside the encrypted alert.</summary>
internal static class ReceivePushReceipt
{
    internal sealed record Request(string Token, string State, string? Answer);

    public static async Task HandleAsync(HttpContext context, PushReceipts receipts, PushStore store, RoomDirectory directory, TimeProvider time)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, "Invalid JSON body", mayBeEmpty: false);
        using (body)
        {
            problem ??= body is null ? null : await ReceiveAsync(body, receipts, store, directory, time);
            await (problem is null ? context.Response.WriteAsync("ok", context.RequestAborted) : problem.WriteAsync(context));
        }
    }

    private static async Task<Problem?> ReceiveAsync(
        JsonBody body, PushReceipts receipts, PushStore store, RoomDirectory directory, TimeProvider time)
    {
        string? token = null, state = null;
        if ((body.OnlyFields("token", "state", "answer") ?? body.Text("token", out token) ?? body.Text("state", out state)) is { } problem)
        {
            return problem;
        }

        PushState? reached = state switch
        {
            "shown" => PushState.Shown,
            "answered" => PushState.Answered,
            _ => null,
        };
        if (reached is not { } push)
        {
            return Problem.Field("state", "state must be shown or answered");
        }

        if (receipts.Read(token ?? "") is not { } about || await directory.FindAsync(about.Room) is not { } room)
        {
            return Problem.Of("invalid_receipt", "The receipt token is not valid");
        }

        var answered = push is PushState.Answered;
        await store.NoteReceiptAsync(about.Delivery, about.Party.ToString(), answered, time.GetUtcNow().ToUnixTimeMilliseconds());
        await directory.AskAsync(room, new ReportDelivery(about.Party, push, about.Calls), null);
        return null;
    }
}
