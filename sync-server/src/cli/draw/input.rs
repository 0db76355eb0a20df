//! Files that people bring to a draw: the task, the rosters, reveals and public entropy.

use crate::import;
use crate::messages::import as messages;
use anyhow::{Context, bail};
use domain::digest::{Digest, Secret, sha256};
use domain::draw::plan::BeaconRule;
use domain::draw::result::Protocol;
use domain::draw::{DrawPlan, InspectorEntry, SubjectEntry, inspector_entry, subject_entry};
use domain::id::{InspectorId, SubjectId};
use domain::roster::import::{
    ImportReport, Options, inspectors as read_inspectors, subjects as read_subjects,
};
use domain::roster::table::Table;
use domain::roster::{Inspector, Subject};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;

/// TASK.json.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Task {
    /// Name of the log, for ever; demo and test logs have their own.
    pub(super) origin: String,
    /// Number of the draw, gapless.
    pub(super) seq: u64,
    /// The plan.
    pub(super) plan: DrawPlan,
    /// Commitments of the witnesses, in their order.
    #[serde(default)]
    pub(super) witnesses: Vec<Digest>,
    /// Verifier keys of witnesses who cosign.
    #[serde(default)]
    pub(super) witness_keys: Vec<String>,
    /// Subjects left out for reasons decided elsewhere: id → reason code.
    #[serde(default)]
    pub(super) leave_out: BTreeMap<SubjectId, String>,
    /// Load that inspectors already carry and that balancing counts.
    #[serde(default)]
    pub(super) prior: BTreeMap<InspectorId, u64>,
}

/// A file's bytes.
pub(super) fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("reading {}", path.display()))
}

/// A file's text.
pub(super) fn text(path: &Path) -> anyhow::Result<String> {
    String::from_utf8(bytes(path)?).with_context(|| format!("reading {}", path.display()))
}

/// The task.
pub(super) fn task(path: &Path) -> anyhow::Result<Task> {
    serde_json::from_slice(&bytes(path)?).with_context(|| format!("reading the task {}", path.display()))
}

/// A roster: JSON by its first character, otherwise a table by the importer. A row that cannot be read stops
/// the draw: nobody may vanish from a pool unseen.
fn roster<T: DeserializeOwned>(
    path: &Path,
    task: &Task,
    read: impl Fn(&Table, &Options) -> (Vec<T>, ImportReport),
) -> anyhow::Result<Vec<T>> {
    let data = bytes(path)?;
    let name = path.display().to_string();
    if data.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'[') {
        return serde_json::from_slice(&data).with_context(|| format!("reading {name}"));
    }
    let table = match import::read(&data, &name) {
        Ok(table) => table,
        Err(error) => bail!("{}", messages::line(&error.problem(&name))),
    };
    let (rows, report) = read(&table, &Options::on(task.plan.date));
    if report.is_clean() {
        return Ok(rows);
    }
    let lines: Vec<String> = report
        .problems
        .iter()
        .map(|p| messages::line(&p.problem))
        .collect();
    bail!("{name}\n{}\n{}", lines.join("\n"), messages::summary(&report))
}

/// Subjects as the draw sees them.
pub(super) fn subjects(path: &Path, task: &Task) -> anyhow::Result<Vec<SubjectEntry>> {
    let rows: Vec<Subject> = roster(path, task, read_subjects)?;
    let mut left_out = task.leave_out.clone();
    let mut entries: Vec<SubjectEntry> = rows.iter().map(|s| subject_entry(&task.plan, s)).collect();
    for entry in &mut entries {
        if let Some(why) = left_out.remove(&entry.id) {
            entry.why = Some(why);
        }
    }
    match left_out.keys().next() {
        Some(id) => bail!("leave_out names {id}, which {} does not have", path.display()),
        None => Ok(entries),
    }
}

/// Inspectors as the draw sees them.
pub(super) fn inspectors(path: &Path, task: &Task) -> anyhow::Result<Vec<InspectorEntry>> {
    let rows: Vec<Inspector> = roster(path, task, read_inspectors)?;
    let mut prior = task.prior.clone();
    let mut entries: Vec<InspectorEntry> = rows.iter().map(|i| inspector_entry(&task.plan, i)).collect();
    for entry in &mut entries {
        entry.prior = prior.remove(&entry.id).unwrap_or(0);
    }
    match prior.keys().next() {
        Some(id) => bail!("prior names {id}, whom {} does not have", path.display()),
        None => Ok(entries),
    }
}

/// A witness's entropy: 64 hex digits.
pub(super) fn reveal(path: &Path) -> anyhow::Result<Secret> {
    text(path)?
        .trim()
        .parse()
        .with_context(|| format!("reading the reveal {}", path.display()))
}

/// A round as drand's HTTP interface prints it.
#[derive(Deserialize)]
struct DrandRound {
    round: u64,
    randomness: Digest,
    #[serde(default)]
    signature: Option<String>,
}

/// A physical lottery: its digits, who saw it, the digest of its record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ceremony {
    line: String,
    saw: Vec<String>,
    evidence: Digest,
}

/// Who saw the ceremony the plan waits for; `None` for other public entropy.
pub(super) fn protocol(path: &Path, rule: &BeaconRule) -> anyhow::Result<Option<Protocol>> {
    if !matches!(rule, BeaconRule::Ceremony { .. }) {
        return Ok(None);
    }
    let found = ceremony(path)?;
    Ok(Some(Protocol {
        saw: found.saw,
        evidence: found.evidence,
    }))
}

fn ceremony(path: &Path) -> anyhow::Result<Ceremony> {
    serde_json::from_str(&text(path)?).with_context(|| format!("reading the ceremony {}", path.display()))
}

/// Public entropy: the bytes B of the seed.
pub(super) fn beacon(path: &Path, rule: &BeaconRule) -> anyhow::Result<Vec<u8>> {
    if matches!(rule, BeaconRule::Ceremony { .. }) {
        return Ok(format!("{}\n", ceremony(path)?.line.trim()).into_bytes());
    }
    let text = text(path)?;
    let BeaconRule::Drand { round } = rule else {
        return Ok(format!("{}\n", text.trim()).into_bytes());
    };
    let read = || format!("reading the drand round {}", path.display());
    let found: DrandRound = serde_json::from_str(&text).with_context(read)?;
    if found.round != *round {
        bail!(
            "{} holds round {}, the plan waits for round {round}",
            path.display(),
            found.round
        );
    }
    if let Some(signature) = &found.signature {
        let signature = hex::decode(signature).with_context(read)?;
        if sha256(&[&signature]) != found.randomness {
            bail!(
                "{}: the randomness is not the digest of the signature",
                path.display()
            );
        }
    }
    Ok(found.randomness.0.to_vec())
}
