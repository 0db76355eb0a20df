//! A case (判例): one behaviour of one regime, named by the regime and its article, with the features it shows.
//!
//! Exists so that a test, its row in the table of conformance and what takes a rule away are the same line. Expected
//! values are typed in from the regulations; a case reads a pack only through what the pack makes the code do.
use crate::pack::Pack;

/// One behaviour of one regime.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    /// Name of the test.
    pub(crate) name: &'static str,
    /// Regime, `R27`.
    pub(crate) regime: &'static str,
    /// Features of the table that it shows, `F009`.
    pub(crate) features: &'static [&'static str],
    /// Panics where the code does something else than the text says.
    pub(crate) check: fn(&Pack),
}

/// One line a case: `name: Features => |p| what the text says;`.
macro_rules! shows {
    ($regime:literal; $($name:ident: $($feature:ident)* => $check:expr;)+) => {
        pub(crate) const CASES: &[crate::case::Case] = &[$(crate::case::Case {
            name: stringify!($name),
            regime: $regime,
            features: &[$(stringify!($feature)),*],
            check: $check,
        }),+];
        $(
            #[test]
            fn $name() {
                let check: fn(&crate::pack::Pack) = $check;
                check(&crate::pack::Pack::of($regime));
            }
        )+
    };
}
pub(crate) use shows;
