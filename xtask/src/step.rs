//! A step: one long command, announced in words before it starts and timed when it ends.
//!
//! Exists because a silent minute looks like a hang. Invariant: the output of the command reaches the
//! terminal as it is produced, and its failure names the step.
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Says what starts, runs it, says how long it took.
pub(crate) fn step<T>(words: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("── {words} …");
    let begin = Instant::now();
    let value = work().with_context(|| format!("stopped at: {words}"))?;
    eprintln!("   done in {:.1} s", begin.elapsed().as_secs_f64());
    Ok(value)
}

/// Runs a command whose output belongs on the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = program(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("`{name}` could not be started: is it installed?"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}; its own message stands above");
    }
    Ok(())
}

/// Runs a command quietly and returns what it printed, or nothing when it fails or does not exist.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let out = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    out.status
        .success()
        .then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

fn program(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .take(3)
            .map(|arg| arg.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
