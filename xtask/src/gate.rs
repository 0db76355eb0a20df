//! Gates: checks of the whole code that are not tests but fail like one.
//!
//! Invariant: each gate counts as one test and goes on after a failure, so that one run shows everything.
use crate::house::House;
use crate::step::{run, step};
use crate::tally::Tally;
use crate::test::WHOLE;
use crate::tools::on_path;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// Formatting.
pub(crate) fn formatting(house: &House, tally: &mut Tally) {
    pass(tally, "formatting", || {
        run(&mut house.cargo(&["fmt", "--all", "--check"]))
    });
}

/// Lints; of the app for this machine, too: it has no code of its own for the browser, and cargo checks each crate once.
pub(crate) fn lints(house: &House, tally: &mut Tally) {
    pass(tally, "lints (some minutes the first time)", || {
        let mut command = house.cargo(&["clippy", "--all-targets"]);
        run(command.args(WHOLE).args(["--", "-D", "warnings"]))
    });
}

/// The verifier that shares no code with ours re-derives every published draw among the vectors.
pub(crate) fn independent_verifier(house: &House, tally: &mut Tally) {
    let script = house.root.join("tests/verifier/draw.py");
    if !script.is_file() {
        return;
    }
    let Some(python) = on_path("python3") else {
        eprintln!("── the independent verifier is left out: there is no python3 on this machine");
        return;
    };
    let verify = |words: &[&std::ffi::OsStr]| {
        run(Command::new(&python)
            .arg(&script)
            .args(words)
            .current_dir(&house.root))
    };
    let vectors = house.root.join("tests/vectors/draw/vectors.json");
    pass(tally, "independent verifier: known answers", || {
        verify(&["--vectors".as_ref(), vectors.as_ref()])
    });
    for transcript in transcripts(house) {
        let name = transcript
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        pass(tally, &format!("independent verifier: {name}"), || {
            verify(&[transcript.as_ref()])
        });
    }
}

/// `tests/vectors/draw/**/*transcript*.json`.
fn transcripts(house: &House) -> Vec<PathBuf> {
    let mut files = std::collections::BTreeMap::new();
    let dir = house.root.join("tests/vectors/draw");
    if dir.is_dir() && crate::site::read_tree(&dir, &dir, &mut files).is_err() {
        return vec![];
    }
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    files
        .into_keys()
        .filter(|path| name(path).contains("transcript") && path.ends_with(".json"))
        .map(|path| dir.join(path))
        .collect()
}

fn pass(tally: &mut Tally, words: &str, work: impl FnOnce() -> Result<()>) {
    match step(words, work) {
        Ok(()) => tally.pass(),
        Err(error) => {
            eprintln!("{error:#}");
            tally.fail(words);
        }
    }
}
