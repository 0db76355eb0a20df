//! The export file of unsent work.

/// The export file of unsent work.
#[derive(Debug)]
pub struct Export {
    pub title: &'static str,
    pub hint: &'static str,
    pub evidence: &'static str,
    pub save: &'static str,
    pub busy: &'static str,
    pub done: &'static str,
    pub done_hint: &'static str,
    pub holds: fn(usize, usize, &str) -> String,
}
