using System.Text.Json.Serialization;
using Queue.Core.Chat;
using Queue.Core.Waitlist;

namespace Queue.Core.Rooms;

/// <summary>What an accepted command answers. Holds ids and numbers; names are filled in from the state when it is shown.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(PartyPlaced), "party_placed")]
[JsonDerivedType(typeof(PartyChanged), "party_changed")]
[JsonDerivedType(typeof(Advanced), "advanced")]
[JsonDerivedType(typeof(ItemPosted), "item_posted")]
[JsonDerivedType(typeof(TokenGiven), "token_given")]
[JsonDerivedType(typeof(HookGiven), "hook_given")]
public abstract record RoomReply
{
    private protected RoomReply()
    {
    }

    /// <summary>How a host can take back what they asked for; <see langword="null"/> where that cannot be undone.</summary>
    public UndoOffer? Undo { get; init; }
}

/// <summary>The command was done and there is nothing more to say.</summary>
public sealed record Done : RoomReply
{
    /// <summary>The one value of this type.</summary>
    public static readonly Done Value = new();
}

/// <summary>How a host can take back what they did.</summary>
/// <param name="Version">The version to name.</param>
/// <param name="Until">Until when it can be undone.</param>
public sealed record UndoOffer(long Version, DateTimeOffset Until);
