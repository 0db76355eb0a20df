-- What a tablet's device key signed of its officer's changes: who wrote what can be shown without trusting us.
CREATE TABLE proofs (
    n INTEGER PRIMARY KEY, inspection TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (inspection, body)
) STRICT;
-- Admission looks up the tablets of a team.
CREATE INDEX devices_by_inspector ON devices (inspector);
