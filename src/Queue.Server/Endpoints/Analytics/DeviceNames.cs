using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Analytics.Report;
using Queue.Server.Rooms;

namespace Queue.Server.Endpoints.Analytics;

/// <summary>
/// Gives hosts' devices their names. <c>analytics.db</c> has none: the queues and venues know them, and forget them when they are to.
/// </summary>
internal sealed class DeviceNames(RoomDirectory directory)
{
    private const int MostRooms = 50;

    /// <summary>What hosts did, by device; names as the newest rooms know them.</summary>
    public async Task<IReadOnlyList<DeviceActs>> OfAsync(ReportData data)
    {
        var devices = HostMetrics.Of(data);
        var venues = new HashSet<RoomId>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var room in data.Rows.Acts.Where(act => act.Device is not null).OrderByDescending(act => act.At).Select(act => act.Room).Distinct(StringComparer.Ordinal).Take(MostRooms))
        {
            if (await directory.FindAsync(new RoomId(room)) is { Current.State: WaitlistState queue })
            {
                queue.Devices.ToList().ForEach(device => names.TryAdd(device.Key, device.Value));
                _ = queue.Venue is { } evening && venues.Add(evening.Venue);
            }
        }

        foreach (var id in venues)
        {
            if (await directory.FindAsync(id) is { Current.State: VenueState venue })
            {
                venue.Devices.Concat(venue.Removed).Where(device => device.Name is not null).ToList().ForEach(device => names.TryAdd(device.Id, device.Name ?? ""));
            }
        }

        return [.. devices.Select(device => device with { Name = device.Device is { } id ? names.GetValueOrDefault(id) : null })];
    }
}
