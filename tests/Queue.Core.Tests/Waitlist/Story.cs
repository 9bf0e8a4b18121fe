using System.Collections.Immutable;
using System.Globalization;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;

namespace Queue.Core.Tests.Waitlist;

/// <summary>One evening as a list of commands, valid and not, with the time between them. Prints as a readable story.</summary>
internal sealed record Story(CreateWaitlist Create, ImmutableArray<Step> Steps)
{
    /// <summary>Stands for the rev that the party has when the command comes.</summary>
    public const long CurrentRev = -1;

    public IEnumerable<Turn> Play()
    {
        var now = Evening.Start;
        var turn = new Turn(null, Create, null, now, RoomLogic.Decide(null, Create, null, now));
        yield return turn;
        foreach (var step in Steps)
        {
            now += step.After;
            var before = turn.After;
            var command = AtCurrentRev(before, step.Command);
            turn = new Turn(before, command, step.Key, now, RoomLogic.Decide(before, command, step.Key, now));
            yield return turn;
        }
    }

    public IEnumerable<RoomEvent> Events() => Play().SelectMany(turn => turn.Decision.Events);

    public WaitlistState End() => Play().Last().After;

    /// <summary>Smaller stories, the shortest first: without a stretch of steps, and then with one step made simpler.</summary>
    public IEnumerable<Story> Shrink()
    {
        for (var length = Steps.Length; length > 0; length /= 2)
        {
            for (var from = 0; from + length <= Steps.Length; from += length)
            {
                yield return this with { Steps = Steps.RemoveRange(from, length) };
            }
        }

        for (var index = 0; index < Steps.Length; index++)
        {
            foreach (var simpler in Steps[index].Shrink())
            {
                yield return this with { Steps = Steps.SetItem(index, simpler) };
            }
        }
    }

    public override string ToString()
    {
        var options = $"{Create.Options.OnCallExpired}, {Create.Options.PositionBy}, {Create.Options.MaxGuests} guests";
        var hours = string.Create(CultureInfo.InvariantCulture, $"opens {Create.OpensAt:O}, closes {Create.ClosesAt:O}");
        return $"\n  {options}, {hours}\n  {string.Join("\n  ", Steps)}\n";
    }

    private static RoomCommand AtCurrentRev(WaitlistState state, RoomCommand command) => command switch
    {
        Call { Rev: CurrentRev } call => call with { Rev = state.Parties.Find(call.Party)?.Rev },
        Seat { Rev: CurrentRev } seat => seat with { Rev = state.Parties.Find(seat.Party)?.Rev },
        MarkNoShow { Rev: CurrentRev } noShow => noShow with { Rev = state.Parties.Find(noShow.Party)?.Rev },
        Hold { Rev: CurrentRev } hold => hold with { Rev = state.Parties.Find(hold.Party)?.Rev },
        Unhold { Rev: CurrentRev } unhold when state.Parties.FirstOrDefault(party => party.HeldAt is not null) is { } held =>
            unhold with { Party = held.Id, Rev = held.Rev },
        GiveMoreTime { Rev: CurrentRev } more => more with { Rev = state.Parties.Find(more.Party)?.Rev },
        EditParty { Rev: CurrentRev } edit => edit with { Rev = state.Parties.Find(edit.Party)?.Rev },
        Move { Rev: CurrentRev } move => move with { Rev = state.Parties.Find(move.Party)?.Rev },
        ChangeSettings { Rev: CurrentRev } change => change with { Rev = state.SettingsRev },
        Undo { Version: CurrentRev } undo => undo with { Version = state.Undo.InOrder is [.., var last] ? last.Version : 0 },
        Restore { Rev: CurrentRev } restore => restore with
        {
            Rev = (state.Parties.Find(restore.Party) ?? state.Finished.Find(restore.Party)?.Party)?.Rev,
        },
        _ => command,
    };
}

/// <summary>A command some time after the one before it; the clock may have been set back in between.</summary>
internal sealed record Step(TimeSpan After, RoomCommand Command, CommandKey? Key)
{
    public IEnumerable<Step> Shrink()
    {
        if (Key is not null)
        {
            yield return this with { Key = null };
        }

        if (After != TimeSpan.Zero)
        {
            yield return this with { After = TimeSpan.Zero };
        }

        if (After.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            yield return this with { After = TimeSpan.FromSeconds(Math.Truncate(After.TotalSeconds)) };
        }
    }

    public override string ToString() => $"+{After:c} {Command} {Key}";
}

/// <summary>A decision with what it was made of.</summary>
internal sealed record Turn(WaitlistState? Before, RoomCommand Command, CommandKey? Key, DateTimeOffset Now, Decision Decision)
{
    public WaitlistState After => Assert.IsType<WaitlistState>(Decision.State);
}
