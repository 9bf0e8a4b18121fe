using Queue.Core.Rooms;

namespace Queue.Server.Redis;

/// <summary>What a reader asks the writer: how new is the room of this code? The id tells the answer from one to an older question.</summary>
internal readonly record struct Question(RoomCode Code, string Id)
{
    private const int MaxIdLength = 32;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out Question question)
    {
        question = default;
        var parts = text.Split(' ');
        if (parts.Length != 2 || !RoomCode.TryParse(parts[0], out var code)
            || parts[1] is not { Length: > 0 and <= MaxIdLength } id || !id.All(char.IsAsciiLetterOrDigit))
        {
            return false;
        }

        question = new Question(code, id);
        return true;
    }

    public override string ToString() => $"{Code} {Id}";
}
