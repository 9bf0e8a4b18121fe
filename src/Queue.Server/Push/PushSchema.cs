using Queue.Server.Storage;

namespace Queue.Server.Push;

/// <summary>The tables of <c>push.db</c>. Endpoints and keys are secrets of the guests' browsers; they go when the visit is over.</summary>
internal static class PushSchema
{
    public static readonly SqliteSchema Schema = new("push.db",
    [
        // 1: who wants alerts, and which are on their way.
        """
        CREATE TABLE subscriptions (
            party TEXT NOT NULL,
            endpoint TEXT NOT NULL,
            room TEXT NOT NULL,
            p256dh TEXT NOT NULL,
            auth TEXT NOT NULL,
            vapid TEXT NOT NULL,
            language TEXT NOT NULL,
            base_url TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            ended_at INTEGER,
            PRIMARY KEY (party, endpoint)
        ) WITHOUT ROWID;
        CREATE INDEX subscriptions_by_end ON subscriptions (ended_at) WHERE ended_at IS NOT NULL;

        -- One row an alert and browser, unique in what it is about: an alert goes out once however often its event comes.
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            room TEXT NOT NULL,
            party TEXT NOT NULL,
            endpoint TEXT NOT NULL,
            kind TEXT NOT NULL,
            call INTEGER NOT NULL,
            text TEXT,
            state TEXT NOT NULL DEFAULT 'due',
            attempts INTEGER NOT NULL DEFAULT 0,
            next_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            UNIQUE (party, endpoint, kind, call)
        );
        CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state = 'due';
        CREATE INDEX deliveries_by_expiry ON deliveries (expires_at) WHERE state <> 'due';

        CREATE TABLE inbox (
            message TEXT NOT NULL PRIMARY KEY
        ) WITHOUT ROWID;
        """,

        // 2: a lane a push service, and what became of each alert. news counts its changes, told those that others know of.
        """
        ALTER TABLE subscriptions ADD COLUMN origin TEXT NOT NULL DEFAULT '';
        UPDATE subscriptions SET origin = substr(endpoint, 1, 7 + instr(substr(endpoint, 9), '/'));

        ALTER TABLE deliveries ADD COLUMN origin TEXT NOT NULL DEFAULT '';
        ALTER TABLE deliveries ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE deliveries ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE deliveries ADD COLUMN concluded_at INTEGER;
        ALTER TABLE deliveries ADD COLUMN shown_at INTEGER;
        ALTER TABLE deliveries ADD COLUMN answered_at INTEGER;
        ALTER TABLE deliveries ADD COLUMN news INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE deliveries ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
        UPDATE deliveries SET origin = substr(endpoint, 1, 7 + instr(substr(endpoint, 9), '/')), due_at = next_at;
        DROP INDEX deliveries_due;
        CREATE INDEX deliveries_due ON deliveries (origin, next_at) WHERE state = 'due';
        CREATE INDEX deliveries_news ON deliveries (id) WHERE news > told;
        """,

        // 3: visits that go on after an end, in whatever order one hears of both; and which alerts a phone may show.
        """
        ALTER TABLE subscriptions ADD COLUMN as_of INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE deliveries ADD COLUMN may_have_left INTEGER NOT NULL DEFAULT 0;
        UPDATE deliveries SET may_have_left = 1 WHERE state = 'sent';
        """,

        // 4: chat rooms. party is 'room:' and the room's id then, call the number of the event.
        """
        ALTER TABLE subscriptions ADD COLUMN standing TEXT NOT NULL DEFAULT '';
        """,
    ]);
}
