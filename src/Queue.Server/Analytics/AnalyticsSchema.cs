using Queue.Server.Storage;

namespace Queue.Server.Analytics;

/// <summary>
/// The tables of <c>analytics.db</c>. Acts, visits and queues come from the log alone and can be dropped and made again; client events
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

        // 4: everything that happened to a party or a queue as a row of its own, from which visits are folded.
        """
        CREATE TABLE acts (
            room TEXT NOT NULL,
            version INTEGER NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            party TEXT,
            actor TEXT,
            device TEXT,
            step INTEGER,
            undone INTEGER,
            ticket INTEGER,
            size INTEGER,
            source TEXT,
            low_ms INTEGER,
            high_ms INTEGER,
            suggested_low_ms INTEGER,
            suggested_high_ms INTEGER,
            method TEXT,
            until INTEGER,
            PRIMARY KEY (room, version)
        ) WITHOUT ROWID;
        CREATE INDEX acts_by_party ON acts (party);
        CREATE INDEX acts_by_time ON acts (at) WHERE party IS NULL;
        CREATE INDEX acts_that_undo ON acts (room, undone) WHERE undone IS NOT NULL;

        ALTER TABLE visits ADD COLUMN mistaken INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN quoted_low_ms INTEGER;
        ALTER TABLE visits ADD COLUMN quoted_high_ms INTEGER;
        ALTER TABLE visits ADD COLUMN promised_low_ms INTEGER;
        ALTER TABLE visits ADD COLUMN promised_high_ms INTEGER;
        ALTER TABLE visits ADD COLUMN suggested_low_ms INTEGER;
        ALTER TABLE visits ADD COLUMN suggested_high_ms INTEGER;
        ALTER TABLE visits ADD COLUMN quote_method TEXT;
        ALTER TABLE visits ADD COLUMN call_window_ms INTEGER;
        ALTER TABLE visits ADD COLUMN called_by TEXT;
        ALTER TABLE visits ADD COLUMN calls_undone INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN snoozes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN snoozed_ms INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN holds INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN moves_by_host INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN moves_by_guest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN resizes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN requotes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visits ADD COLUMN still_here INTEGER NOT NULL DEFAULT 0;
        UPDATE visits SET quoted_low_ms = (SELECT low_ms FROM quotes WHERE quotes.party = visits.party AND quotes.at = visits.joined_at),
            quoted_high_ms = (SELECT high_ms FROM quotes WHERE quotes.party = visits.party AND quotes.at = visits.joined_at);
        UPDATE visits SET promised_low_ms = quoted_low_ms, promised_high_ms = quoted_high_ms;
        UPDATE visits SET ended_at = NULL, ended_by = NULL, end_reason = NULL WHERE COALESCE(ended_version, 0) < COALESCE(restored_version, 0);
        ALTER TABLE visits DROP COLUMN ended_version;
        ALTER TABLE visits DROP COLUMN restored_version;
        DROP TABLE quotes;

        ALTER TABLE queues ADD COLUMN venue TEXT;
        ALTER TABLE queues ADD COLUMN evening INTEGER;
        ALTER TABLE queues ADD COLUMN opens_at INTEGER;
        ALTER TABLE queues ADD COLUMN planned_version INTEGER;
        CREATE INDEX queues_by_venue ON queues (venue);
        CREATE INDEX client_events_by_party ON client_events (party) WHERE known = 1;
        """,
    ]);
}
