using System.Security.Cryptography;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Storage;

/// <summary>A chat room as the engine stores it.</summary>
internal sealed class LoggedChat(OwnerId owner, ChatOptions? options = null)
{
    private RoomState? state;

    public RoomId Id { get; init; } = RoomId.From(RandomNumberGenerator.GetBytes(RoomId.Length / 2));

    public ChatState State => state as ChatState ?? throw new InvalidOperationException("Open the room first.");

    public byte[] Bytes => RoomJson.WriteState(State);

    public Append Open(CommandKey? key = null)
    {
        var decision = RoomLogic.Decide(null, new CreateChat(Id, owner, "Team", options ?? new ChatOptions()), null, LoggedRoom.Start);
        state = decision.State;
        return AppendOf(0, decision) with { Opening = new Opening(RoomKinds.Chat, null, key) { Owner = owner, IdIsChosen = true } };
    }

    public Append Say(string content) => Do(new PostMessage(new ChatMessage(Guid.NewGuid(), "Ann", SenderType.Human, content, null)));

    public Append Do(RoomCommand command)
    {
        var before = State.Version;
        var decision = Assert.IsType<Decision.Accepted>(RoomLogic.Decide(State, command, null, LoggedRoom.Start));
        state = decision.State;
        return AppendOf(before, decision);
    }

    private Append AppendOf(long before, Decision decision)
    {
        var append = new Append
        {
            Id = Id,
            ExpectedVersion = before,
            Events = decision.Events,
            NextDeadline = RoomLogic.NextDeadline(decision.State),
        };
        return append.ForgottenUntil is null ? append : append with { Checkpoint = decision.State };
    }
}
