namespace Queue.Server.Storage;

/// <summary>The tables of <c>queue.db</c>: rooms, their log, and what is derived in the same transaction.</summary>
internal static class EventLogSchema
{
    public static readonly SqliteSchema Schema = new("queue.db",
    [
        // 1: rooms, their log, and what is derived in the same transaction.
        """
        CREATE TABLE settings (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;
        INSERT INTO settings (name, value) VALUES ('epoch', '1');

        CREATE TABLE rooms (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            version INTEGER NOT NULL,
            next_deadline INTEGER
        );
        CREATE INDEX rooms_by_deadline ON rooms (next_deadline) WHERE next_deadline IS NOT NULL;

        CREATE TABLE codes (
            code TEXT NOT NULL PRIMARY KEY,
            room INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE create_keys (
            key TEXT NOT NULL PRIMARY KEY,
            fingerprint TEXT NOT NULL,
            room INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- Clustered by room, so that loading one reads neighbouring pages. 'personal' is set to NULL when a person is erased.
        CREATE TABLE events (
            room INTEGER NOT NULL,
            version INTEGER NOT NULL,
            data TEXT NOT NULL,
            personal TEXT,
            PRIMARY KEY (room, version)
        ) WITHOUT ROWID;

        -- Apart from rooms: a large state would be rewritten with every version otherwise.
        CREATE TABLE checkpoints (
            room INTEGER NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL,
            state BLOB NOT NULL
        );

        -- One row a room and commit, naming its events by their versions.
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            room INTEGER NOT NULL,
            first_version INTEGER NOT NULL,
            last_version INTEGER NOT NULL
        );
        """,

        // 2: whose a room is, and the numbers of what was said in it.
        """
        ALTER TABLE rooms ADD COLUMN owner TEXT;
        CREATE INDEX rooms_by_owner ON rooms (owner, kind) WHERE owner IS NOT NULL;

        ALTER TABLE events ADD COLUMN seq INTEGER;
        CREATE UNIQUE INDEX events_by_seq ON events (room, seq) WHERE seq IS NOT NULL;
        """,

        // 3: venues. A venue's code leads to the room of its newest evening, and knows whose it is and which evening that is.
        """
        ALTER TABLE codes ADD COLUMN venue INTEGER;
        ALTER TABLE codes ADD COLUMN evening INTEGER;
        CREATE INDEX codes_by_venue ON codes (venue) WHERE venue IS NOT NULL;

        CREATE TABLE slugs (
            slug TEXT NOT NULL PRIMARY KEY,
            venue INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX slugs_by_venue ON slugs (venue);
        CREATE INDEX rooms_that_are_venues ON rooms (number) WHERE kind = 'venue';
        """,
    ]);
}
