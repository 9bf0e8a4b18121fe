using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// The way of every request about a chat room: its owner's API key, a token of the room or, where the room's options say so, nothing. A
/// room of somebody else does not exist; without any credential nothing is told of rooms that are not open, not even that they exist.
/// </summary>
internal sealed class ChatGate(RoomDirectory directory, KeyStore keys, AccessTokens tokens, RateLimits limits, RoomStandings standings)
{
    public async ValueTask<(ChatAccess? Access, Problem? Problem)> FindAsync(HttpContext context, string id, ChatRight right)
    {
        var token = KeyCredential.TokenOf(context);
        return token is null ? await FindOpenAsync(context, id, right)
            : token.StartsWith(ApiKey.Start, StringComparison.Ordinal) ? await FindOwnAsync(id, token, right)
            : await FindByTokenAsync(id, token, right);
    }

    /// <summary>The room of a hook; null when there is no such room or hook.</summary>
    public async ValueTask<RoomActor?> FindHookAsync(string id, string hookId) =>
        await LoadAsync(id) is { } room && StateOf(room).Hooks.Contains(hookId, StringComparer.Ordinal) ? room : null;

    /// <summary>Finds a room as somebody without any credential.</summary>
    public async ValueTask<(ChatAccess? Access, Problem? Problem)> FindOpenAsync(HttpContext context, string id, ChatRight right)
    {
        var address = RateLimits.AddressOf(context);
        if (right == ChatRight.Own || !RoomId.TryParse(id, out _))
        {
            return (null, Problem.MissingApiKey);
        }

        return !limits.TryTake(Rate.PublicPolls, address, default, out var wait) ? (null, Problem.RateLimitExceeded(wait))
            : await LoadAsync(id) is { } room && IsOpen(StateOf(room), right) ? (Anybody(room, address) with { IsShared = true }, null)
            : (null, Problem.MissingApiKey);
    }

    private async ValueTask<(ChatAccess? Access, Problem? Problem)> FindOwnAsync(string id, string text, ChatRight right)
    {
        if (keys.Find(text) is not { } key)
        {
            return (null, Problem.InvalidApiKey);
        }

        if (right == ChatRight.Read && !limits.TryTake(Rate.Polls, key.Subject, default, out var wait))
        {
            return (null, Problem.RateLimitExceeded(wait));
        }

        return await LoadAsync(id) is not { } room ? (null, Problem.RoomNotFound)
            : StateOf(room).Owner == key.Owner ? (Owner(room, key), null)
            : IsOpen(StateOf(room), right) ? (Anybody(room, key.Subject), null)
            : (null, Problem.RoomNotFound);
    }

    private async ValueTask<(ChatAccess? Access, Problem? Problem)> FindByTokenAsync(string id, string token, ChatRight right)
    {
        if (right == ChatRight.Own)
        {
            return (null, Problem.InvalidApiKey);
        }

        var (check, role, credential) = RoomId.TryParse(id, out var roomId) ? Verify(token, roomId) : default;
        if (check != TokenCheck.Good)
        {
            return (null, check == TokenCheck.Expired ? Problem.TokenExpired : Problem.Unauthorized);
        }

        if (right == ChatRight.Read && !limits.TryTake(Rate.Polls, credential, default, out var wait))
        {
            return (null, Problem.RateLimitExceeded(wait));
        }

        var tokenId = AccessTokens.IdOf(token);
        return await LoadAsync(id) is not { } room ? (null, Problem.RoomNotFound)
            : !standings.HasToken(StateOf(room), tokenId) ? (null, Problem.Unauthorized)
            : right == ChatRight.Write && role == TokenRole.RoomRead ? (null, Problem.ReadOnlyToken)
            : (new ChatAccess(room, credential, ChatStanding.Token) { StandingText = RoomStandings.OfToken(tokenId) }, null);
    }

    private (TokenCheck Check, TokenRole Role, UInt128 Credential) Verify(string token, RoomId room)
    {
        var check = tokens.Verify(token, room, TokenRole.RoomWrite, out var credential);
        return check != TokenCheck.Bad
            ? (check, TokenRole.RoomWrite, credential)
            : (tokens.Verify(token, room, TokenRole.RoomRead, out credential), TokenRole.RoomRead, credential);
    }

    private static ChatAccess Owner(RoomActor room, ApiKey key) =>
        new(room, key.Subject, ChatStanding.Owner) { StandingText = RoomStandings.OfKey(key) };

    private static ChatAccess Anybody(RoomActor room, UInt128 credential) =>
        new(room, credential, ChatStanding.Anybody) { StandingText = RoomStandings.Open };

    private static bool IsOpen(ChatState state, ChatRight right) => right switch
    {
        ChatRight.Read => state.Options.PublicRead,
        ChatRight.Write => state.Options.AnonymousWrite,
        ChatRight.Own => false,
    };

    private async ValueTask<RoomActor?> LoadAsync(string id) =>
        RoomId.TryParse(id, out var room) && await directory.FindAsync(room) is { Current: ChatSnapshot { Chat.Deleted: false } } found
            ? found
            : null;

    private static ChatState StateOf(RoomActor room) => ((ChatSnapshot)room.Current).Chat;
}
