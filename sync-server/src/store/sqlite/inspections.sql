-- :find
SELECT body FROM inspections WHERE id = ?1
-- :all
SELECT body FROM inspections ORDER BY id
-- :of_task
SELECT body FROM inspections WHERE task = ?1 ORDER BY id
-- :of_subject
SELECT body FROM inspections WHERE subject = ?1 ORDER BY id
-- :of_inspector
SELECT i.body FROM teams t JOIN inspections i ON i.id = t.inspection WHERE t.inspector = ?1 ORDER BY i.id
-- :put
INSERT INTO inspections (id, task, subject, body) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (id) DO UPDATE SET body = excluded.body
-- :drop_members
DELETE FROM teams WHERE inspection = ?1
-- :put_member
INSERT INTO teams (inspector, inspection) VALUES (?1, ?2) ON CONFLICT DO NOTHING
-- :package
SELECT body FROM packages WHERE inspection = ?1
-- :put_package
INSERT INTO packages (inspection, body) VALUES (?1, ?2) ON CONFLICT (inspection) DO UPDATE SET body = excluded.body
-- :reviews
SELECT body FROM reviews WHERE inspection = ?1 ORDER BY n
-- :add_review
INSERT INTO reviews (inspection, body) VALUES (?1, ?2)
-- :publication
SELECT body FROM publications WHERE inspection = ?1
-- :publications
SELECT body FROM publications ORDER BY at DESC, inspection
-- :put_publication
INSERT INTO publications (inspection, at, body) VALUES (?1, ?2, ?3)
