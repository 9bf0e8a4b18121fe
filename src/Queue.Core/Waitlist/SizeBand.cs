namespace Queue.Core.Waitlist;

/// <summary>Party sizes that compete for the same tables: 1 to 2, 3 to 4, 5 and more.</summary>
/// <param name="MinSize">The smallest party of the band.</param>
/// <param name="MaxSize">The largest; <see cref="int.MaxValue"/> for the last band.</param>
public sealed record SizeBand(int MinSize, int MaxSize)
{
    /// <summary>All bands, smallest first.</summary>
    public static readonly IReadOnlyList<SizeBand> All = [new(1, 2), new(3, 4), new(5, int.MaxValue)];

    /// <summary>The band of a party.</summary>
    /// <param name="size">People in the party, 1 or more.</param>
    /// <returns>The band.</returns>
    public static SizeBand Of(int size) => size <= 2 ? All[0] : size <= 4 ? All[1] : All[2];

    /// <summary>The place of a band in <see cref="All"/>.</summary>
    /// <param name="band">The band.</param>
    /// <returns>0, 1 or 2.</returns>
    public static int IndexOf(SizeBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        return band.MinSize <= 2 ? 0 : band.MinSize <= 4 ? 1 : 2;
    }

    /// <summary>Tells whether a party of this size is in the band.</summary>
    /// <param name="size">People in the party.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public bool Contains(int size) => size >= MinSize && size <= MaxSize;
}
