//! A test of this binary, run again as a process of its own with a guard away: it must fail then.
//!
//! Exists because a test that passes without what it tests shows nothing. A process of its own, because a guard
//! may be asked for on any thread of a server, and other tests run meanwhile with all of theirs.
use anyhow::{Context, Result, ensure};
use std::process::Command;

/// Runs `test` (its full path in this binary) without `guard` and demands that it fails.
///
/// # Errors
/// When there is no such test, or when it passes all the same.
pub fn fails_without(guard: &str, test: &str) -> Result<()> {
    let myself = std::env::current_exe().context("where this test stands")?;
    let ran = Command::new(myself)
        .args(["--exact", test])
        .env("SUICHA_GUARDS_OFF", guard)
        .env("RUST_BACKTRACE", "0")
        .output()
        .with_context(|| format!("running {test}"))?;
    let said = String::from_utf8_lossy(&ran.stdout);
    ensure!(said.contains("running 1 test\n"), "there is no test {test}");
    ensure!(
        said.contains("test result: FAILED. 0 passed; 1 failed;"),
        "without the guard {guard} the test {test} passes all the same:\n{said}"
    );
    Ok(())
}
