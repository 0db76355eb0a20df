//! Draws by the command line: prepare, open, verify, as processes, files and all; the independent verifier beside.
use super::figures::{Figures, Samples};
use crate::stage::Paths;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const TEAM: usize = 2;

/// How much is drawn: every subject of the roster, a team of two each.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Subjects.
    pub subjects: usize,
    /// Inspectors.
    pub inspectors: usize,
}

/// Runs a small draw and a large one so often; the large one stands beside.
pub fn measure(small: Size, large: Size, repeats: usize, figures: &mut Figures) -> Result<()> {
    let server = Paths::find()?.server;
    let (little, much) = (draws(&server, small, repeats)?, draws(&server, large, repeats)?);
    for (step, (little, much)) in ["draw prepare", "draw open", "verify"]
        .iter()
        .zip(little.steps.iter().zip(&much.steps))
    {
        let pair = (little.median(), much.median());
        figures.pair("draw", format!("{step}, median"), "ms", pair);
    }
    // The independent program favours plainness over speed: minutes for a large draw, so it re-runs the small one.
    if let Some(python) = independent(&little.file)? {
        let pair = (little.steps[2].median(), python);
        figures.pair(
            "draw",
            "verify the small one, beside it the independent program",
            "ms",
            pair,
        );
    }
    figures.pair("draw", "transcript", "B", (little.transcript, much.transcript));
    let most = much.steps.iter().map(Samples::worst).fold(0.0, f64::max);
    figures.add("draw", "worst step of the large draw", "ms", most);
    figures.note(format!(
        "draw: {}×{TEAM} of {} inspectors, beside it {}×{TEAM} of {}; each step a process of its own from JSON rosters \
         to files synced to disk, {repeats} times.",
        small.subjects, small.inspectors, large.subjects, large.inspectors
    ));
    Ok(())
}

struct Draws {
    steps: [Samples; 3],
    transcript: f64,
    /// Its transcript; the folder lasts as long as this.
    file: PathBuf,
    _folder: tempfile::TempDir,
}

fn draws(server: &Path, size: Size, repeats: usize) -> Result<Draws> {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    write(&at("task.json"), &task())?;
    write(&at("subjects.json"), &subjects(size.subjects))?;
    write(&at("inspectors.json"), &inspectors(size.inspectors))?;
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..repeats {
        if at("state").exists() {
            std::fs::remove_dir_all(at("state"))?;
        }
        let flags = |pairs: &[(&str, &str)]| -> Vec<PathBuf> {
            pairs
                .iter()
                .flat_map(|(flag, name)| [PathBuf::from(flag), at(name)])
                .collect()
        };
        let prepare = flags(&[
            ("--task", "task.json"),
            ("--subjects", "subjects.json"),
            ("--inspectors", "inspectors.json"),
            ("--state", "state"),
        ]);
        let open = flags(&[("--state", "state"), ("--out", "transcript.json")]);
        let steps = [
            (&["draw", "prepare"][..], prepare),
            (&["draw", "open"], open),
            (&["verify"], vec![at("transcript.json")]),
        ];
        for (times, (words, paths)) in times.iter_mut().zip(steps) {
            times.push(run(Command::new(server).args(words).args(paths))?);
        }
    }
    let samples = |times: &Vec<f64>| Samples::of(times.clone()).context("at least one run");
    Ok(Draws {
        steps: [samples(&times[0])?, samples(&times[1])?, samples(&times[2])?],
        transcript: size_of(&at("transcript.json"))?,
        file: at("transcript.json"),
        _folder: folder,
    })
}

/// Wall time of the verifier that shares no code with ours, where Python is there.
fn independent(transcript: &Path) -> Result<Option<f64>> {
    if Command::new("python3").arg("--version").output().is_err() {
        return Ok(None);
    }
    let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("verifier/draw.py");
    run(Command::new("python3").arg(verifier).arg(transcript)).map(Some)
}

#[expect(clippy::cast_precision_loss, reason = "a file is far below 2^52 bytes")]
fn size_of(path: &Path) -> Result<f64> {
    Ok(std::fs::metadata(path)?.len() as f64)
}

/// Wall time in milliseconds of a process that has to succeed.
fn run(command: &mut Command) -> Result<f64> {
    let begin = Instant::now();
    let output = command.output().context("starting a draw")?;
    let took = begin.elapsed().as_secs_f64() * 1000.0;
    ensure!(
        output.status.success(),
        "{command:?} ended with {}: {}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(took)
}

fn write(path: &Path, value: &Value) -> Result<()> {
    std::fs::write(path, value.to_string()).with_context(|| path.display().to_string())
}

/// Everybody is drawn; the shape is that of `docs/PROTOCOL.md`.
fn task() -> Value {
    json!({
        "origin": "draw.bench.example/log", "seq": 1,
        "plan": {
            "name": "演示：测速", "demo": true, "date": "2026-11-20",
            "strata": [{ "key": "all", "rule": { "kind": "ratio_ceil", "num": 1, "den": 1, "min": 0 } }],
            "team": [{ "role": "lead" }, { "role": "assist" }],
            "mode": "open", "witness": { "n": 0, "quorum": 0 }, "deadline": 1_795_400_000
        }
    })
}

fn subjects(n: usize) -> Value {
    (0..n)
        .map(|i| json!({ "id": format!("demo-s{i:05}"), "name": format!("演示单位{i}"), "demo": true }))
        .collect()
}

/// Every fifth has a recusal, so that the matching has something to avoid.
fn inspectors(n: usize) -> Value {
    let one = |i: usize| {
        let recusals = match i % 5 {
            0 => json!({ format!("demo-s{i:05}"): "演示" }),
            _ => json!({}),
        };
        json!({ "id": format!("demo-i{i:04}"), "name": format!("演示人员{i}"), "certificate_no": format!("demo-i{i:04}"),
            "department": "演示大队", "certificate_until": "2099-12-31", "demo": true, "recusals": recusals })
    };
    (0..n).map(one).collect()
}
