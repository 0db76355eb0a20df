//! Stable codes as sentences: what happened, and what to do.

/// Stable codes as sentences.
#[derive(Debug)]
pub struct Codes {
    /// A fault, a refusal or a notice.
    pub sentence: fn(&str) -> Option<&'static str>,
    /// A code nobody has worded: quoted, so that it can be reported.
    pub unworded: fn(&str) -> String,
    /// What stands against sealing.
    pub blocker: fn(&str) -> &'static str,
}

impl Codes {
    /// The sentence of a code.
    pub fn of(&self, code: &str) -> String {
        (self.sentence)(code).map_or_else(|| (self.unworded)(code), str::to_owned)
    }
}
