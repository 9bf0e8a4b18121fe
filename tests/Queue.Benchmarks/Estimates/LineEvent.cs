namespace Queue.Benchmarks.Estimates;

/// <summary>What a waitlist gets to know.</summary>
internal enum LineEventKind
{
    Join,
    Call,
    Leave,
    NoShow,
    Seat,
}

/// <summary>Something that happened to a party in the line.</summary>
/// <param name="Minute">Minutes from opening.</param>
/// <param name="Kind">What.</param>
/// <param name="Party">The party's number in the evening.</param>
/// <param name="Size">People in it.</param>
internal readonly record struct LineEvent(double Minute, LineEventKind Kind, int Party, int Size);
