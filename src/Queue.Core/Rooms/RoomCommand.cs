namespace Queue.Core.Rooms;

/// <summary>Something somebody asks of a room. Named in the imperative; every id and value it needs comes in with it.</summary>
public abstract record RoomCommand
{
    private protected RoomCommand()
    {
    }
}

/// <summary>Does what has become due and nothing else. Sent by the deadline scheduler; harmless when nothing is due.</summary>
public sealed record DeadlinePassed : RoomCommand;

/// <summary>
/// Says that the service was away for so long that people could not act. Everything that would run out before
/// <paramref name="GraceUntil"/> gets time until then, before anything due is done.
/// </summary>
/// <param name="GraceUntil">The earliest instant at which something that was open during the outage may run out.</param>
public sealed record ResumeService(DateTimeOffset GraceUntil) : RoomCommand
{
    /// <summary>What lasts until then needs no more time: it was given some when the outage was nearly over. As a rule all of the grace.</summary>
    public DateTimeOffset Enough { get; init; } = GraceUntil;
}

/// <summary>Makes a repeated command recognisable (the <c>Idempotency-Key</c> of a request).</summary>
/// <param name="Key">The caller's key, unique within the room for <see cref="AnswerBook.Lifetime"/>.</param>
/// <param name="Fingerprint">A digest of what was asked and by whom; the same key with another fingerprint is refused.</param>
public sealed record CommandKey(string Key, string Fingerprint)
{
    /// <summary>The same key as this owner's own, where keys of all owners would meet.</summary>
    /// <param name="owner">Whose.</param>
    /// <returns>A key that no other owner's equals.</returns>
    public CommandKey Of(OwnerId owner) => this with { Key = $"{owner}:{Key}" };
}
