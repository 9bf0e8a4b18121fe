using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Queue.Server.Http;
using Queue.Server.Keys;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Storage;

namespace Queue.Server.Endpoints.Chat;

/// <summary>
/// One who follows a chat room. All it has is a cursor, the number up to which it was given everything: it is woken by the room's next
/// version, looks how far that goes, and sends what lies between, from memory or the log. So a slow one holds up nobody and fills no
/// memory, and what was missed while away comes in the same way as what is new.
/// </summary>
internal sealed class RoomSocket(SocketLine line, ChatAccess access, RoomStandings standings, ChatHistory history, long cursor)
{
    private const int Together = 100;

    // 4040, from the range for applications: the room was deleted; do not come back.
    private const WebSocketCloseStatus RoomDeleted = (WebSocketCloseStatus)4040;

    private static readonly byte[] NoJson = "{\"type\":\"error\",\"error\":\"invalid_json\"}"u8.ToArray();
    private static readonly byte[] NotUnderstood = "{\"type\":\"error\",\"error\":\"invalid_message\"}"u8.ToArray();

    private readonly RoomActor room = access.Room;

    public Task RunAsync(CancellationToken stopping, CancellationToken aborted) =>
        line.RunAsync(receiving => SendAsync(receiving, stopping, aborted), AnswerAsync, aborted);

    private async Task SendAsync(Task receiving, CancellationToken stopping, CancellationToken aborted)
    {
        while (!receiving.IsCompleted)
        {
            var snapshot = (ChatSnapshot)room.Current;
            if (await EndAsync(snapshot, stopping, aborted))
            {
                return;
            }

            if (cursor == snapshot.Chat.LastSeq)
            {
                await line.WaitAsync(snapshot.Superseded, receiving, heartbeat: null, stopping, aborted);
            }
            else if (await SendSomeAsync(snapshot, aborted) is { } trouble)
            {
                await line.CloseAsync(SocketLine.TryAgainLater, trouble, aborted);
                return;
            }
        }
    }

    private async Task<bool> EndAsync(ChatSnapshot snapshot, CancellationToken stopping, CancellationToken aborted)
    {
        if (snapshot.Chat.Deleted)
        {
            // It has no number: nothing comes after it.
            await line.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"room_deleted","room_id":"{{room.Id}}"}"""), aborted);
            await line.CloseAsync(RoomDeleted, "room deleted", aborted);
            return true;
        }

        if (!standings.MayRead(snapshot.Chat, access.StandingText))
        {
            await line.CloseAsync(WebSocketCloseStatus.PolicyViolation, "access ended", aborted);
            return true;
        }

        if (stopping.IsCancellationRequested)
        {
            await line.CloseAsync(SocketLine.ServiceRestart, "restart", aborted);
            return true;
        }

        return false;
    }

    // Says why not, if so. What comes next may have been forgotten before it could be sent: whoever comes back with their cursor is told so.
    private async Task<string?> SendSomeAsync(ChatSnapshot snapshot, CancellationToken aborted)
    {
        ItemPage page;
        try
        {
            page = await history.ReadAsync(snapshot, new ItemRange(cursor, null, Together), aborted);
        }
        catch (RoomUnavailableException)
        {
            return "try again";
        }

        if (page.From != cursor + 1 || !page.IsWhole)
        {
            return "too slow";
        }

        foreach (var item in page.Items)
        {
            await line.SendAsync(item.Json, aborted);
            cursor = item.Seq;
        }

        return null;
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (!ClientWords.IsSignOfLife(message, out var answer, out _))
        {
            answer = IsJson(message) ? NotUnderstood : NoJson;
        }

        if (answer is not null)
        {
            await line.SendAsync(answer, cancellationToken);
        }
    }

    private static bool IsJson(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var parsed = JsonDocument.Parse(message);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
