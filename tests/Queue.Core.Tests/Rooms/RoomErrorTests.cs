using System.Reflection;
using System.Text.Json;
using Queue.Core.Rooms;
using Queue.Core.Chat;
using Queue.Core.Jobs;
using Queue.Core.Tests.Chat;
using Queue.Core.Tests.Jobs;
using Queue.Core.Tests.Venues;
using Queue.Core.Venues;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Rooms;

/// <summary>Every refusal in the catalogue is one that some decision gives.</summary>
public sealed class RoomErrorTests
{
    private static readonly Dictionary<string, Func<Spec>> Refusals = new(StringComparer.Ordinal)
    {
        [nameof(RoomErrors.SessionClosed)] = () => Open(Ann).When(new Close(), At(8)).When(new Call(Ann, null), At(9)),
        [nameof(RoomErrors.PartyNotFound)] = () => Open(Ann).When(new Kick(Stranger), At(9)),
        [nameof(RoomErrors.AlreadyInQueue)] = () => Open().When(Joining(Ann, "Ann"), At(8)).When(Joining(Bob, "Ann"), At(9)),
        [nameof(RoomErrors.QueueFull)] = () => Open(new WaitlistOptions { MaxGuests = 1 }).When(Joining(Ann), At(9)),
        [nameof(RoomErrors.ServedPartyMismatch)] = () => Open(Ann).When(new Advance(Ann, null), At(9)),
        [nameof(RoomErrors.NextPartyNotFound)] = () => Open(Ann).When(new Advance(null, Stranger), At(9)),
        [nameof(RoomErrors.PartyNotCalled)] = () => Open(Ann).When(new MarkNoShow(Ann, null), At(9)),
        [nameof(RoomErrors.JoiningPaused)] = () => Open().When(new PauseJoining(), At(8)).When(Joining(Ann), At(9)),
        [nameof(RoomErrors.SnoozeUnavailable)] = () => Open(Ann, Bob, Cem, Dua).When(new Snooze(Dua, 5), At(9)),
        [nameof(RoomErrors.UndoUnavailable)] = () => Open(Ann).When(new Undo(7), At(9)),
        [nameof(RoomErrors.UndoNotYours)] = () => Open(Ann).When(new Call(Ann, null), At(8)).When(new Undo(3) { Device = new HostDevice("b") }, At(9)),
        [nameof(RoomErrors.SettingsChanged)] = () => Open().When(new PauseJoining(), At(8)).When(new ChangeSettings(new WaitlistOptions(), 0), At(9)),
        [nameof(RoomErrors.JobOver)] = () => JobTests.Started().When(new CancelJob(), At(8)).When(new CompleteJob(null, null), At(9)),
        [nameof(RoomErrors.RoomDeleted)] = () => ChatTests.Opened().When(new DeleteChat(), At(8)).When(ChatTests.Post("hi"), At(9)),
        [nameof(RoomErrors.TooManyTokens)] = () => Enumerable.Range(0, ChatLimits.Tokens + 1).Aggregate(
            ChatTests.Opened(), (spec, i) => spec.When(new IssueToken(ChatTests.Token($"t{i}")), At(8))),
        [nameof(RoomErrors.TooManyHooks)] = () => Enumerable.Range(0, ChatLimits.Hooks + 1).Aggregate(
            ChatTests.Opened(), (spec, i) => spec.When(new AddHook($"h{i}"), At(8))),
        [nameof(RoomErrors.HookReplayed)] = () =>
            ChatTests.Opened().When(ChatTests.Publish("a", "sig"), At(8)).When(ChatTests.Publish("a", "sig"), At(9)),
        [nameof(RoomErrors.VenueEnded)] = () =>
            VenueStories.Opened().When(new EndVenue(), At(8)).When(new ChangeVenue { Name = "Osteria" }, At(9)),
        [nameof(RoomErrors.TooManyDevices)] = () => Enumerable.Range(0, VenueLimits.Devices + 1).Aggregate(
            VenueStories.Opened(), (spec, i) => spec.When(new PairDevice($"d{i}", VenueRole.Host, "Tablet"), At(8))),
        [nameof(RoomErrors.DeviceRemoved)] = () => VenueStories.Opened().When(new RenewDevice("d1"), At(8)),
        [nameof(RoomErrors.LastCall)] = () => Spec.Given(Create() with { LastCallAt = At(9), ClosesAt = At(60) }, Start).When(Joining(Ann), At(9)),
        [nameof(RoomErrors.IdempotencyKeyReused)] = () =>
            Open(Ann).When(new Call(Ann, null), At(8), Key()).When(new Close(), At(9), Key(fingerprint: "print-2")),
        [nameof(RoomErrors.OutsideOpeningHours)] = () =>
            Spec.Given(Create() with { OpensAt = At(60) }, Start).When(Joining(Ann), At(9)),
        [nameof(RoomErrors.PartyChanged)] = () => Open(Ann).When(new Seat(Ann, null), At(8)).When(new Seat(Ann, null), At(9)),
        [nameof(RoomErrors.SizeOutOfRange)] = () => Open().When(Joining(Ann, size: 21), At(9)),
    };

    /// <summary>The refusals of a waitlist, and those that every kind of room has.</summary>
    internal static IEnumerable<string> WaitlistCodes =>
        Refusals.Where(refusal => refusal.Value().Room is WaitlistState).Select(refusal => JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.Key));

    public static TheoryData<string> Catalogue =>
    [
        .. typeof(RoomErrors)
            .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is FieldInfo or MethodInfo)
            .Select(member => member.Name),
    ];

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void Every_refusal_is_given_by_some_decision(string member)
    {
        Assert.True(Refusals.TryGetValue(member, out var refusal), $"{member} is new: show a decision that gives it.");
        Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(member), refusal().Error().Code);
    }

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void Every_refusal_is_one_line_that_people_can_read(string member)
    {
        var text = Refusals[member]().Error().Text;
        Assert.NotEmpty(text);
        Assert.Equal(text, DisplayText.Clean(text));
    }

    [Theory]
    [InlineData("SessionClosed", "Session closed")]
    [InlineData("OutsideOpeningHours", "Session closed")]
    [InlineData("PartyNotFound", "Party not found")]
    [InlineData("AlreadyInQueue", "You are already in this queue")]
    [InlineData("QueueFull", "Queue is full")]
    [InlineData("ServedPartyMismatch", "servedParty does not match current")]
    [InlineData("NextPartyNotFound", "nextParty not found in queue")]
    public void Old_clients_find_the_text_they_look_for(string member, string text) =>
        Assert.Equal(text, Refusals[member]().Error().Text);

    [Fact]
    public void Every_change_can_be_said_in_words()
    {
        foreach (var by in Enum.GetValues<Actor>())
        {
            Assert.All(Enum.GetValues<PartyAction>(), action => Assert.NotEmpty(new PartyChange(by, action, Start).Describe()));
        }
    }
}
