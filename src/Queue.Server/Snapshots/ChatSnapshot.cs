using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Queue.Core.Chat;
using Queue.Core.Rooms;
using Queue.Server.Http;

namespace Queue.Server.Snapshots;

/// <summary>
/// A chat room at one version, and its newest items. The one view shows the room and the last of what was said; who may read it at all
/// was decided before.
/// </summary>
internal sealed class ChatSnapshot(ChatState state, int epoch, ItemRing ring) : RoomSnapshot(state, epoch)
{
    private const int Shown = 50;

    private static readonly StringValues Credentials = "Authorization, Prefer";

    private RenderedView? view;

    public ChatState Chat => state;

    public override StringValues Vary => Credentials;

    public override Problem Missing => Problem.RoomNotFound;

    /// <summary>An item that is kept and at hand; <see langword="null"/> for one that is only in the log.</summary>
    public RenderedItem? Find(long seq) => seq >= state.FirstSeq && seq <= state.LastSeq ? ring.Find(seq) : null;

    public override RenderedView? View(Audience audience) => state.Deleted ? null : view ??= Render();

    public override RoomSnapshot Next(RoomState after, IEnumerable<RoomEvent> happened)
    {
        var chat = (ChatState)after;
        foreach (var item in happened.OfType<ChatItem>())
        {
            ring.Add(item);
        }

        ring.ForgetUntil(chat.FirstSeq - 1);
        return new ChatSnapshot(chat, Epoch, ring);
    }

    private RenderedView Render()
    {
        var items = new List<RenderedItem>(Shown);
        for (var seq = state.LastSeq; items.Count < Shown && Find(seq) is { } item; seq--)
        {
            items.Add(item);
        }

        items.Reverse();
        return new RenderedView(state.Id, "room", JsonSerializer.SerializeToUtf8Bytes(ChatView.Of(state, items), ChatViewJson.Wire.ChatView));
    }
}
