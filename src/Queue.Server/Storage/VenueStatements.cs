using Microsoft.Data.Sqlite;
using Queue.Core.Rooms;
using Queue.Core.Venues;

namespace Queue.Server.Storage;

/// <summary>
/// What venues write beside their events, on the writer's thread: to which evening a code leads, and which slugs they have. A code goes on to
/// later evenings only, so that an old plan that comes late cannot take it back.
/// </summary>
internal sealed class VenueStatements : IDisposable
{
    private const long NoEveningAfter = long.MaxValue;

    private readonly SqliteStatement own;
    private readonly SqliteStatement mayLead;
    private readonly SqliteStatement lead;
    private readonly SqliteStatement end;
    private readonly SqliteStatement findSlug;
    private readonly SqliteStatement insertSlug;
    private readonly SqliteStatement findRoom;
    private readonly SqliteStatement deleteSlugs;

    public VenueStatements(SqliteConnection connection)
    {
        own = new(connection, "UPDATE codes SET venue = @p0, evening = 0 WHERE code = @p1");
        mayLead = new(
            connection,
            "SELECT 1 FROM codes JOIN rooms ON rooms.number = codes.venue WHERE codes.code = @p0 AND rooms.id = @p1 AND codes.evening < @p2");
        lead = new(connection, "UPDATE codes SET room = @p0, evening = @p1 WHERE code = @p2");
        end = new(connection, "UPDATE codes SET room = venue, evening = @p0 WHERE venue = @p1");
        findSlug = new(connection, "SELECT venue FROM slugs WHERE slug = @p0");
        insertSlug = new(connection, "INSERT INTO slugs (slug, venue) VALUES (@p0, @p1) ON CONFLICT DO NOTHING");
        findRoom = new(connection, "SELECT number FROM rooms WHERE id = @p0");
        deleteSlugs = new(connection, "DELETE FROM slugs WHERE venue = @p0 AND slug <> @p1");
    }

    public bool IsTaken(string slug, SqliteTransaction transaction) => findSlug.Scalar(transaction, slug) is not null;

    /// <summary>The code belongs to the evening's venue and does not lead to it or to a later one yet.</summary>
    public bool MayLead(RoomCode code, VenueEvening evening, SqliteTransaction transaction) =>
        mayLead.Scalar(transaction, code.ToString(), evening.Venue.Value, evening.Number) is not null;

    public void Lead(RoomCode code, VenueEvening evening, long room, SqliteTransaction transaction) =>
        lead.Execute(transaction, room, evening.Number, code.ToString());

    /// <summary>The code and the slug are a new venue's.</summary>
    public void Open(RoomCode code, string slug, long venue, SqliteTransaction transaction)
    {
        own.Execute(transaction, venue, code.ToString());
        insertSlug.Execute(transaction, slug, venue);
    }

    public bool Claim(RoomId venue, string slug, SqliteTransaction transaction)
    {
        if (findRoom.Scalar(transaction, venue.Value) is not { } number || (findSlug.Scalar(transaction, slug) is { } holder && holder != number))
        {
            return false;
        }

        insertSlug.Execute(transaction, slug, number);
        return true;
    }

    public void Keep(long venue, string slug, SqliteTransaction transaction) => deleteSlugs.Execute(transaction, venue, slug);

    /// <summary>The code leads to the venue itself, which is no queue, and is never given away again.</summary>
    public void End(long venue, SqliteTransaction transaction)
    {
        end.Execute(transaction, NoEveningAfter, venue);
        deleteSlugs.Execute(transaction, venue, "");
    }

    public void Dispose()
    {
        SqliteStatement[] all = [own, mayLead, lead, end, findSlug, insertSlug, findRoom, deleteSlugs];
        foreach (var statement in all)
        {
            statement.Dispose();
        }
    }
}
