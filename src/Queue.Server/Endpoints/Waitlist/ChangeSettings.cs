using Microsoft.Extensions.Options;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Waitlist;

/// <summary>The host changes how the queue behaves; what is absent stays. The answer holds all settings, so an empty object reads them.</summary>
internal static class ChangeSettings
{
    /// <summary>The settings as they are then.</summary>
    internal sealed record Response(bool Ok, WaitlistOptions Settings, UndoOffer? Undo);

    public static Task HandleAsync(
        HttpContext context, string code, WaitlistGate gate, IOptions<QueueOptions> queue, IOptions<LimitOptions> bounds) =>
        gate.CommandAsync(context, code, new CommandRequest
        {
            Caller = Caller.Host,
            MayBeEmpty = true,
            Read = (body, asking) => Read(body, asking, queue.Value, bounds.Value),
            Respond = RespondAsync,
        });

    private static (WaitlistCommand? Command, Problem? Problem) Read(
        JsonBody body, Asking asking, QueueOptions queue, LimitOptions bounds)
    {
        int? maxGuests = null;
        var options = asking.State.Options;
        var problem = body.OnlyFields(["maxGuests", .. OptionFields.Names])
            ?? OptionFields.Change(body, queue, options, out options)
            ?? body.Integer("maxGuests", 1, bounds.MaxGuestsPerQueue, out maxGuests);
        options = options with { MaxGuests = maxGuests ?? options.MaxGuests };
        return problem is null ? (new Core.Waitlist.ChangeSettings(options, asking.State.SettingsRev), null) : (null, problem);
    }

    private static Task RespondAsync(HttpContext context, RoomAnswer answer) => WaitlistReply.WriteAsync(
        context,
        answer,
        new Response(true, ((WaitlistSnapshot)answer.Snapshot).Waitlist.Options, answer.Reply?.Undo),
        WaitlistJson.Wire.SettingsResponse);
}
