using Queue.Core.Venues;
using Queue.Server.Endpoints.Waitlist;

namespace Queue.Server.Endpoints.Venues;

/// <summary>Ends a venue for good: tonight's queue is closed, and its code and its name lead nowhere.</summary>
internal static class DeleteVenue
{
    public static Task HandleAsync(HttpContext context, string id, VenueCommandRequest request) => request.HandleAsync(context, id, new VenueRequest
    {
        MayBeEmpty = true,
        Read = static body => body.OnlyFields() is { } problem ? (null, problem) : (new EndVenue(), null),
        Respond = static (context, _, answer) => WaitlistReply.WriteOkAsync(context, answer),
    });
}
