using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Core.Tests.Waitlist;

/// <summary>Instants, parties and events that the tests tell their stories with.</summary>
internal static class Evening
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);
    public static readonly RoomId Room = RoomId.From(new byte[32]);

    public static readonly PartyId Ann = Id(1);
    public static readonly PartyId Bob = Id(2);
    public static readonly PartyId Cem = Id(3);
    public static readonly PartyId Dua = Id(4);
    public static readonly PartyId Eve = Id(5);
    public static readonly PartyId Stranger = Id(99);

    public static PartyId Id(int number) => new(new Guid(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));

    public static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    public static CreateWaitlist Create(WaitlistOptions? options = null) => new()
    {
        Id = Room,
        Code = RoomCode.Parse("BCD234"),
        EventName = "Dinner",
        Options = options ?? new WaitlistOptions(),
    };

    /// <summary>A queue that is open, with these parties of two in it, joined one second apart.</summary>
    public static Spec Open(WaitlistOptions options, params PartyId[] parties) =>
        parties.Index().Aggregate(
            Spec.Given(Create(options), Start),
            (spec, party) => spec.When(Joining(party.Item), At(party.Index + 1)).ThenAccepted());

    public static Spec Open(params PartyId[] parties) => Open(new WaitlistOptions(), parties);

    public static Join Joining(PartyId party, string? name = null, int size = 2) => new(party, name, size, PartySource.Guest);

    /// <summary>A party that is promised nothing, so that no promise of its ends.</summary>
    public static Join Unpromised(PartyId party) => Joining(party) with { Quoted = default(WaitEstimate) };

    public static CommandKey Key(string key = "key-1", string fingerprint = "print-1") => new(key, fingerprint);

    public static PartyCalled Called(PartyId party, int at, Actor by = Actor.Host, int window = 120) =>
        new(party, At(at + window), by) { At = At(at) };

    public static CallTakenBack TakenBack(PartyId party, long call, int at) => new(party, call, Actor.Host) { At = At(at) };

    public static PartyRestored Restored(PartyId party, int at) => new(party, Actor.Host) { At = At(at) };

    public static PartySeated Seated(PartyId party, int at) => new(party, Actor.Host) { At = At(at) };

    public static PartyMarkedNoShow NoShow(PartyId party, int at, Actor by = Actor.Timer) => new(party, by) { At = At(at) };

    public static PartyClosed Closed(PartyId party, int at, Actor by) => new(party, by) { At = At(at) };

    public static WaitlistClosed Closed(CloseReason reason, int at) => new(reason) { At = At(at) };
}
