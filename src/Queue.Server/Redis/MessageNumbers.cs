namespace Queue.Server.Redis;

/// <summary>
/// Notices when a message of a writer did not arrive: pub/sub delivers at most once, and nothing while a connection is lost. Messages
/// may overtake each other, so what a sign of life names must have arrived by the next one.
/// </summary>
internal sealed class MessageNumbers
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Heard> writers = new(StringComparer.Ordinal);

    /// <summary>Notes a message; <see langword="true"/> when one before it is missing, or nothing is known of what came before.</summary>
    public bool IsMissingSome(ChangeMessage message)
    {
        lock (gate)
        {
            if (!writers.TryGetValue(message.Writer, out var heard))
            {
                // Writers of before say nothing more.
                writers.Clear();
                writers.Add(message.Writer, new Heard(message.Number));
                return true;
            }

            return message.Kind == ChangeKind.Beat ? heard.IsBehindAt(message.Number) : heard.Add(message.Number);
        }
    }

    private sealed class Heard(long first)
    {
        private readonly HashSet<long> ahead = [];
        private long allUpTo = first;
        private long due = first;

        public bool Add(long number)
        {
            ahead.Add(number);
            while (ahead.Remove(allUpTo + 1))
            {
                allUpTo++;
            }

            return false;
        }

        public bool IsBehindAt(long number)
        {
            var isBehind = allUpTo < due;
            if (isBehind)
            {
                allUpTo = due;
                ahead.RemoveWhere(n => n <= due);
            }

            due = Math.Max(due, number);
            return isBehind;
        }
    }
}
