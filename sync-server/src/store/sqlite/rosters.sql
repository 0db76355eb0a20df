-- :subject
SELECT body FROM subjects WHERE id = ?1
-- :subjects
SELECT body FROM subjects ORDER BY id
-- :find_subjects
SELECT body FROM subjects WHERE instr(id, ?1) > 0 OR instr(name, ?1) > 0 OR instr(body, ?1) > 0 ORDER BY id LIMIT ?2 OFFSET ?3
-- :count_subjects
SELECT count(*) FROM subjects WHERE instr(id, ?1) > 0 OR instr(name, ?1) > 0 OR instr(body, ?1) > 0
-- :put_subject
INSERT INTO subjects (id, name, body) VALUES (?1, ?2, ?3)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body
-- :inspector
SELECT body FROM inspectors WHERE id = ?1
-- :inspectors
SELECT body FROM inspectors ORDER BY id
-- :find_inspectors
SELECT body FROM inspectors WHERE instr(id, ?1) > 0 OR instr(name, ?1) > 0 OR instr(body, ?1) > 0 ORDER BY id LIMIT ?2 OFFSET ?3
-- :count_inspectors
SELECT count(*) FROM inspectors WHERE instr(id, ?1) > 0 OR instr(name, ?1) > 0 OR instr(body, ?1) > 0
-- :put_inspector
INSERT INTO inspectors (id, name, body) VALUES (?1, ?2, ?3)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body
-- :keep_history
INSERT INTO roster_history (kind, id, at, import, body) VALUES (?1, ?2, ?3, ?4, ?5)
-- :import
SELECT body FROM imports WHERE id = ?1
-- :imports
SELECT body FROM imports WHERE json_extract(body, '$.kind') = ?1 ORDER BY at DESC, id DESC LIMIT ?2
-- :marked_copy
SELECT marked FROM imports WHERE id = ?1
-- :put_import
INSERT INTO imports (id, at, body, marked) VALUES (?1, ?2, ?3, ?4)
