using Queue.Core.Venues;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Venues;

namespace Queue.Server.Endpoints.Venues;

/// <summary>Sets the PIN that unlocks the venue's devices when they were left alone, or takes it away.</summary>
internal static class SetPin
{
    internal sealed record Request(string? Pin);

    public static Task HandleAsync(HttpContext context, string id, VenueCommandRequest request) => request.HandleAsync(context, id, new VenueRequest
    {
        Right = VenueRight.Manage,
        Read = Read,
        Respond = static (context, _, answer) => WaitlistReply.WriteOkAsync(context, answer),
    });

    private static (VenueCommand? Command, Problem? Problem) Read(JsonBody body)
    {
        string? pin = null;
        var problem = body.OnlyFields("pin")
            ?? body.Text("pin", out pin)
            ?? (pin is null || Pins.IsValid(pin) ? null : Problem.Field("pin", "pin must be 4 to 8 digits"));
        return problem is null ? (new Core.Venues.SetPin(pin is null ? null : Pins.Of(pin)), null) : (null, problem);
    }
}
