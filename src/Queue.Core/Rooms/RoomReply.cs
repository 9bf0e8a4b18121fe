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
}

/// <summary>The command was done and there is nothing more to say.</summary>
public sealed record Done : RoomReply
{
    /// <summary>The one value of this type.</summary>
    public static readonly Done Value = new();
}
