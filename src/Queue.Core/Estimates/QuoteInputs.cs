using System.Text.Json.Serialization;

namespace Queue.Core.Estimates;

/// <summary>What an estimate was made from; with the real wait, a row to learn from.</summary>
/// <param name="Band">The party's size band: 0, 1 or 2.</param>
/// <param name="AheadSmall">Parties ahead of the first band.</param>
/// <param name="AheadMiddle">Parties ahead of the second band.</param>
/// <param name="AheadLarge">Parties ahead of the third band.</param>
/// <param name="PaceMinutes">D: (parties ahead of its own band + 1) × the band's pace, hour by hour from now.</param>
/// <param name="Speed">Waits of the last 90 minutes against what was told, 0.6 to 1.6; 1 is as told.</param>
/// <param name="ToldMinutes">F: the wait in minutes before it was corrected by how such estimates turned out.</param>
public readonly record struct QuoteInputs(
    int Band, int AheadSmall, int AheadMiddle, int AheadLarge, double PaceMinutes, double Speed, double ToldMinutes)
{
    /// <summary>Parties ahead of its own band.</summary>
    [JsonIgnore]
    public int AheadInBand => Band == 0 ? AheadSmall : Band == 1 ? AheadMiddle : AheadLarge;
}
