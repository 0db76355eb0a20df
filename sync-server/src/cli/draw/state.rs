//! The state folder of a draw without a server: the secrets (0600), the commitment, the transcript.
//!
//! Every file is written beside its place, synced and renamed; a crash leaves the old file or the new one.

use super::input::Task;
use anyhow::{Context, bail};
use domain::digest::Secret;
use domain::draw::commit::{genesis_leaf, policy_leaf};
use domain::draw::{Committed, Leaf, freeze};
use domain::id::{InspectorId, SubjectId};
use domain::log::{KeyKind, Log, Policy, VerifierKey};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// Leaves before the entropy: genesis, policy, plan, roster, commit.
pub(super) const HEAD_LEAVES: usize = 5;
/// Index of the commit leaf in such a log.
pub(super) const COMMIT_INDEX: u64 = 4;

/// Mode of everything in the state folder.
const PRIVATE: u32 = 0o600;
const SECRETS: &str = "secret.json";
const PREPARED: &str = "prepared.json";
const TRANSCRIPT: &str = "transcript.json";

/// What only this folder knows until the draw is opened.
#[derive(Debug)]
pub(super) struct Secrets {
    /// S.
    pub(super) server: Secret,
    /// Salts of rows and leaves follow from it.
    pub(super) salt_key: Secret,
    log_seed: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretsFile {
    server: String,
    salt_key: String,
    log_seed: String,
}

impl Secrets {
    /// Three times 32 bytes of the operating system.
    pub(super) fn fresh() -> anyhow::Result<Self> {
        let random = || -> anyhow::Result<Secret> {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).context("asking the operating system for randomness")?;
            Ok(Secret::new(bytes))
        };
        Ok(Self {
            server: random()?,
            salt_key: random()?,
            log_seed: random()?,
        })
    }

    /// The key that signs this folder's log.
    pub(super) fn log_key(&self) -> SigningKey {
        SigningKey::from_bytes(self.log_seed.bytes())
    }
}

/// The commitment as published, and what it rests on.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Prepared {
    /// Origin of the log.
    pub(super) origin: String,
    /// Canonical leaves: genesis, policy, plan, roster, commit.
    pub(super) leaves: Vec<String>,
    rows: Vec<String>,
    inspectors: Vec<String>,
    recuse: Vec<(InspectorId, SubjectId)>,
    /// Signed checkpoint over these leaves, for witnesses to cosign.
    pub(super) checkpoint: String,
}

impl Prepared {
    /// From a commitment.
    pub(super) fn new(task: &Task, committed: &Committed, secrets: &Secrets) -> anyhow::Result<Self> {
        let log_key = secrets.log_key();
        let witnesses = task.witness_keys.iter().map(|k| VerifierKey::parse(k));
        let policy = Policy {
            log: VerifierKey::of(task.origin.clone(), KeyKind::Log, &log_key),
            witnesses: witnesses
                .collect::<Result<_, _>>()
                .context("reading witness_keys")?,
            quorum: u32::try_from(task.plan.witness.quorum).context("reading witness.quorum")?,
        };
        if policy.witnesses.len() < policy.quorum as usize {
            bail!("{}", crate::messages::draw::refused("draw.witness_keys_missing"));
        }
        let leaves = vec![
            genesis_leaf(&policy).text()?,
            policy_leaf(&policy).text()?,
            committed.plan_text.clone(),
            committed.roster_text.clone(),
            committed.commit_text.clone(),
        ];
        let checkpoint = Log::restore(task.origin.clone(), &leaves).signed_checkpoint(&log_key);
        Ok(Self {
            origin: task.origin.clone(),
            leaves,
            rows: committed.frozen.rows.clone(),
            inspectors: committed.frozen.inspector_rows.clone(),
            recuse: committed.frozen.recuse.clone(),
            checkpoint,
        })
    }

    /// The commitment again.
    pub(super) fn committed(&self) -> anyhow::Result<Committed> {
        let read = |i: usize| -> anyhow::Result<Leaf> {
            let text = self.leaves.get(i).context("the state folder lacks a leaf")?;
            Ok(domain::canon::decode(text.as_bytes())?)
        };
        let (Leaf::Plan(plan), Leaf::Commit(leaf)) = (read(2)?, read(4)?) else {
            bail!("the state folder holds other leaves than a commitment");
        };
        let frozen = freeze::thaw(self.rows.clone(), self.inspectors.clone(), self.recuse.clone())
            .map_err(|place| anyhow::anyhow!("the state folder is damaged at {place}"))?;
        Ok(Committed {
            plan: plan.plan,
            frozen,
            leaf,
            plan_text: self.leaves[2].clone(),
            roster_text: self.leaves[3].clone(),
            commit_text: self.leaves[4].clone(),
        })
    }
}

fn read_if_there(path: &Path) -> anyhow::Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
    }
}

/// The secrets, if the folder has any.
pub(super) fn read_secrets(state: &Path) -> anyhow::Result<Option<Secrets>> {
    let path = state.join(SECRETS);
    let Some(text) = read_if_there(&path)? else {
        return Ok(None);
    };
    let damaged = || format!("{} is damaged", path.display());
    let file: SecretsFile = serde_json::from_str(&text).with_context(damaged)?;
    let secret = |hex: &str| hex.parse::<Secret>().with_context(damaged);
    Ok(Some(Secrets {
        server: secret(&file.server)?,
        salt_key: secret(&file.salt_key)?,
        log_seed: secret(&file.log_seed)?,
    }))
}

/// The commitment, if the folder has one.
pub(super) fn read_prepared(state: &Path) -> anyhow::Result<Option<Prepared>> {
    let path = state.join(PREPARED);
    let Some(text) = read_if_there(&path)? else {
        return Ok(None);
    };
    serde_json::from_str(&text)
        .map(Some)
        .with_context(|| format!("{} is damaged", path.display()))
}

/// The transcript, if the draw has been opened.
pub(super) fn read_transcript(state: &Path) -> anyhow::Result<Option<String>> {
    read_if_there(&state.join(TRANSCRIPT))
}

/// Keeps the secrets, readable by the owner alone.
pub(super) fn write_secrets(state: &Path, secrets: &Secrets) -> anyhow::Result<()> {
    std::fs::create_dir_all(state).with_context(|| format!("making {}", state.display()))?;
    let file = SecretsFile {
        server: secrets.server.reveal(),
        salt_key: secrets.salt_key.reveal(),
        log_seed: secrets.log_seed.reveal(),
    };
    write_durably(
        &state.join(SECRETS),
        serde_json::to_string(&file)?.as_bytes(),
        PRIVATE,
    )
}

/// Keeps the commitment.
pub(super) fn write_prepared(state: &Path, prepared: &Prepared) -> anyhow::Result<()> {
    write_durably(
        &state.join(PREPARED),
        serde_json::to_string(prepared)?.as_bytes(),
        PRIVATE,
    )
}

/// Keeps the transcript; from now on the draw is open.
pub(super) fn write_transcript(state: &Path, text: &str) -> anyhow::Result<()> {
    write_durably(&state.join(TRANSCRIPT), text.as_bytes(), PRIVATE)
}

/// Writes a file for everybody: beside its place, synced, renamed, the folder synced.
pub(super) fn write_public(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    write_durably(path, bytes, 0o644)
}

#[cfg_attr(not(unix), allow(unused_variables, reason = "modes are a Unix notion"))]
fn write_durably(path: &Path, bytes: &[u8], mode: u32) -> anyhow::Result<()> {
    let writing = || format!("writing {}", path.display());
    let name = path
        .file_name()
        .context("a file has a name")
        .with_context(writing)?;
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."));
    let beside = folder.join(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    let mut file = options.open(&beside).with_context(writing)?;
    file.write_all(bytes).with_context(writing)?;
    file.sync_all().with_context(writing)?;
    std::fs::rename(&beside, path).with_context(writing)?;
    // A folder can be opened and synced on Unix only; elsewhere the rename is as durable as the system makes it.
    #[cfg(unix)]
    std::fs::File::open(folder)
        .and_then(|f| f.sync_all())
        .with_context(writing)?;
    Ok(())
}
