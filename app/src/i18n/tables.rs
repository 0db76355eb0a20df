//! Tables with both languages side by side: who changes a sentence sees the other one.
//!
//! Each file is one page group; the macro makes the struct and its two values, so that a message missing in
//! one language does not compile.

macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($key:ident $(($($arg:ty),*))? : $zh:expr, $en:expr;)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name { $(#[allow(missing_docs, reason = "the message says it")] pub $key: $crate::i18n::tables::message!($(($($arg),*))?),)* }
        /// 简体中文.
        pub const ZH: $name = $name { $($key: $zh,)* };
        /// English.
        pub const EN: $name = $name { $($key: $en,)* };
    };
}

macro_rules! message {
    () => { &'static str };
    (($($arg:ty),*)) => { fn($($arg),*) -> String };
}

pub(crate) use {message, table};

pub mod acts;
pub mod administration;
pub mod annotate;
pub mod changes;
pub mod custody;
pub mod draw;
pub mod errors;
pub mod found;
pub mod inspections;
pub mod log_in;
pub mod office;
pub mod paper;
pub mod papers;
pub mod plan;
pub mod public;
pub mod publicity;
pub mod quarantine;
pub mod rosters;
pub mod settled;
pub mod skip;
pub mod visit;
pub mod visit_papers;
pub mod witness;

/// A size as people say it: 37 B, 1.2 kB, 3.4 MB.
pub(crate) fn bytes(n: u64) -> String {
    match n {
        0..=999 => format!("{n} B"),
        1_000..=999_999 => format!("{}.{} kB", n / 1_000, n % 1_000 / 100),
        1_000_000..=999_999_999 => format!("{}.{} MB", n / 1_000_000, n % 1_000_000 / 100_000),
        _ => format!("{}.{} GB", n / 1_000_000_000, n % 1_000_000_000 / 100_000_000),
    }
}

/// A length of time as people say it, however long: seconds while they can be counted, days at the end. Rounded down,
/// and without a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    Seconds(u64),
    Minutes(u64),
    Hours(u64),
    Days(u64),
}

impl Span {
    /// From twice the larger measure on it is said in that.
    pub(crate) fn of(seconds: i64) -> Self {
        match seconds.unsigned_abs() {
            s @ 0..120 => Self::Seconds(s),
            s @ 120..7_200 => Self::Minutes(s / 60),
            s @ 7_200..172_800 => Self::Hours(s / 3_600),
            s => Self::Days(s / 86_400),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_spans_are_said_in_a_measure_people_can_grasp() {
        let sizes = [999, 1_200, 3_400_000, 64_000_000_000].map(bytes);
        assert_eq!(sizes, ["999 B", "1.2 kB", "3.4 MB", "64.0 GB"]);
        assert_eq!(Span::of(-119), Span::Seconds(119));
        assert_eq!(Span::of(600), Span::Minutes(10));
        assert_eq!(Span::of(28_800), Span::Hours(8));
        // Two days ahead, as a clock that was set wrong.
        assert_eq!(Span::of(172_860), Span::Days(2));
    }
}
