using System.Collections.Immutable;

namespace Queue.Core.Waitlist;

/// <summary>What a party may need, in fixed words that every language of the screens has a text for.</summary>
public static class PartyTags
{
    /// <summary>The words, in the order in which screens show them.</summary>
    public static readonly ImmutableArray<string> All = ["high_chair", "wheelchair", "outside", "bar", "allergy", "incomplete"];

    /// <summary>The tag of a party of which some are still to come; such a party is not suggested for a free table.</summary>
    public const string Incomplete = "incomplete";
}
