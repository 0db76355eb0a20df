-- :find
SELECT body FROM blobs WHERE sha256 = ?1
-- :put
INSERT INTO blobs (sha256, body) VALUES (?1, ?2) ON CONFLICT (sha256) DO UPDATE SET body = excluded.body
-- :all
SELECT body FROM blobs ORDER BY sha256
-- :refs
SELECT inspection FROM evidence WHERE sha256 = ?1 ORDER BY inspection
-- :wanted
SELECT e.sha256, e.size_bytes, e.media_type, e.original FROM evidence e WHERE e.inspection = ?1 ORDER BY e.sha256
-- :put_ref
INSERT INTO evidence (sha256, inspection, size_bytes, media_type, original) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (sha256, inspection) DO NOTHING
