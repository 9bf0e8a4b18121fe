using System.Globalization;

namespace Queue.Server.Snapshots;

/// <summary>
/// Which of two snapshots of a room is newer. The epoch decides first: it rises when a backup is restored, and then a lower version is
/// the newer one.
/// </summary>
internal readonly record struct SnapshotVersion(int Epoch, long Version)
{
    public bool IsNewerThan(SnapshotVersion other) => Epoch != other.Epoch ? Epoch > other.Epoch : Version > other.Version;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SnapshotVersion version)
    {
        version = default;
        var dot = text.IndexOf('.');
        if (dot < 0
            || !int.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        version = new SnapshotVersion(epoch, number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Version}");
}
