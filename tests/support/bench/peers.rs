//! Programs of others through the same work, beside ours in one invocation: Yjs with Hocuspocus, PouchDB, automerge-repo.
//!
//! Exists so that a figure can be held against something. Invariant: the work is that of `tests/peers/workload.mjs`, whose
//! answers, comments and pieces of text are as many as ours; what they leave out (packages, signatures, admission,
//! encryption, a durable commit before the answer) is said beside the figures.
use super::figures::Figures;
use super::fleet::Size;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;
use tokio::process::Command;

const PEERS: [(&str, &str); 3] = [
    ("hocuspocus", "Yjs, Hocuspocus"),
    ("pouchdb", "PouchDB"),
    ("automerge-repo", "automerge-repo"),
];

/// One phase, as the program of the peers prints it: bytes a tablet, milliseconds a document or a tablet.
#[derive(Debug, Deserialize)]
struct Phase {
    up: f64,
    down: f64,
    cpu: f64,
    resident: f64,
    p50: f64,
    p95: f64,
}

#[derive(Debug, Deserialize)]
struct Ran {
    download: Phase,
    back: Phase,
    idle: Phase,
    wrong: usize,
}

/// Ours, to stand beside.
#[derive(Debug, Clone, Copy)]
pub struct Ours {
    /// First download, bytes a tablet.
    pub download: f64,
    /// Upload, bytes a tablet.
    pub up: f64,
    /// Back, bytes a tablet.
    pub down: f64,
    /// Nothing new, both ways, bytes a tablet.
    pub idle: f64,
    /// Server milliseconds a document of the upload.
    pub cpu_ms: f64,
    /// Server memory after the upload, MB.
    pub memory_mb: f64,
    /// Milliseconds a tablet: half of them, and all but a twentieth.
    pub walls_ms: (f64, f64),
}

/// Runs them where `cargo xtask bench` has put them; says so where not.
///
/// # Errors
/// When one of them is there and does not run.
pub async fn beside(size: Size, at_once: usize, ours: Ours, figures: &mut Figures) -> Result<()> {
    let Some(folder) = std::env::var_os("SUICHA_PEERS") else {
        figures.note("fleet: other programs are left out; `cargo xtask bench fleet` runs them where npm is.");
        return Ok(());
    };
    for (program, name) in PEERS {
        let ran = run(Path::new(&folder), program, size, at_once)
            .await
            .context(name)?;
        let rows = [
            (
                "first download",
                "B",
                (ours.download, ran.download.up + ran.download.down),
            ),
            ("upload", "B", (ours.up, ran.back.up)),
            ("back", "B", (ours.down, ran.back.down)),
            ("idle, both ways", "B", (ours.idle, ran.idle.up + ran.idle.down)),
            (
                "server time a document, upload",
                "ms",
                (ours.cpu_ms, ran.back.cpu),
            ),
            (
                "server memory",
                "MB",
                (ours.memory_mb, ran.back.resident / 1_000_000.0),
            ),
            ("a tablet: upload, p50", "ms", (ours.walls_ms.0, ran.back.p50)),
            ("a tablet: the same, p95", "ms", (ours.walls_ms.1, ran.back.p95)),
        ];
        for (what, unit, pair) in rows {
            figures.pair("fleet, beside", format!("{name}: {what}"), unit, pair);
        }
        let wrong = format!("{name}: documents that say something else than was written");
        figures.pair(
            "fleet, beside",
            wrong,
            "count",
            (0.0, f64::from(u32::try_from(ran.wrong)?)),
        );
    }
    figures.note(
        "fleet, beside: the others neither sign nor admit nor encrypt, send no packages, and answer before they have \
         written durably; their clients share one process. PouchDB keeps the losing edits as conflicts for the \
         program to settle.",
    );
    Ok(())
}

async fn run(folder: &Path, program: &str, size: Size, at_once: usize) -> Result<Ran> {
    let numbers = [size.tablets, size.inspections, at_once].map(|n| n.to_string());
    let done = Command::new("node")
        .arg("run.mjs")
        .arg(program)
        .args(numbers)
        .current_dir(folder)
        .output()
        .await?;
    let printed = String::from_utf8_lossy(&done.stdout);
    let line = printed.lines().rfind(|line| line.starts_with('{'));
    let line = line.with_context(|| String::from_utf8_lossy(&done.stderr).into_owned())?;
    Ok(serde_json::from_str(line)?)
}
