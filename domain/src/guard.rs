//! Guards that a test may take away: the proof that a test would notice.
//!
//! Exists because a test of a guard is worth nothing until it has been seen to fail without it. Code asks
//! [`stands`] beside the guard; `docs/FAULTS.md` names every guard with its test. Invariant: in a build without
//! the feature `switches` (every build that ships) each guard stands, and asking costs nothing.

/// Whether the guard of this name (kebab-case, unique in the product) stands.
///
/// Always true without the feature `switches`.
#[cfg(not(feature = "switches"))]
#[inline(always)]
#[must_use]
pub const fn stands(_name: &'static str) -> bool {
    true
}

#[cfg(feature = "switches")]
pub use switches::{Away, fails_without, stands, take_away, take_away_everywhere};

#[cfg(feature = "switches")]
mod switches {
    use std::cell::RefCell;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::{LazyLock, RwLock};

    thread_local! {
        static HERE: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
    }
    /// What the whole program does without: first of all what `SUICHA_GUARDS_OFF` names (commas between). The one
    /// place where this crate looks at its surroundings, and no build that ships has it.
    #[allow(clippy::disallowed_methods, reason = "in test builds only")]
    static EVERYWHERE: LazyLock<RwLock<Vec<String>>> = LazyLock::new(|| {
        let named = std::env::var("SUICHA_GUARDS_OFF").unwrap_or_default();
        RwLock::new(names_of(&named).collect())
    });

    fn names_of(named: &str) -> impl Iterator<Item = String> {
        named
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
    }

    /// Whether the guard of this name stands: nobody took it away on this thread or everywhere.
    #[must_use]
    pub fn stands(name: &'static str) -> bool {
        let here = HERE.with_borrow(|away| away.contains(&name));
        let everywhere = EVERYWHERE
            .read()
            .is_ok_and(|away| away.iter().any(|taken| taken == name));
        !here && !everywhere
    }

    /// Takes one guard away on this thread until the answer is dropped.
    #[must_use = "the guard comes back when this is dropped"]
    pub fn take_away(name: &'static str) -> Away {
        HERE.with_borrow_mut(|away| away.push(name));
        Away { name }
    }

    /// Takes the guards of these names (separated by commas) away in the whole program, for good: for a program
    /// that was started to show what happens without them.
    pub fn take_away_everywhere(names: &str) {
        if let Ok(mut away) = EVERYWHERE.write() {
            away.extend(names_of(names));
        }
    }

    /// The test of a test: with the guard away on this thread, what it asserts must not hold.
    ///
    /// # Panics
    /// When the test passes all the same: then it does not show that the guard is needed.
    pub fn fails_without(name: &'static str, test: impl FnOnce()) {
        let _away = take_away(name);
        let passed = catch_unwind(AssertUnwindSafe(test)).is_ok();
        assert!(!passed, "without the guard {name} the test passes all the same");
    }

    /// A guard is away while this lives.
    #[derive(Debug)]
    pub struct Away {
        name: &'static str,
    }

    impl Drop for Away {
        fn drop(&mut self) {
            HERE.with_borrow_mut(|away| {
                if let Some(at) = away.iter().rposition(|taken| *taken == self.name) {
                    away.remove(at);
                }
            });
        }
    }
}

#[cfg(all(test, feature = "switches"))]
mod tests {
    use super::{stands, take_away};

    #[test]
    fn a_guard_is_away_on_its_thread_and_until_dropped() {
        assert!(stands("an-example"));
        let away = take_away("an-example");
        assert!(!stands("an-example"));
        assert!(stands("another-example"));
        assert!(
            std::thread::spawn(|| stands("an-example"))
                .join()
                .is_ok_and(|s| s)
        );
        drop(away);
        assert!(stands("an-example"));
    }
}
