using System.Collections.Immutable;
using System.Diagnostics;
using Queue.Core.Rooms;

namespace Queue.Core.Chat;

/// <summary>
/// The rules of a chat room. Invariants: items are numbered 1, 2, 3 … in the order in which they happened, without holes; what was
/// forgotten is a beginning of them; a deleted room takes nothing more.
/// </summary>
internal static class ChatLogic
{
    /// <summary>How long a post by hook is remembered. Older ones are refused by their time.</summary>
    private static readonly TimeSpan HookMemory = TimeSpan.FromMinutes(11);

    public static RoomEvent Open(CreateChat create, DateTimeOffset at) =>
        new ChatCreated(create.Id, create.Owner, create.Name, create.Options) { At = at };

    public static Outcome Decide(ChatState state, ChatCommand command, DateTimeOffset at)
    {
        if (state.Deleted)
        {
            return command is DeleteChat ? Outcome.Accept(Done.Value) : RoomErrors.RoomDeleted;
        }

        return command switch
        {
            PostMessage post => Post(state, post, at),
            PublishNotification publish => Add(state, at, publish.Notification.ToItem(state.LastSeq + 1, at, publish.Signature), publish.Notification.Id),
            ChangeChat change => Change(state, change, at),
            IssueToken issue => Issue(state, issue.Token with { ExpiresAt = EpochMilliseconds.Truncate(issue.Token.ExpiresAt) }, at),
            RevokeToken revoke when state.Tokens.Exists(token => Same(token.Id, revoke.TokenId)) =>
                Outcome.Accept(Done.Value, new TokenRevoked(revoke.TokenId) { At = at }),
            AddHook add => state.Hooks.Count >= ChatLimits.Hooks
                ? RoomErrors.TooManyHooks
                : Outcome.Accept(new HookGiven(add.HookId), new HookAdded(add.HookId) { At = at }),
            RemoveHook remove when state.Hooks.Exists(hook => Same(hook, remove.HookId)) =>
                Outcome.Accept(Done.Value, new HookRemoved(remove.HookId) { At = at }),
            RevokeToken or RemoveHook => Outcome.Accept(Done.Value),
            DeleteChat => Outcome.Accept(Done.Value, new ChatDeleted { At = at }),
            _ => throw new UnreachableException($"{command.GetType().Name} is no command of a chat room."),
        };
    }

    /// <summary>A signed post is taken once, even when it has a key by which it would get its kept answer: whoever sends it again may have overheard it.</summary>
    public static bool IsReplay(ChatState state, ChatCommand command) =>
        command is PublishNotification { Signature: { } signature } && state.HookPosts.Exists(post => Same(post.Signature, signature));

    /// <summary>Midnight (UTC) after the oldest day need not be kept any longer.</summary>
    public static DateTimeOffset? NextDeadline(ChatState state) =>
        !state.Deleted && state.Options.KeepDays is { } days && state.Days is [var oldest, ..] ? EndOf(oldest, days) : null;

    public static ImmutableArray<RoomEvent> Due(ChatState state, DateTimeOffset at)
    {
        var days = state.Options.KeepDays ?? throw new UnreachableException("Nothing is due in a room that keeps all.");
        var kept = state.Days.Find(day => EndOf(day, days) > at);
        return [new ItemsForgotten((kept?.FirstSeq ?? state.LastSeq + 1) - 1) { At = at }];
    }

    public static ChatState Evolve(ChatState? state, RoomEvent happened) => (state, happened) switch
    {
        (null, ChatCreated e) => new ChatState { Id = e.Id, Name = e.Name, Owner = e.Owner, Options = e.Options, CreatedAt = e.At },
        ({ } room, MessagePosted e) => Count(room, e),
        ({ } room, NotificationPublished e) => Remember(Count(room, e), e),
        ({ } room, ChatChanged e) => Count(room, e) with { Name = e.Name, Options = e.Options },
        ({ } room, ItemsForgotten e) => Forget(room, e.UntilSeq),
        ({ } room, TokenIssued e) => room with { Tokens = room.Tokens.RemoveAll(token => token.ExpiresAt <= e.At).Add(e.Token) },
        ({ } room, TokenRevoked e) => room with { Tokens = room.Tokens.RemoveAll(token => Same(token.Id, e.TokenId)) },
        ({ } room, HookAdded e) => room with { Hooks = room.Hooks.Add(e.HookId) },
        ({ } room, HookRemoved e) => room with { Hooks = room.Hooks.RemoveAll(hook => Same(hook, e.HookId)) },
        ({ } room, ChatDeleted) => Forget(room, room.LastSeq) with { Deleted = true, Tokens = [], Hooks = [], HookPosts = [] },
        _ => throw new UnreachableException($"A chat room does not fold {happened.GetType().Name}."),
    };

    private static Outcome Post(ChatState state, PostMessage post, DateTimeOffset at) =>
        Add(state, at, post.Message.ToItem(state.LastSeq + 1, at), post.Message.Id);

    private static Outcome Issue(ChatState state, ChatToken token, DateTimeOffset at) =>
        state.Tokens.Count(open => open.ExpiresAt > at) >= ChatLimits.Tokens
            ? RoomErrors.TooManyTokens
            : Outcome.Accept(new TokenGiven(token), new TokenIssued(token) { At = at });

    private static Outcome Change(ChatState state, ChangeChat change, DateTimeOffset at)
    {
        var (name, options) = (change.Name ?? state.Name, change.ApplyTo(state.Options));
        if (Same(name, state.Name) && options == state.Options)
        {
            return Outcome.Accept(Done.Value);
        }

        var changed = new ChatChanged(state.LastSeq + 1, name, options) { At = at };
        return Outcome.Accept(Done.Value, WithSurplus(state, changed));
    }

    private static Outcome Add(ChatState state, DateTimeOffset at, ChatItem item, Guid id) =>
        Outcome.Accept(new ItemPosted(item.Seq, id, at), WithSurplus(state, item));

    // In steps, not with every item: forgetting writes the whole state.
    private static ImmutableArray<RoomEvent> WithSurplus(ChatState before, ChatItem item)
    {
        var state = Evolve(before, item);
        return state.Options.KeepMessages is { } keep && state.Kept > keep + Math.Max(ChatLimits.ForgetTogether, keep / 8)
            ? [item, new ItemsForgotten(state.LastSeq - keep) { At = item.At }]
            : [item];
    }

    private static ChatState Count(ChatState state, ChatItem item)
    {
        var day = DateOnly.FromDateTime(item.At.UtcDateTime);
        var isNew = state.Days.Count == 0 || state.Days[^1].Day < day;
        return state with { LastSeq = item.Seq, Days = isNew ? state.Days.Add(new ChatDay(day, item.Seq)) : state.Days };
    }

    private static ChatState Remember(ChatState state, NotificationPublished published) => published.Signature is null
        ? state
        : state with
        {
            HookPosts = state.HookPosts.RemoveAll(post => post.At <= published.At - HookMemory).Add(new HookPost(published.Signature, published.At)),
        };

    // The day in which the first kept item lies begins with that item.
    private static ChatState Forget(ChatState state, long until)
    {
        var first = until + 1;
        var days = state.Days.FindLastIndex(day => day.FirstSeq <= first) is >= 0 and var index && first <= state.LastSeq
            ? state.Days.RemoveRange(0, index).SetItem(0, state.Days[index] with { FirstSeq = first })
            : [];
        return state with { FirstSeq = first, Days = days };
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static DateTimeOffset EndOf(ChatDay day, int keepDays) =>
        new(day.Day.AddDays(keepDays + 1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
