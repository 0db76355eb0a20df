//! Passwords: argon2id, and a brake on guessing.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::guard::stands;
use domain::time::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

/// The PHC string of a password.
///
/// # Errors
/// When the operating system has no randomness for the salt.
pub fn hash(password: &str) -> Result<String, String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|h| h.to_string())
        .map_err(|e| e.to_string())
}

/// Whether `password` is the one behind `phc`. An absent account costs the same time.
pub fn verify(password: &str, phc: Option<&str>) -> bool {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let known = phc.is_some();
    let phc = phc
        .unwrap_or_else(|| NOBODY.get_or_init(|| hash("no account has this password").unwrap_or_default()));
    let Ok(parsed) = PasswordHash::new(phc) else {
        return false;
    };
    Argon2::default()
        .verify_password(password.as_bytes(), &parsed)
        .is_ok()
        && known
}

/// Wrong tries by account and by address; each further one waits longer.
#[derive(Debug, Default)]
pub struct Brake {
    tries: Mutex<BTreeMap<String, (u32, Timestamp)>>,
}

/// This many wrong tries are free.
const FREE: u32 = 5;
/// Longest wait in seconds.
const LONGEST: u64 = 900;
/// Keys kept at once; beyond it the oldest are forgotten.
const KEPT: usize = 10_000;

impl Brake {
    /// Seconds to wait before `key` may try again; 0 = now.
    pub fn wait(&self, key: &str, now: Timestamp) -> u64 {
        let tries = self.lock();
        let Some((n, last)) = tries.get(key) else {
            return 0;
        };
        let ms = penalty(*n) * 1000;
        let passed = match stands("a-clock-set-back-locks-nobody-out") {
            // A last try in the future was made under a clock that was ahead: it is past.
            true => now.0.abs_diff(last.0),
            false => u64::try_from(now.0 - last.0).unwrap_or(0),
        };
        ms.saturating_sub(passed).div_ceil(1000)
    }

    /// Notes a wrong try.
    pub fn wrong(&self, key: &str, now: Timestamp) {
        let mut tries = self.lock();
        if tries.len() >= KEPT
            && let Some(oldest) = tries
                .iter()
                .min_by_key(|(_, (_, at))| *at)
                .map(|(k, _)| k.clone())
        {
            tries.remove(&oldest);
        }
        let entry = tries.entry(key.to_owned()).or_insert((0, now));
        *entry = (entry.0.saturating_add(1), now);
    }

    /// Forgets the wrong tries of `key` after a right one.
    pub fn right(&self, key: &str) {
        self.lock().remove(key);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, (u32, Timestamp)>> {
        // Counters stay meaningful whatever happened to the thread that held them.
        self.tries
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn penalty(tries: u32) -> u64 {
    if tries < FREE {
        0
    } else {
        1u64.checked_shl(tries - FREE).unwrap_or(LONGEST).min(LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_verifies_against_its_own_hash_only() {
        let phc = hash("correct horse").unwrap();
        assert!(phc.starts_with("$argon2id$"));
        assert!(verify("correct horse", Some(&phc)));
        assert!(!verify("battery staple", Some(&phc)));
        assert!(!verify("no account has this password", None));
    }

    #[test]
    fn the_fifth_wrong_try_starts_a_doubling_wait() {
        let brake = Brake::default();
        let t = Timestamp(1_000_000);
        for _ in 0..4 {
            brake.wrong("u", t);
        }
        assert_eq!(brake.wait("u", t), 0);
        brake.wrong("u", t);
        assert_eq!(brake.wait("u", t), 1);
        brake.wrong("u", t);
        assert_eq!(brake.wait("u", t), 2);
        assert_eq!(brake.wait("u", Timestamp(t.0 + 2_000)), 0);
        brake.right("u");
        assert_eq!(brake.wait("u", t), 0);
    }
}
