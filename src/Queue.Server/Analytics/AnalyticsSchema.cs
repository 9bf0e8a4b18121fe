using Queue.Server.Storage;

namespace Queue.Server.Analytics;

/// <summary>
/// The tables of <c>analytics.db</c>. Visits, quotes and queues come from the log alone and can be dropped and made again; client events
/// came from outside and cannot. No table names a person.
/// </summary>
internal static class AnalyticsSchema
{
    public static readonly SqliteSchema Schema = new("analytics.db",
    [
        // 1: what the log tells, what clients tell, and what was already counted.
        """
        CREATE TABLE queues (
            room TEXT NOT NULL PRIMARY KEY,
            code TEXT,
            event_name TEXT,
            time_zone TEXT,
            call_window_ms INTEGER,
            created_at INTEGER,
            closed_at INTEGER,
            close_reason TEXT
        ) WITHOUT ROWID;

        CREATE TABLE visits (
            party TEXT NOT NULL PRIMARY KEY,
            room TEXT NOT NULL,
            ticket INTEGER,
            size INTEGER,
            source TEXT,
            joined_at INTEGER,
            nearby_at INTEGER,
            first_called_at INTEGER,
            last_called_at INTEGER,
            calls INTEGER NOT NULL DEFAULT 0,
            ended_at INTEGER,
            ended_by TEXT,
            end_reason TEXT
        ) WITHOUT ROWID;
        CREATE INDEX visits_by_time ON visits (joined_at);
        CREATE INDEX visits_by_room ON visits (room, ticket);

        CREATE TABLE quotes (
            party TEXT NOT NULL,
            at INTEGER NOT NULL,
            room TEXT NOT NULL,
            size INTEGER NOT NULL,
            low_ms INTEGER NOT NULL,
            high_ms INTEGER NOT NULL,
            PRIMARY KEY (party, at)
        ) WITHOUT ROWID;

        CREATE TABLE client_events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            type TEXT NOT NULL,
            room TEXT,
            party TEXT,
            known INTEGER NOT NULL,
            meta TEXT
        );
        CREATE INDEX client_events_by_time ON client_events (at);

        CREATE TABLE inbox (
            message TEXT NOT NULL PRIMARY KEY
        ) WITHOUT ROWID;

        CREATE TABLE set_aside (
            message TEXT NOT NULL PRIMARY KEY,
            event TEXT NOT NULL,
            error TEXT NOT NULL
        ) WITHOUT ROWID;
        """,

        // 2: alerts. A copy of what push.db knows of them; ids begin anew with a new push.db, so the instant belongs to the key.
        """
        ALTER TABLE visits ADD COLUMN subscribed_at INTEGER;
        CREATE TABLE pushes (
            id INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            room TEXT NOT NULL,
            party TEXT NOT NULL,
            kind TEXT NOT NULL,
            state TEXT NOT NULL,
            concluded_at INTEGER,
            shown_at INTEGER,
            answered_at INTEGER,
            PRIMARY KEY (id, due_at)
        ) WITHOUT ROWID;
        CREATE INDEX pushes_by_party ON pushes (party);
        """,

        // 3: visits that go on after an end: ended is one whose last end is newer than its last restore.
        """
        ALTER TABLE visits ADD COLUMN ended_version INTEGER;
        ALTER TABLE visits ADD COLUMN restored_version INTEGER;
        ALTER TABLE visits ADD COLUMN restores INTEGER NOT NULL DEFAULT 0;
        """,
    ]);
}
