using Queue.Core.Rooms;

namespace Queue.Core.Chat;

/// <summary>Opens a chat room. All values are validated and cleaned by the caller.</summary>
/// <param name="Id">The new room's id.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Options">How it behaves.</param>
public sealed record CreateChat(RoomId Id, OwnerId Owner, string Name, ChatOptions Options) : RoomCommand;

/// <summary>A command to a chat room.</summary>
public abstract record ChatCommand : RoomCommand
{
    private protected ChatCommand()
    {
    }
}

/// <summary>Says something.</summary>
/// <param name="Message">What, under a new id.</param>
public sealed record PostMessage(ChatMessage Message) : ChatCommand;

/// <summary>A system publishes something to whoever follows the room.</summary>
/// <param name="Notification">What, under a new id.</param>
/// <param name="Signature">The signature of a post by hook, which is taken once; <see langword="null"/> for another.</param>
public sealed record PublishNotification(ChatNotification Notification, string? Signature) : ChatCommand;

/// <summary>Changes name and options. What is equal already is no change.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Options">The new options.</param>
public sealed record ChangeChat(string Name, ChatOptions Options) : ChatCommand;

/// <summary>Gives out a token.</summary>
/// <param name="Token">Its id, role and end.</param>
public sealed record IssueToken(ChatToken Token) : ChatCommand;

/// <summary>Takes a token back. One that is not there, or not any more, is no error.</summary>
/// <param name="TokenId">Which.</param>
public sealed record RevokeToken(string TokenId) : ChatCommand;

/// <summary>Gives out a hook.</summary>
/// <param name="HookId">A new id.</param>
public sealed record AddHook(string HookId) : ChatCommand;

/// <summary>Takes a hook back.</summary>
/// <param name="HookId">Which.</param>
public sealed record RemoveHook(string HookId) : ChatCommand;

/// <summary>Deletes the room and all that was said in it, for good.</summary>
public sealed record DeleteChat : ChatCommand;

/// <summary>What somebody says.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sender">Who, as they call themselves.</param>
/// <param name="SenderType">What they are.</param>
/// <param name="Content">What they say.</param>
/// <param name="Color">How their name is shown; <see langword="null"/> when they do not mind.</param>
public sealed record ChatMessage(Guid Id, string Sender, SenderType SenderType, string Content, string? Color);

/// <summary>What a system publishes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Topic">What kind of thing, in the publisher's words.</param>
/// <param name="Data">JSON text.</param>
public sealed record ChatNotification(Guid Id, string Topic, string Data);
