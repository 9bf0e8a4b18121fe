namespace Queue.Server.Analytics.Report;

/// <summary>What one host's device did in a period.</summary>
internal sealed record DeviceActs
{
    /// <summary>The device's id; null for what came from none that is known.</summary>
    public string? Device { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>How often it did what: added, called, served, no_show, kicked, restored, call_taken_back, call_extended, held, unheld, moved,
    /// edited, declined, paused, resumed, announced, settings_changed, undone.</summary>
    public required IReadOnlyDictionary<string, int> Acts { get; init; }

    /// <summary>When it last did anything in the period.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Calls out of turn, by what explains them.</summary>
    public required IReadOnlyDictionary<string, int> Skips { get; init; }
}

/// <summary>What hosts did, by device.</summary>
internal static class HostMetrics
{
    private const string Undone = "undone";

    /// <summary>By device, the busiest first.</summary>
    public static IReadOnlyList<DeviceActs> Of(ReportData data)
    {
        var acts = data.Rows.Acts.Where(IsByHost).Select(act => (act.Device, Kind: NameOf(act), act.At))
            .Concat(data.Rows.Undos.Select(undo => (undo.Device, Kind: Undone, undo.At)))
            .ToLookup(act => act.Device ?? "", StringComparer.Ordinal);
        var skips = data.Skips.ToLookup(skip => skip.Device ?? "", skip => skip.Reason, StringComparer.Ordinal);
        return
        [
            .. acts.Select(device => new DeviceActs
            {
                Device = device.Key.Length == 0 ? null : device.Key,
                Acts = Counts(device.Select(act => act.Kind)),
                LastAt = DateTimeOffset.FromUnixTimeMilliseconds(device.Max(act => act.At)),
                Skips = Counts(skips[device.Key]),
            }).OrderByDescending(device => device.Acts.Values.Sum()).ThenBy(device => device.Device, StringComparer.Ordinal),
        ];
    }

    private static bool IsByHost(Act act) => act.Kind switch
    {
        ActKinds.Joined => string.Equals(act.Source, "Host", StringComparison.Ordinal),
        ActKinds.Held or ActKinds.Unheld or ActKinds.Declined => true,
        ActKinds.Paused or ActKinds.Resumed or ActKinds.Announced or ActKinds.SettingsChanged => true,
        ActKinds.Closed => false,
        _ => string.Equals(act.Actor, "host", StringComparison.Ordinal),
    };

    private static string NameOf(Act act) => act.Kind is ActKinds.Joined ? "added" : act.Kind;

    private static Dictionary<string, int> Counts(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
