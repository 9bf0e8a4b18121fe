using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Queue.Core.Waitlist;

namespace Queue.Core.Estimates;

/// <summary>
/// What a venue has learned about its waits, in at most 2 KB of JSON: the pace of each size band by hour, a line fitted to the
/// waits of each, and how waits compared with what was told. It changes once an evening, by <see cref="Fold"/>.
/// </summary>
public sealed record EstimateModel
{
    /// <summary>The version of the numbers kept; models of another version are not read.</summary>
    public const int CurrentVersion = 1;

    /// <summary>What is left of an evening after the next one.</summary>
    internal const double Kept = 0.98;

    /// <summary>A venue before its first evening.</summary>
    public static readonly EstimateModel Empty = new()
    {
        Version = CurrentVersion,
        Bands = [.. SizeBand.All.Select(_ => BandModel.Empty)],
    };

    /// <summary>The version of the numbers kept.</summary>
    public required int Version { get; init; }

    /// <summary>Evenings learned from.</summary>
    public int Evenings { get; init; }

    /// <summary>What was learned of each size band, smallest first.</summary>
    public required ImmutableArray<BandModel> Bands { get; init; }

    /// <summary>Whether it can be used: of this version, complete, and every number within reason.</summary>
    [JsonIgnore]
    public bool IsUsable =>
        Version == CurrentVersion && Evenings >= 0 && !Bands.IsDefault && Bands.Length == SizeBand.All.Count
        && Bands.All(band => band is { IsUsable: true });

    /// <summary>Learns from an evening that is over. An evening in which nobody left the line teaches nothing.</summary>
    /// <param name="evening">The evening.</param>
    /// <returns>The model for the next one.</returns>
    public static EstimateModel Fold(EveningWaits evening)
    {
        ArgumentNullException.ThrowIfNull(evening);
        var model = evening.Model;
        return evening.Bands.Any(band => band.HasTurned)
            ? model with
            {
                Evenings = model.Evenings + 1,
                Bands = [.. model.Bands.Zip(evening.Bands, (band, tonight) => band.Fold(tonight, Kept))],
            }
            : model;
    }
}
