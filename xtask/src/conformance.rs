//! Conformance: the pages that say what each regulation asks and which test shows it, and the proof by mutants.
//!
//! Exists so that the pages are never edited by hand. Invariant: nothing is built twice; every changed pack is put in
//! within one test process.
use crate::house::House;
use crate::step::{run, step};
use anyhow::Result;

/// Writes `docs/CONFORMANCE.md` and `docs/CONFORMANCE-TEXTS.md` and prints the counts.
pub(crate) fn write() -> Result<()> {
    test(
        "running every case of every regulation, writing the table they make",
        &["--nocapture"],
        true,
    )
}

/// Takes away every rule of every pack and turns every word of it that means something; prints what no case notices.
pub(crate) fn mutate() -> Result<()> {
    test(
        "taking away every rule of every pack in turn, and turning its words",
        &["--ignored", "--exact", "mutant::mutate", "--nocapture"],
        false,
    )
}

fn test(what: &str, options: &[&str], writes: bool) -> Result<()> {
    let house = House::find()?;
    step(what, || {
        let words = [
            "test",
            "--quiet",
            "--package",
            "domain",
            "--features",
            "switches",
            "--test",
            "conformance",
            "--",
        ];
        let mut command = house.cargo(&words);
        command.args(options);
        if writes {
            command.env("UPDATE_EXPECT", "1");
        }
        run(&mut command)
    })
}
