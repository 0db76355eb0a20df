//! The dated clocks of every regime in 2026, none left out and none made up.
//!
//! Typed in from the texts: R01 第十二条、第十八条; R06 三（二）、五（一）; R11 第十七条; R12 第十条、第十九条; R20 第十条、
//! 第十九条; R24 第八条、第十四条第2款; R25 第十二条; R27 第13条. The window of R07 lies in 2022; R14 says 年初 and R24 年初
//! without a day, so no date is made of them.
use crate::pack::{Pack, catalog};

/// Every month's day.
fn monthly(day: u32) -> Vec<String> {
    (1..=12).map(|month| format!("{month:02}-{day:02}")).collect()
}

fn wanted(regime: &str) -> Vec<String> {
    let days = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut all = match regime {
        "R01" => [monthly(5), monthly(25)].concat(),
        "R06" => days("01-07 02-20 03-20"),
        "R11" => days("01-31"),
        "R12" => days("02-28 02-28"),
        "R20" => [monthly(25), days("11-05 12-15 12-31")].concat(),
        "R24" => days("03-31 06-30 09-30 12-31 12-31"),
        "R25" | "R27" => days("05-31"),
        _ => Vec::new(),
    };
    all.sort();
    all
}

#[test]
fn the_dated_clocks_of_every_regime_in_2026_are_those_of_the_texts() {
    for regime in catalog().regimes() {
        let pack = Pack {
            regime: regime.clone(),
        };
        assert_eq!(pack.year(), wanted(regime.id.as_str()), "{}", regime.id);
    }
}
