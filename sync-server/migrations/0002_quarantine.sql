-- An upload kept apart can be read again: its changes are framed against these heads (hex, blank between).
ALTER TABLE quarantine ADD COLUMN base TEXT NOT NULL DEFAULT '';

-- What supervisors decided, oldest first. The upload itself is never changed or taken away.
CREATE TABLE quarantine_judgements (
    n INTEGER PRIMARY KEY, quarantine INTEGER NOT NULL REFERENCES quarantine (id), body TEXT NOT NULL
) STRICT;
CREATE INDEX quarantine_judgements_by_upload ON quarantine_judgements (quarantine);
