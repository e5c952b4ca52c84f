"""The schema of the servers' database, as it came to be."""

# Each brings the schema of the version before it to its own; they are never changed.
MIGRATIONS = (
    (
        "CREATE TABLE servers ("
        " guild INTEGER PRIMARY KEY, generation INTEGER NOT NULL DEFAULT 0) STRICT",
        "CREATE TABLE documents ("
        " guild INTEGER NOT NULL REFERENCES servers (guild) ON DELETE CASCADE,"
        " name TEXT NOT NULL, filename TEXT NOT NULL, sha256 TEXT NOT NULL"
        " CHECK (length(sha256) = 64), size INTEGER NOT NULL, stated TEXT NOT NULL,"
        " channels TEXT NOT NULL, roles TEXT NOT NULL, added TEXT NOT NULL,"
        " PRIMARY KEY (guild, name), UNIQUE (guild, filename)) STRICT",
    ),
    (
        "CREATE TABLE settings ("
        " guild INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,"
        " PRIMARY KEY (guild, name)) STRICT",
        "CREATE TABLE gaps ("
        " guild INTEGER NOT NULL, day TEXT NOT NULL, told INTEGER NOT NULL,"
        " PRIMARY KEY (guild, day)) STRICT",
    ),
    (
        # Grows from job to job over all servers, which take turns by it.
        "ALTER TABLE servers ADD COLUMN served INTEGER NOT NULL DEFAULT 0",
        # `content` stands for all that was brought; times are seconds since the epoch.
        "CREATE TABLE jobs ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " guild INTEGER NOT NULL REFERENCES servers (guild) ON DELETE CASCADE,"
        " content TEXT NOT NULL, filename TEXT NOT NULL,"
        " sha256 TEXT NOT NULL CHECK (length(sha256) = 64), size INTEGER NOT NULL,"
        " stated TEXT NOT NULL, scope TEXT NOT NULL, instead_of TEXT NOT NULL,"
        " state TEXT NOT NULL CHECK"
        " (state IN ('waiting', 'running', 'done', 'failed', 'given up', 'dropped')),"
        " reason TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0,"
        " worker TEXT NOT NULL DEFAULT '', leased_until REAL NOT NULL DEFAULT 0,"
        " not_before REAL NOT NULL DEFAULT 0, asked REAL NOT NULL, begun REAL NOT NULL DEFAULT 0,"
        " ended REAL NOT NULL DEFAULT 0, stage TEXT NOT NULL DEFAULT '',"
        " at INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,"
        " name TEXT NOT NULL DEFAULT '') STRICT",
        "CREATE INDEX jobs_by_state ON jobs (state, guild, id)",
        "CREATE UNIQUE INDEX jobs_once ON jobs (guild, content)"
        " WHERE state IN ('waiting', 'running', 'failed', 'given up')",
    ),
    (
        "CREATE TABLE presences ("
        " guild INTEGER PRIMARY KEY, account INTEGER NOT NULL, gone TEXT) STRICT",
    ),
    (
        "CREATE TABLE opinions ("
        " guild INTEGER NOT NULL, own INTEGER NOT NULL, document TEXT NOT NULL,"
        " wording TEXT NOT NULL, day TEXT NOT NULL,"
        " helpful INTEGER NOT NULL, unhelpful INTEGER NOT NULL,"
        " PRIMARY KEY (guild, own, document, wording, day)) STRICT",
    ),
    (
        # What a job is to do; `brings` are the sizes of an archive's documents by their filenames,
        # `taken` their names and `refused` why not, once that is known.
        "ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'document'"
        " CHECK (kind IN ('document', 'description', 'archive'))",
        "ALTER TABLE jobs ADD COLUMN brings TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE jobs ADD COLUMN taken TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE jobs ADD COLUMN refused TEXT NOT NULL DEFAULT '{}'",
        # Where it was brought, 0 for no channel; and how who brought it was told of its end.
        "ALTER TABLE jobs ADD COLUMN channel INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN told TEXT NOT NULL DEFAULT ''"
        " CHECK (told IN ('', 'answered', 'posted', 'listed'))",
    ),
    (
        # Of each state in which a document was read, digests; the present one has the last number.
        "CREATE TABLE revisions ("
        " guild INTEGER NOT NULL REFERENCES servers (guild) ON DELETE CASCADE,"
        " document TEXT NOT NULL, number INTEGER NOT NULL, kept TEXT NOT NULL,"
        " PRIMARY KEY (guild, document, number)) STRICT",
    ),
    (
        # Who changed what; `member` is 0 for the operator, NULL where that was deleted.
        "CREATE TABLE events ("
        " guild INTEGER NOT NULL, number INTEGER NOT NULL, moment REAL NOT NULL, member INTEGER,"
        " kind TEXT NOT NULL, what TEXT NOT NULL, PRIMARY KEY (guild, number)) STRICT",
        "CREATE INDEX events_by_member ON events (member)",
        "ALTER TABLE jobs ADD COLUMN member INTEGER",
    ),
)
