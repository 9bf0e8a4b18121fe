using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
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

/// <summary>
/// The compiler cannot prove that a switch over records is complete. So every subtype that the assembly holds must have an
/// example here, and every example goes through the room's logic.
/// </summary>
public sealed class EveryTypeTests
{
    // The versions at which a party was called and something was announced in the room that everything is tried on.
    private const long CalledVersion = 7;
    private const long AnnouncedVersion = 9;

    private static readonly RoomCommand[] Commands =
    [
        Create(),
        Joining(Dua, "Dua"),
        new DeclareNearby(Ann),
        new Leave(Ann),
        new Advance(null, null),
        new Call(Ann, null),
        new Seat(Ann, null),
        new MarkNoShow(Bob, null),
        new Restore(Bob, null),
        new Kick(Ann),
        new Close(),
        new SayOnMyWay(Ann),
        new Snooze(Ann, 5),
        new LetAhead(Ann, 1),
        new SayStillHere(Cem),
        new Hold(Ann, null),
        new Unhold(Eve, null),
        new GiveMoreTime(Bob, null, 5),
        new EditParty(Ann, Actor.Host, null) { Size = 4 },
        new Move(Ann, null, null),
        new Decline(4, null),
        new PauseJoining(),
        new ResumeJoining(),
        new Announce("Soup is out", 10),
        new ChangeSettings(new WaitlistOptions { Snooze = false }, AnnouncedVersion),
        new Undo(CalledVersion),
        new NameDevice { Device = new HostDevice("d", "Tablet") },
        new ReportDelivery(Ann, PushState.Sent, 0),
        new Reschedule(VenueStories.QueueOf(Venue)),
        new DeadlinePassed(),
        new ResumeService(At(900)),
        new CreateChat(RoomId.From(new byte[32]), Owner, "Bar", new ChatOptions()),
        ChatTests.Post("hi"),
        ChatTests.Publish("deployed"),
        new ChangeChat { Name = "Kitchen" },
        new IssueToken(ChatTests.Token("t2")),
        new RevokeToken("t1"),
        new AddHook("h2"),
        new RemoveHook("h1"),
        new DeleteChat(),
        new StartJob { Id = RoomId.From(new byte[32]), JobId = "j", Owner = Owner, Work = "import" },
        new ReportProgress(0.5, 10, 20, "reading"),
        new CompleteJob("{}", null),
        new FailJob(new JobError("a", "b")),
        new CancelJob(),
        VenueStories.Create(),
        new ChangeVenue { Name = "Osteria" },
        new FoldEvening(1, At(9)),
        new Queue.Core.Venues.PairDevice("d2", VenueRole.Host, "Tablet"),
        new RenewDevice("d1"),
        new RemoveDevice("d1"),
        new SetPin(new VenuePin("c2FsdA==", "aGFzaA==", 1000)),
        new EndVenue(),
    ];

    private static readonly RoomEvent[] Events =
    [
        Created,
        new WaitlistOpened(),
        new LastCallPassed(),
        new WaitlistRescheduled(Created),
        Closed(CloseReason.Idle, 9),
        new PartyJoined(Dua, 3, 4, PartySource.Kiosk, 1, 2) { Personal = new PersonalData("Dua") },
        new PartyDeclaredNearby(Ann),
        Called(Ann, 9),
        new CallExtended(Bob, At(700)),
        TakenBack(Bob, 4, 9),
        new DeliveryReported(Ann, PushState.Shown, 1),
        new PartyOnMyWay(Ann),
        new PartySnoozed(Ann, At(700)),
        new SnoozeEnded(Ann),
        new PartyHeld(Ann),
        new PartyUnheld(Eve),
        new PartyEdited(Ann, 4, 1, 2, Actor.Guest) { Personal = new PersonalData("Anna") { Notes = "late", Tags = ["outside"] } },
        new PartyMoved(Ann, 5, Actor.Guest),
        new PartyStillHere(Cem),
        new PromisePassed(Ann, 1, 2),
        new PartyReverted(Bob, CalledVersion, UndoEffect.CallTakenBack) { CallVersion = CalledVersion },
        new PartyDeclined(4, 1, 2),
        new PlacesSpread(),
        new JoiningPaused(),
        new JoiningResumed(),
        new Announced("Soup is out", At(700)),
        new AnnouncementEnded(Actor.Timer),
        new SettingsChanged(new WaitlistOptions { Snooze = false }),
        new DeviceNamed { Device = "d", Personal = new PersonalData("Tablet") },
        new QueueReverted(AnnouncedVersion),
        new DeclineReverted(AnnouncedVersion + 1),
        Seated(Ann, 9),
        new PartyLeft(Ann, Actor.Guest),
        new PartyKicked(Ann, Actor.Host),
        NoShow(Bob, 9),
        Restored(Cem, 9),
        Closed(Ann, 9, Actor.Timer),
        new CommandAnswered("key", "print", new PartyPlaced(Ann, 1, 1, 1, 0, 0)),
        new ChatCreated(RoomId.From(new byte[32]), Owner, "Bar", new ChatOptions()),
        new MessagePosted(2, Guid.Empty, SenderType.Agent, "#fff") { Personal = new PersonalData("Ann") { Content = "hi" } },
        new NotificationPublished(2, Guid.Empty, "deployed", "sig") { Personal = new PersonalData(null) { Content = "{}" } },
        new ChatChanged(2, "Kitchen", new ChatOptions(KeepDays: 3)),
        new ItemsForgotten(1),
        new TokenIssued(ChatTests.Token("t2")),
        new TokenRevoked("t1"),
        new HookAdded("h2"),
        new HookRemoved("h1"),
        new ChatDeleted(),
        new JobStarted { Id = RoomId.From(new byte[32]), JobId = "j", Owner = Owner, Work = "import" },
        new JobProgressed(new JobProgress(0.5, 10, 20, "reading")),
        new JobCompleted("{}", null),
        new JobFailed(new JobError("a", "b")),
        new JobCanceled(),
        new JobTimedOut(),
        new VenueCreated(VenueStories.Id, RoomCode.Parse("BCD234"), Owner, "trattoria", VenueStories.Profile),
        new VenueChanged(VenueStories.Profile, "osteria"),
        new EveningPlanned(new Queue.Core.Venues.Evening(2, At(10), At(20))),
        new EveningReplanned(new Queue.Core.Venues.Evening(1, At(10), At(20)) { Plan = 2 }),
        new EveningFolded(1, At(9)),
        new DevicePaired("d2", VenueRole.Manager) { Personal = new PersonalData("Tablet") },
        new DeviceRenewed("d1"),
        new DeviceRemoved("d1"),
        new PinChanged(new VenuePin("c2FsdA==", "aGFzaA==", 1000)),
        new VenueEnded(),
    ];

    private static readonly RoomReply[] Replies =
    [
        Done.Value,
        new PartyPlaced(Ann, 1, 2, 3, 4, 5),
        new PartyChanged(HostRow.Of(Open(Ann).State.Parties[0])),
        new Advanced(null),
        new ItemPosted(1, Guid.Empty, At(1)),
        new TokenGiven(ChatTests.Token("t1")),
        new HookGiven("h1"),
    ];

    /// <summary>The events of a waitlist, and those that every kind of room has.</summary>
    internal static IEnumerable<string> WaitlistEventNames =>
        Events.Where(happened => !IsOf(happened, "Chat") && !IsOf(happened, "Jobs") && !IsOf(happened, "Venues")).Select(happened => happened.GetType().Name);

    private static WaitlistCreated Created =>
        Assert.IsType<WaitlistCreated>(RoomLogic.Decide(null, Create(), null, Start).Events[0]);

    public static TheoryData<Type> CommandTypes => Subtypes(typeof(RoomCommand));

    public static TheoryData<Type> EventTypes => Subtypes(typeof(RoomEvent));

    public static TheoryData<Type> ReplyTypes => Subtypes(typeof(RoomReply));

    private static OwnerId Owner => new("own_1");

    private static VenueState Venue => VenueStories.Venue(
        VenueStories.Opened().When(new Queue.Core.Venues.PairDevice("d1", VenueRole.Host, "Bar"), VenueStories.Morning));

    private static Spec Chatting => ChatTests.Opened()
        .When(ChatTests.Post("hi"), At(1)).When(new IssueToken(ChatTests.Token("t1")), At(2)).When(new AddHook("h1"), At(3));

    private static Spec Serving => Open(Ann, Bob, Cem, Eve)
        .When(new Leave(Cem), At(5)).When(new Call(Bob, null), At(5)).When(new Hold(Eve, null), At(5))
        .When(new Announce("Soup is out", 10), At(5)).When(new Decline(2, null), At(5));

    [Theory]
    [MemberData(nameof(CommandTypes))]
    public void Every_command_is_decided(Type type)
    {
        var command = Example(Commands, type);
        var decision = RoomLogic.Decide(Live(command), command, null, At(9));
        Assert.IsType<Decision.Accepted>(decision);
    }

    [Theory]
    [MemberData(nameof(CommandTypes))]
    public void Every_command_to_a_closed_room_is_decided_and_changes_nothing(Type type)
    {
        var command = Example(Commands, type);
        if (Over(command) is { } over)
        {
            Assert.Empty(RoomLogic.Decide(over, command, null, At(9)).Events);
        }
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Every_event_is_folded_and_counted(Type type)
    {
        var happened = Example(Events, type) with { At = At(9) };
        var before = Live(happened);
        var after = RoomLogic.Evolve(before, happened);
        Assert.Equal((before?.Version ?? 0) + 1, after.Version);
        Assert.Equal(At(9), after.LastInstant);
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Every_event_is_stored_with_its_discriminator_and_read_back(Type type)
    {
        var happened = Example(Events, type) with { At = At(9) };
        var json = RoomJson.WriteEvent(happened);
        var named = JsonDocument.Parse(json).RootElement.GetProperty("type").GetString();
        Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name), named);
        Assert.Equal(json, RoomJson.WriteEvent(RoomJson.ReadEvent(json, RoomJson.WritePersonal(happened.Personal))));
    }

    [Theory]
    [MemberData(nameof(ReplyTypes))]
    public void Every_reply_is_kept_and_read_back(Type type)
    {
        var answered = new CommandAnswered("key", "print", Example(Replies, type)) { At = At(9) };
        Assert.Equal(answered, RoomJson.ReadEvent(RoomJson.WriteEvent(answered), []));
    }

    [Fact]
    public void No_two_stored_types_share_a_discriminator()
    {
        foreach (var root in new[] { typeof(RoomEvent), typeof(RoomReply), typeof(RoomState) })
        {
            var names = root.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => derived.TypeDiscriminator).ToList();
            Assert.Equal(Subtypes(root).Count, names.Distinct().Count());
            Assert.Equal(names.Count, names.Distinct().Count());
        }
    }

    // A room for a command or an event: of the kind that its type belongs to, and none for what opens one.
    private static RoomState? Live(object example) => example switch
    {
        CreateWaitlist or CreateChat or StartJob or CreateVenue or WaitlistCreated or ChatCreated or JobStarted or VenueCreated => null,
        { } when IsOf(example, "Chat") => Chatting.Room,
        { } when IsOf(example, "Jobs") => JobTests.Started().Room,
        { } when IsOf(example, "Venues") => Venue,
        _ => Serving.State,
    };

    private static RoomState? Over(object example) => Live(example) switch
    {
        null => null,
        ChatState => Chatting.When(new DeleteChat(), At(8)).Room,
        JobState => JobTests.Started().When(example is CancelJob ? new CancelJob() : new CompleteJob(null, null), At(8)).Room,
        VenueState venue => Spec.Given(venue).When(new EndVenue(), At(8)).Room,
        _ => Serving.When(new Close(), At(8)).State,
    };

    private static bool IsOf(object example, string kind) =>
        example.GetType().Namespace?.EndsWith($".{kind}", StringComparison.Ordinal) == true;

    private static T Example<T>(T[] examples, Type type) =>
        examples.FirstOrDefault(example => example?.GetType() == type)
        ?? throw new InvalidOperationException($"{type.Name} is new: give an example of it.");

    private static TheoryData<Type> Subtypes(Type root) =>
        [.. root.Assembly.GetTypes().Where(type => type.IsSubclassOf(root) && !type.IsAbstract)];
}
