-- :size
SELECT coalesce(max(idx) + 1, 0) FROM log_leaves
-- :leaf
SELECT leaf FROM log_leaves WHERE idx = ?1
-- :leaves
SELECT leaf FROM log_leaves WHERE idx >= ?1 AND idx < ?2 ORDER BY idx
-- :names
SELECT kind, about FROM log_leaves ORDER BY idx
-- :of_kind
SELECT idx FROM log_leaves WHERE kind = ?1 AND about = ?2 ORDER BY idx
-- :append
INSERT INTO log_leaves (idx, kind, about, at, leaf) VALUES (?1, ?2, ?3, ?4, ?5)
-- :checkpoint
SELECT note FROM log_checkpoints WHERE size = ?1
-- :last_checkpoint
SELECT size FROM log_checkpoints ORDER BY size DESC LIMIT 1
-- :checkpoints
SELECT size FROM log_checkpoints WHERE size BETWEEN ?1 AND ?2 ORDER BY size
-- :put_checkpoint
INSERT INTO log_checkpoints (size, at, note) VALUES (?1, ?2, ?3) ON CONFLICT (size) DO NOTHING
-- :cosignatures
SELECT line FROM log_cosignatures WHERE size = ?1 ORDER BY witness
-- :cosigned_size
SELECT coalesce(max(size), 0) FROM log_cosignatures WHERE witness = ?1
-- :put_cosignature
INSERT INTO log_cosignatures (size, witness, line) VALUES (?1, ?2, ?3)
ON CONFLICT (size, witness) DO UPDATE SET line = excluded.line
