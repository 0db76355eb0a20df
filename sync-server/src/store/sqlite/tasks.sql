-- :find
SELECT body FROM tasks WHERE id = ?1
-- :all
SELECT body FROM tasks ORDER BY created_at DESC, id DESC
-- :put
INSERT INTO tasks (id, created_at, body) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET body = excluded.body
-- :secret
SELECT secret FROM draw_secrets WHERE task = ?1
-- :put_secret
INSERT INTO draw_secrets (task, secret, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (task) DO NOTHING
-- :file
SELECT bytes FROM draw_files WHERE task = ?1 AND name = ?2
-- :put_file
INSERT INTO draw_files (task, name, bytes) VALUES (?1, ?2, ?3)
ON CONFLICT (task, name) DO UPDATE SET bytes = excluded.bytes
-- :witness_key
SELECT body FROM witness_keys WHERE user = ?1
-- :witness_keys
SELECT body FROM witness_keys ORDER BY user
-- :put_witness_key
INSERT INTO witness_keys (user, body) VALUES (?1, ?2) ON CONFLICT (user) DO UPDATE SET body = excluded.body
-- :slot
SELECT body FROM witness_slots WHERE task = ?1 AND user = ?2
-- :put_slot
INSERT INTO witness_slots (task, user, body) VALUES (?1, ?2, ?3)
ON CONFLICT (task, user) DO UPDATE SET body = excluded.body
