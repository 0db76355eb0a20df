-- :get
SELECT value FROM meta WHERE key = ?1
-- :put
INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value
