//! `sync-server log`: re-hashes every leaf, checks every checkpoint, rebuilds the state and compares.

use super::people::open;
use crate::flow::audit::audit;
use domain::log::{Checkpoint, KeyKind, Log, Note, VerifierKey};
use std::path::PathBuf;

/// What to do with the log.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Checks every leaf, checkpoint and signature, rebuilds the state tables from the leaves and compares them;
    /// exit 1 names what does not fit.
    Verify {
        /// Data folder.
        #[arg(long, default_value = "data/server")]
        data: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
///
/// # Errors
/// When the data folder cannot be opened.
pub fn run(command: &Command) -> anyhow::Result<u8> {
    let Command::Verify { data, json } = command;
    let app = open(data)?;
    let (leaves, size) = app.store.read_now(|v| {
        let size = v.log_size()?;
        Ok::<_, crate::store::StoreError>((v.leaves(0, size)?, size))
    })?;
    let origin = app.config.log_origin.clone();
    let log = Log::restore(&origin, &leaves);
    let key = VerifierKey::of(&origin, KeyKind::Log, app.keys.log());
    let wrong = app
        .store
        .read_now(move |v| -> Result<Option<u64>, crate::store::StoreError> {
            for size in 1..=v.log_size()? {
                if let Some(note) = v.checkpoint(size)?
                    && !fits(&log, &note, &key, size)
                {
                    return Ok(Some(size));
                }
            }
            Ok(None)
        })?;
    let inside = app.clone();
    let report = app
        .store
        .read_now(move |v| audit(&inside, v))
        .map_err(|e| anyhow::anyhow!(e.to_string()))?;
    let ok = wrong.is_none() && report.differences.is_empty();
    if *json {
        let line = serde_json::json!({ "ok": ok, "leaves": size, "origin": origin, "checkpoint": wrong,
            "compared": report.compared, "differences": report.differences });
        println!("{line}");
        return Ok(u8::from(!ok));
    }
    if ok {
        println!(
            "ok: {size} leaves of {origin}, {} rows as the log says",
            report.compared
        );
    }
    if let Some(at) = wrong {
        println!("the checkpoint of size {at} does not fit the leaves");
    }
    for difference in &report.differences {
        println!("{}: {}", difference.place, difference.what);
    }
    Ok(u8::from(!ok))
}

fn fits(log: &Log, note: &str, key: &VerifierKey, size: u64) -> bool {
    let parsed = Note::parse(note).ok().filter(|n| n.verify(key).is_ok());
    let checkpoint = parsed.and_then(|n| Checkpoint::parse(&n.text).ok());
    checkpoint.is_some() && checkpoint == log.checkpoint(size)
}
