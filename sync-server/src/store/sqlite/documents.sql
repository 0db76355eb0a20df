-- :find
SELECT bytes, heads, received_at, bytes_sha256 FROM documents WHERE inspection = ?1
-- :heads
SELECT heads FROM documents WHERE inspection = ?1
-- :put
INSERT INTO documents (inspection, heads, received_at, bytes, bytes_sha256) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (inspection) DO UPDATE SET heads = excluded.heads, received_at = excluded.received_at,
    bytes = excluded.bytes, bytes_sha256 = excluded.bytes_sha256
-- :changes
SELECT bytes FROM changes WHERE inspection = ?1 ORDER BY n
-- :count_changes
SELECT count(*) FROM changes WHERE inspection = ?1
-- :add_change
INSERT INTO changes (inspection, hash, n, device, author, received_at, bytes)
VALUES (?1, ?2, (SELECT count(*) FROM changes WHERE inspection = ?1), ?3, ?4, ?5, ?6)
ON CONFLICT (inspection, hash) DO NOTHING
-- :actors
SELECT actor, inspector, device FROM actors WHERE inspection = ?1
-- :bind_actor
INSERT INTO actors (inspection, actor, inspector, device, first_at) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (inspection, actor) DO NOTHING
-- :quarantine
INSERT INTO quarantine (inspection, sha256, device, author, code, at, base, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (inspection, sha256) DO NOTHING
-- :count_quarantine
SELECT count(*) FROM quarantine q WHERE inspection = ?1
AND NOT EXISTS (SELECT 1 FROM quarantine_judgements j WHERE j.quarantine = q.id)
-- :quarantined
SELECT q.id, inspection, sha256, device, author, code, at, length(bytes),
    (SELECT body FROM quarantine_judgements j WHERE j.quarantine = q.id ORDER BY n DESC LIMIT 1)
FROM quarantine q ORDER BY q.id DESC LIMIT 500
-- :quarantine_ids
SELECT id FROM quarantine ORDER BY id
-- :quarantined_upload
SELECT inspection, device, author, code, at, base, bytes FROM quarantine WHERE id = ?1
-- :judgements
SELECT body FROM quarantine_judgements WHERE quarantine = ?1 ORDER BY n
-- :judge
INSERT INTO quarantine_judgements (quarantine, body) VALUES (?1, ?2)
-- :proofs
SELECT body FROM proofs WHERE inspection = ?1 ORDER BY n
-- :add_proof
INSERT INTO proofs (inspection, body, at) VALUES (?1, ?2, ?3) ON CONFLICT (inspection, body) DO NOTHING
