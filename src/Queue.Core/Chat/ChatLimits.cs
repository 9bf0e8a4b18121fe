namespace Queue.Core.Chat;

/// <summary>What bounds a chat room's state.</summary>
public static class ChatLimits
{
    /// <summary>Tokens that may be open at once.</summary>
    public const int Tokens = 100;

    /// <summary>Hooks that may be open at once.</summary>
    public const int Hooks = 20;

    /// <summary>Items that are forgotten together, at least.</summary>
    public const int ForgetTogether = 16;
}
