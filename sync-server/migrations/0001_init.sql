-- The first shape of the store. Never edited after release; later shapes are added as new files.
-- Every table keeps its key columns and the record itself as JSON (`body`): the record's shape is a Rust
-- type, the columns are what is looked up. The log (log_leaves) is the truth; the rest is rebuilt.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (user TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY, user TEXT NOT NULL, device TEXT, expires_at INTEGER NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user);
CREATE INDEX sessions_by_device ON sessions (device) WHERE device IS NOT NULL;
CREATE TABLE devices (id TEXT PRIMARY KEY, inspector TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE enrolment_codes (code_hash BLOB PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE subjects (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE inspectors (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE roster_history (
    kind TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, import TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX roster_history_by_entry ON roster_history (kind, id, at);
CREATE TABLE imports (id TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL, marked BLOB) STRICT;

CREATE TABLE tasks (id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- S of a draw: durable before the commitment leaf is appended, never read by anything but the opening.
CREATE TABLE draw_secrets (task TEXT PRIMARY KEY, secret BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT;
-- Frozen inputs of a draw (rosters as canonical rows), exactly as hashed into the commitment.
CREATE TABLE draw_files (task TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (task, name)) STRICT;
CREATE TABLE witness_keys (user TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE witness_slots (
    task TEXT NOT NULL, user TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (task, user)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_leaves (
    idx INTEGER PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, at INTEGER NOT NULL, leaf BLOB NOT NULL
) STRICT;
CREATE INDEX log_leaves_by_kind ON log_leaves (kind, about);
CREATE TABLE log_checkpoints (size INTEGER PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE log_cosignatures (
    size INTEGER NOT NULL, witness TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (size, witness)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspections (
    id TEXT PRIMARY KEY, task TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX inspections_by_task ON inspections (task);
CREATE INDEX inspections_by_subject ON inspections (subject);
CREATE TABLE teams (
    inspector TEXT NOT NULL, inspection TEXT NOT NULL, PRIMARY KEY (inspector, inspection)
) STRICT, WITHOUT ROWID;
CREATE TABLE packages (inspection TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Raw changes as received are kept for ever; the compacted document beside them can be rebuilt from them.
CREATE TABLE changes (
    inspection TEXT NOT NULL, hash BLOB NOT NULL, n INTEGER NOT NULL, device TEXT NOT NULL, author TEXT NOT NULL,
    received_at INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (inspection, hash)
) STRICT;
CREATE TABLE documents (
    inspection TEXT PRIMARY KEY, heads TEXT NOT NULL, received_at INTEGER, bytes BLOB NOT NULL, bytes_sha256 TEXT NOT NULL
) STRICT;
CREATE TABLE actors (
    inspection TEXT NOT NULL, actor TEXT NOT NULL, inspector TEXT NOT NULL, device TEXT NOT NULL,
    first_at INTEGER NOT NULL, PRIMARY KEY (inspection, actor)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY, inspection TEXT NOT NULL, sha256 TEXT NOT NULL, device TEXT NOT NULL, author TEXT NOT NULL,
    code TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (inspection, sha256)
) STRICT;

CREATE TABLE reviews (n INTEGER PRIMARY KEY, inspection TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX reviews_by_inspection ON reviews (inspection);
CREATE TABLE publications (inspection TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
    sha256 TEXT NOT NULL, inspection TEXT NOT NULL, size_bytes INTEGER NOT NULL, media_type TEXT NOT NULL,
    original INTEGER NOT NULL, PRIMARY KEY (sha256, inspection)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_inspection ON evidence (inspection);
