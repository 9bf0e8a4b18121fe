using Queue.Core.Rooms;

namespace Queue.Core.Chat;

/// <summary>A chat room was created: the opening event of its room, and number 0 in it.</summary>
/// <param name="Id">The room.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Options">How it behaves.</param>
public sealed record ChatCreated(RoomId Id, OwnerId Owner, string Name, ChatOptions Options) : RoomEvent;

/// <summary>Something that followers of a room get, in the order of its numbers: 1, 2, 3 … without holes.</summary>
/// <param name="Seq">Its number.</param>
public abstract record ChatItem(long Seq) : RoomEvent;

/// <summary>Somebody said something. Who and what is in <see cref="RoomEvent.Personal"/>.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Id">Its id.</param>
/// <param name="SenderType">What the sender is.</param>
/// <param name="Color">How the sender's name is shown.</param>
public sealed record MessagePosted(long Seq, Guid Id, SenderType SenderType, string? Color) : ChatItem(Seq);

/// <summary>A system published something. What is in <see cref="RoomEvent.Personal"/>, as it may name people.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Id">Its id.</param>
/// <param name="Topic">What kind of thing.</param>
/// <param name="Signature">The signature of a post by hook.</param>
public sealed record NotificationPublished(long Seq, Guid Id, string Topic, string? Signature) : ChatItem(Seq);

/// <summary>Name or options were changed.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Name">The name from now on.</param>
/// <param name="Options">The options from now on.</param>
public sealed record ChatChanged(long Seq, string Name, ChatOptions Options) : ChatItem(Seq);

/// <summary>Items that need not be kept any longer were forgotten.</summary>
/// <param name="UntilSeq">All up to this number.</param>
public sealed record ItemsForgotten(long UntilSeq) : RoomEvent;

/// <summary>A token was given out.</summary>
/// <param name="Token">Its id, role and end.</param>
public sealed record TokenIssued(ChatToken Token) : RoomEvent;

/// <summary>A token was taken back.</summary>
/// <param name="TokenId">Which.</param>
public sealed record TokenRevoked(string TokenId) : RoomEvent;

/// <summary>A hook was given out.</summary>
/// <param name="HookId">Its id.</param>
public sealed record HookAdded(string HookId) : RoomEvent;

/// <summary>A hook was taken back.</summary>
/// <param name="HookId">Which.</param>
public sealed record HookRemoved(string HookId) : RoomEvent;

/// <summary>The room was deleted, and all that was said in it.</summary>
public sealed record ChatDeleted : RoomEvent;
