using Dapper;
using Microsoft.Data.Sqlite;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Analytics;
using Queue.Server.Events;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Analytics;

/// <summary>Numbers that an earlier version kept, before there were acts.</summary>
public sealed class AnalyticsUpgradeTests : IDisposable
{
    private const int BeforeActs = 3;

    private static readonly RoomId Room = RoomId.From(new byte[32]);
    private static readonly PartyId Ann = Id(1);
    private static readonly PartyId Bo = Id(2);

    private readonly string folder = TestServer.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Old_visits_keep_their_numbers_and_one_that_was_restored_is_open()
    {
        using var connection = Upgraded();
        var visits = connection.Query<(string Party, long? QuotedHigh, long? PromisedHigh, string? Reason)>(
            "SELECT party, quoted_high_ms, promised_high_ms, end_reason FROM visits ORDER BY ticket").ToList();
        Assert.Equal([(Ann.ToString(), 900L, 900L, null), (Bo.ToString(), 1800L, 1800L, "served")], visits);
    }

    [Fact]
    public void A_visit_that_began_before_the_upgrade_ends_after_it()
    {
        using var connection = Upgraded();
        using var statements = new AnalyticsStatements(connection);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(5000);
        statements.Count(
        [
            EventMessage.Of(1, Room, 9, new PartyCalled(Ann, at.AddMinutes(2), Actor.Host) { At = at }),
            EventMessage.Of(1, Room, 10, new PartySeated(Ann, Actor.Host) { At = at.AddSeconds(1) }),
        ]);

        Assert.Equal(
            (2, 1000L, 900L, 5000L, 6000L, "served"),
            connection.QuerySingle<(int, long, long, long, long, string)>(
                "SELECT size, joined_at, quoted_high_ms, first_called_at, ended_at, end_reason FROM visits WHERE ticket = 1"));
    }

    private SqliteConnection Upgraded()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "analytics.db")};Pooling=False");
        connection.Open();
        var schema = AnalyticsSchema.Schema;
        (schema with { Migrations = [.. schema.Migrations.Take(BeforeActs)] }).Migrate(connection);
        connection.Execute(
            """
            INSERT INTO visits (party, room, ticket, size, joined_at, ended_at, ended_by, end_reason, ended_version, restored_version, restores) VALUES
                (@ann, @room, 1, 2, 1000, 2000, 'Guest', 'left', 5, 6, 1), (@bo, @room, 2, 2, 1000, 3000, 'Host', 'served', 8, 7, 1);
            INSERT INTO quotes (party, at, room, size, low_ms, high_ms) VALUES (@ann, 1000, @room, 2, 600, 900), (@bo, 1000, @room, 2, 900, 1800);
            """,
            new { ann = Ann.ToString(), bo = Bo.ToString(), room = Room.Value });
        schema.Migrate(connection);
        return connection;
    }

    private static PartyId Id(int number) => PartyId.TryParse($"00000000-0000-4000-8000-00000000000{number}", out var id) ? id : throw new InvalidOperationException();
}
