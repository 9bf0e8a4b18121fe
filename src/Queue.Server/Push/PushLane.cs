namespace Queue.Server.Push;

/// <summary>
/// One push service as the delivery loop sees it: what is on its way there, until when it wants to be left alone, and how its last
/// answers were. A slow service fills its own lane and nobody else's. Used by the loop alone, so it needs no lock.
/// </summary>
/// <param name="most">Requests at once.</param>
internal sealed class PushLane(int most)
{
    private const int Window = 100;
    private const int Enough = 20;
    private const double TooMany = 0.05;

    // One client's limit can look like the service's, so no answer holds up everybody for longer than this.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly HashSet<(string Party, string Endpoint)> busy = [];
    private readonly Queue<bool> refusals = new();

    /// <summary>Until when nothing is sent there, in epoch milliseconds.</summary>
    public long PausedUntil { get; private set; }

    /// <summary>When it was last used, in epoch milliseconds.</summary>
    public long UsedAt { get; private set; }

    public bool IsFull => busy.Count >= most;

    public bool IsIdle => busy.Count == 0;

    /// <summary>
    /// Takes a place for an alert. There is none while another alert to the same browser is on its way: of two that are under way
    /// together the older one could arrive last, and stay.
    /// </summary>
    public bool TryEnter(DueDelivery delivery) => !IsFull && busy.Add((delivery.Party, delivery.Endpoint));

    /// <summary>Gives the place back, once what became of the alert is stored.</summary>
    public void Leave(DueDelivery delivery, long now)
    {
        busy.Remove((delivery.Party, delivery.Endpoint));
        UsedAt = now;
    }

    /// <summary>The service asks for patience.</summary>
    public void Pause(TimeSpan patience, long now) =>
        PausedUntil = now + (long)(patience < LongestPause ? patience : LongestPause).TotalMilliseconds;

    /// <summary>Notes whether the service refused what was asked.</summary>
    public void NoteAnswer(bool refused)
    {
        refusals.Enqueue(refused);
        if (refusals.Count > Window)
        {
            refusals.Dequeue();
        }
    }

    /// <summary>
    /// The breaker: a subscription that the service calls gone may be deleted, unless many of its last answers were refusals. Then the
    /// fault is more likely ours or the service's (a wrong clock, a changed key), and what is deleted cannot be had back.
    /// </summary>
    public bool MayDelete => refusals.Count < Enough || refusals.Count(refused => refused) <= TooMany * refusals.Count;
}
