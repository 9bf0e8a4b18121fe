using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using Queue.Server.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Venues;

/// <summary>Who did what at a venue: read from the committed events of the venue and its evenings, so nothing can be done that is not in it.</summary>
internal sealed class AuditTrail(RoomDirectory directory, IEventLog log)
{
    private const int ReadTogether = 500;

    /// <summary>What was done in a period, from inclusive to exclusive; the newest of it, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(
        VenueState venue, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken)
    {
        var period = (From: from, To: to);
        var entries = new List<AuditEntry>();
        for (var number = venue.Evening?.Number ?? 0; number > 0 && entries.Count < most; number--)
        {
            if (await directory.FindAsync(VenueEvening.RoomOf(venue.Id, number)) is not { Current.State: WaitlistState queue })
            {
                continue;
            }

            if (queue.CreatedAt < to)
            {
                entries.AddRange(await ReadAsync(queue.Id, period, most - entries.Count, e => EntryOf(venue, queue, number, e), cancellationToken));
            }

            if (queue.CreatedAt <= from)
            {
                break;
            }
        }

        entries.AddRange(await ReadAsync(venue.Id, period, most, e => EntryOf(venue, e), cancellationToken));
        return [.. entries.OrderByDescending(entry => entry.At).Take(most)];
    }

    private async Task<List<AuditEntry>> ReadAsync(
        RoomId room, (DateTimeOffset From, DateTimeOffset To) period, int most, Func<RoomEvent, AuditEntry?> entryOf, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        var before = long.MaxValue;
        while (entries.Count < most && await log.ReadBackAsync(room, before, ReadTogether, cancellationToken) is [.., var oldest] events)
        {
            entries.AddRange(events
                .Where(stored => stored.Happened.At >= period.From && stored.Happened.At < period.To)
                .Select(stored => entryOf(stored.Happened)).OfType<AuditEntry>().Take(most - entries.Count));
            before = oldest.Happened.At < period.From ? 0 : oldest.Version;
        }

        return entries;
    }

    // What a host does carries the host's device. What it brings about for every party, and what merely names a device, is left out.
    private static AuditEntry? EntryOf(VenueState venue, WaitlistState queue, int number, RoomEvent happened)
    {
        if (happened.Device is not { } id || happened is DeviceNamed or PlacesSpread or PartyClosed)
        {
            return null;
        }

        var party = happened is PartyJoined joined ? joined.Party : (happened as PartyEvent)?.Party;
        return By(venue, id, happened) with
        {
            DeviceName = DeviceOf(venue, id)?.Name ?? queue.Devices.GetValueOrDefault(id),
            Evening = number,
            SessionId = queue.Id,
            Ticket = party is { } which ? (queue.Parties.Find(which) ?? queue.Finished.Find(which)?.Party)?.Ticket : null,
        };
    }

    private static AuditEntry? EntryOf(VenueState venue, RoomEvent happened) => happened switch
    {
        VenueCreated or VenueChanged or PinChanged => By(venue, happened.Device, happened),
        DevicePaired e => By(venue, happened.Device, happened) with { Target = e.Personal?.Name },
        DeviceRemoved e => By(venue, happened.Device, happened) with { Target = DeviceOf(venue, e.Id)?.Name },
        _ => null,
    };

    private static AuditEntry By(VenueState venue, string? device, RoomEvent happened)
    {
        var known = device is null ? null : DeviceOf(venue, device);
        return new AuditEntry(
            happened.At,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(happened.GetType().Name),
            device is null ? "owner" : known?.Role == VenueRole.Manager ? "manager" : "host")
        {
            DeviceId = device,
            DeviceName = known?.Name,
        };
    }

    private static VenueDevice? DeviceOf(VenueState venue, string id) =>
        venue.FindDevice(id) ?? venue.Removed.FindLast(device => device.Id.Equals(id, StringComparison.Ordinal));
}
