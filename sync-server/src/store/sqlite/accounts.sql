-- :find
SELECT body FROM accounts WHERE user = ?1
-- :all
SELECT body FROM accounts ORDER BY user
-- :put
INSERT INTO accounts (user, body) VALUES (?1, ?2) ON CONFLICT (user) DO UPDATE SET body = excluded.body
-- :session
SELECT body FROM sessions WHERE token_hash = ?1
-- :put_session
INSERT INTO sessions (token_hash, user, device, expires_at, body) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at, body = excluded.body
-- :end_session
DELETE FROM sessions WHERE token_hash = ?1
-- :end_sessions_of_user
DELETE FROM sessions WHERE user = ?1
-- :end_sessions_of_device
DELETE FROM sessions WHERE device = ?1
-- :sweep_sessions
DELETE FROM sessions WHERE expires_at < ?1 AND (device IS NULL OR ?2)
-- :device
SELECT body FROM devices WHERE id = ?1
-- :devices
SELECT body FROM devices ORDER BY id
-- :devices_of
SELECT body FROM devices WHERE inspector = ?1 ORDER BY id
-- :put_device
INSERT INTO devices (id, inspector, body) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET body = excluded.body
-- :code
SELECT body FROM enrolment_codes WHERE code_hash = ?1
-- :put_code
INSERT INTO enrolment_codes (code_hash, body) VALUES (?1, ?2) ON CONFLICT (code_hash) DO UPDATE SET body = excluded.body
