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

/// <summary>
/// Changes name and options. What is absent stays as it is when the command's turn comes, so that two who change different things do not
/// undo each other; what is equal already is no change.
/// </summary>
public sealed record ChangeChat : ChatCommand
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether anybody may read.</summary>
    public bool? PublicRead { get; init; }

    /// <summary>Whether anybody may post.</summary>
    public bool? AnonymousWrite { get; init; }

    /// <summary>How many of the newest items are kept at least; 0 for all.</summary>
    public int? KeepMessages { get; init; }

    /// <summary>For how many days items are kept at least; 0 for ever.</summary>
    public int? KeepDays { get; init; }

    /// <summary>The options after the change.</summary>
    /// <param name="options">The options before it.</param>
    /// <returns>The same where nothing is to change.</returns>
    public ChatOptions ApplyTo(ChatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ChatOptions(
            PublicRead ?? options.PublicRead,
            AnonymousWrite ?? options.AnonymousWrite,
            Bound(KeepMessages, options.KeepMessages),
            Bound(KeepDays, options.KeepDays));
    }

    private static int? Bound(int? asked, int? now) => asked switch
    {
        null => now,
        0 => null,
        _ => asked,
    };
}

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
public sealed record ChatMessage(Guid Id, string Sender, SenderType SenderType, string Content, string? Color)
{
    /// <summary>The message as an item of a room.</summary>
    /// <param name="seq">Its number there.</param>
    /// <param name="at">When it was taken.</param>
    /// <returns>The item.</returns>
    public MessagePosted ToItem(long seq, DateTimeOffset at) => new(seq, Id, SenderType, Color)
    {
        At = at,
        Personal = new PersonalData(Sender) { Content = Content },
    };
}

/// <summary>What a system publishes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Topic">What kind of thing, in the publisher's words.</param>
/// <param name="Data">JSON text.</param>
public sealed record ChatNotification(Guid Id, string Topic, string Data)
{
    /// <summary>The notification as an item of a room.</summary>
    /// <param name="seq">Its number there.</param>
    /// <param name="at">When it was taken.</param>
    /// <param name="signature">The signature of a post by hook.</param>
    /// <returns>The item.</returns>
    public NotificationPublished ToItem(long seq, DateTimeOffset at, string? signature = null) => new(seq, Id, Topic, signature)
    {
        At = at,
        Personal = new PersonalData(null) { Content = Data },
    };
}
