using Queue.Core.Waitlist;
using Queue.Server.Configuration;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints.Venues;

/// <summary>
/// How the queues of a venue behave: the options of a queue and <c>maxGuests</c>. Given together: what is left out is as its preset has it. The
/// time zone is the venue's.
/// </summary>
internal static class DefaultFields
{
    public static Problem? Read(JsonBody fields, QueueOptions queue, LimitOptions bounds, out WaitlistOptions? defaults)
    {
        defaults = null;
        var options = new WaitlistOptions();
        int? maxGuests = null;
        var problem = fields.OnlyFields(["maxGuests", .. OptionFields.Names.Where(static name => name is not "timeZone")])
            ?? fields.Integer("maxGuests", 1, bounds.MaxGuestsPerQueue, out maxGuests)
            ?? OptionFields.Read(fields, queue, out options);
        defaults = options with { MaxGuests = maxGuests ?? bounds.MaxGuestsPerQueue };
        return problem;
    }
}
