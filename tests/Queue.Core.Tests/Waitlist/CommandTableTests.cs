using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

/// <summary>
/// Every command on every state of a party: <c>docs/commands.md</c> is this table. <c>QUEUE_UPDATE_GOLDEN=1</c> writes it anew; what
/// changed is then to be seen in the difference.
/// </summary>
public sealed class CommandTableTests
{
    private const string Intro =
        """
        # Commands and states

        What every command does to a party in every state. Made by a test from the rules themselves; do not edit by hand.

        **ok**: it is done. **–**: nothing is to be done, and that is no error. Else the code of the refusal; its text is below.

        """;

    private static readonly (string Name, Func<Spec> Make)[] States =
    [
        ("waiting", () => Line()),
        ("called", () => Line().When(new Call(Ann, null), At(10))),
        ("held", () => Line().When(new Hold(Ann, null), At(10))),
        ("snoozing", () => Line().When(new Snooze(Ann, 5), At(10))),
        ("seated", () => Line().When(new Seat(Ann, null), At(10))),
        ("left", () => Line().When(new Leave(Ann), At(10))),
        ("left 2 min ago", () => Line().When(new Leave(Ann), At(10)).When(new DeclareNearby(Bob), At(140))),
        ("removed", () => Line().When(new Kick(Ann), At(10))),
        ("no-show", () => Line().When(new Call(Ann, null), At(9)).When(new MarkNoShow(Ann, null), At(10))),
        ("unknown", () => Open(Bob, Cem)),
        ("queue paused", () => Line().When(new PauseJoining(), At(10))),
        ("queue closed", () => Line().When(new Close(), At(10))),
    ];

    private static readonly (string Name, WaitlistCommand Command)[] Commands =
    [
        ("call", new Call(Ann, null)),
        ("call with the `rev` of a version before", new Call(Ann, 1)),
        ("seat", new Seat(Ann, null)),
        ("no-show", new MarkNoShow(Ann, null)),
        ("hold", new Hold(Ann, null)),
        ("unhold", new Unhold(Ann, null)),
        ("more-time", new GiveMoreTime(Ann, null, 5)),
        ("edit by the host", new EditParty(Ann, Actor.Host, null) { Size = 4 }),
        ("edit by the guest", new EditParty(Ann, Actor.Guest, null) { Size = 4 }),
        ("edit to a size that is too large", new EditParty(Ann, Actor.Host, null) { Size = 21 }),
        ("move", new Move(Ann, null, null)),
        ("restore", new Restore(Ann, null)),
        ("kick", new Kick(Ann)),
        ("declare-nearby", new DeclareNearby(Ann)),
        ("on-my-way", new SayOnMyWay(Ann)),
        ("snooze", new Snooze(Ann, 5)),
        ("let-ahead", new LetAhead(Ann, 1)),
        ("still-here", new SayStillHere(Ann)),
        ("leave", new Leave(Ann)),
        ("advance, naming it as served", new Advance(Ann, null)),
        ("advance, naming it as next", new Advance(null, Ann)),
        ("join of another", Joining(Dua)),
        ("add of another", Joining(Dua) with { Source = PartySource.Host }),
        ("decline", new Decline(4, null)),
        ("announce", new Announce("Soup is out", 10)),
        ("pause", new PauseJoining()),
        ("resume", new ResumeJoining()),
        ("settings, seen before others changed them", new ChangeSettings(new WaitlistOptions { Snooze = false }, 0)),
        ("undo of something unknown", new Undo(99)),
        ("close", new Close()),
    ];

    [Fact]
    public void The_documented_table_is_what_the_rules_do()
    {
        var path = Path.Combine(Root(), "docs", "commands.md");
        var table = Table();
        if (Environment.GetEnvironmentVariable("QUEUE_UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(path, table);
        }

        Assert.Equal(File.ReadAllText(path), table);
    }

    private static Spec Line() => Open(Ann, Bob, Cem);

    private static string Table()
    {
        var texts = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var lines = new List<string>
        {
            $"| command | {string.Join(" | ", States.Select(state => state.Name))} |",
            $"|---|{string.Concat(Enumerable.Repeat("---|", States.Length))}",
        };
        lines.AddRange(Commands.Select(command =>
            $"| {command.Name} | {string.Join(" | ", States.Select(state => Cell(state.Make(), command.Command, texts)))} |"));
        var refusals = texts.Select(text => $"| `{text.Key}` | {string.Join("; ", text.Value)} |");
        return string.Join('\n', [Intro, .. lines, "", "| refusal | text, for example |", "|---|---|", .. refusals, ""]);
    }

    private static string Cell(Spec spec, WaitlistCommand command, SortedDictionary<string, SortedSet<string>> texts)
    {
        var at = spec.State.LastInstant.AddSeconds(1);
        var decision = RoomLogic.Decide(spec.Room, command, null, at);
        if (decision is not Decision.Rejected { Error: var error })
        {
            return decision.Events.IsEmpty ? "–" : "ok";
        }

        texts.TryAdd(error.Code, new SortedSet<string>(StringComparer.Ordinal));
        texts[error.Code].Add(error.Text);
        return $"`{error.Code}`";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Queue.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the test.");
    }
}
