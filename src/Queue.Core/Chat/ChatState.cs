using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Queue.Core.Rooms;

namespace Queue.Core.Chat;

/// <summary>
/// A chat room at one version. What was said is not in it: that is the room's log, and read from there by its numbers.
/// </summary>
public sealed record ChatState : RoomState
{
    /// <summary>What the room is called.</summary>
    public required string Name { get; init; }

    /// <summary>Whose it is.</summary>
    public required OwnerId Owner { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override OwnerId? OwnedBy => Owner;

    /// <summary>How it behaves.</summary>
    public required ChatOptions Options { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The number of the newest item; 0 before the first, as the creation is number 0.</summary>
    public long LastSeq { get; init; }

    /// <summary>The number of the oldest item that is kept; 1 as long as all are.</summary>
    public long FirstSeq { get; init; } = 1;

    /// <summary>The days on which something was said that is kept, each with its first number, oldest first.</summary>
    public ImmutableList<ChatDay> Days { get; init; } = [];

    /// <summary>The tokens that were given out and neither ran out nor were revoked.</summary>
    public ImmutableList<ChatToken> Tokens { get; init; } = [];

    /// <summary>The hooks by which other systems may post.</summary>
    public ImmutableList<string> Hooks { get; init; } = [];

    /// <summary>Posts by hook of the last minutes, so that none is taken twice.</summary>
    public ImmutableList<HookPost> HookPosts { get; init; } = [];

    /// <summary>The room was deleted for good.</summary>
    public bool Deleted { get; init; }

    /// <summary>Items that are kept.</summary>
    [JsonIgnore]
    public long Kept => LastSeq - FirstSeq + 1;
}

/// <summary>How a chat room behaves.</summary>
/// <param name="PublicRead">Anybody who knows its id may read.</param>
/// <param name="AnonymousWrite">Anybody who knows its id may post, within a stricter limit.</param>
/// <param name="KeepMessages">At least so many of the newest items are kept; <see langword="null"/> for all.</param>
/// <param name="KeepDays">Items are kept for at least so many days; <see langword="null"/> for ever.</param>
public sealed record ChatOptions(bool PublicRead = false, bool AnonymousWrite = false, int? KeepMessages = null, int? KeepDays = null);

/// <summary>A day (UTC) and the first item of it.</summary>
/// <param name="Day">The day.</param>
/// <param name="FirstSeq">The item's number.</param>
public sealed record ChatDay(DateOnly Day, long FirstSeq);

/// <summary>A token that lets somebody into one room.</summary>
/// <param name="Id">Names it; the token itself is signed and not stored.</param>
/// <param name="Role">What it allows.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record ChatToken(string Id, ChatRole Role, DateTimeOffset ExpiresAt);

/// <summary>A post that came by a hook.</summary>
/// <param name="Signature">Its signature, which no second one has.</param>
/// <param name="At">When it came.</param>
public sealed record HookPost(string Signature, DateTimeOffset At);

/// <summary>What a token allows.</summary>
public enum ChatRole
{
    /// <summary>Reading.</summary>
    Read,

    /// <summary>Reading and posting.</summary>
    Write,
}

/// <summary>Who speaks.</summary>
public enum SenderType
{
    /// <summary>A person.</summary>
    Human,

    /// <summary>A program that answers people.</summary>
    Agent,

    /// <summary>The system itself.</summary>
    System,
}
