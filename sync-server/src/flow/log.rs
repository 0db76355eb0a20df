//! The server's side of the log: leaves are appended in the transaction of the state they justify, and every
//! such transaction ends with a signed checkpoint.
//!
//! Invariant: the cached tree only ever holds committed leaves.

mod act;

pub use act::{Act, Ordered};

use crate::error::{Answer, Code, Refusal};
use crate::keys::Keys;
use crate::state::App;
use crate::store::record::WitnessKeyRecord;
use crate::store::{Tx, View};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::canon;
use domain::draw::Leaf;
use domain::draw::commit::{genesis_leaf, policy_leaf};
use domain::guard::stands;
use domain::id::{TaskId, UserId};
use domain::log::{KeyKind, Log, Policy, VerifierKey, note};
use domain::time::Timestamp;
use std::sync::Mutex;

/// A leaf to append: its kind, what it is about, its canonical text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Kind, as in the leaf's `t`.
    pub kind: String,
    /// Task, inspection, device … it is about.
    pub about: String,
    /// Canonical text.
    pub text: String,
}

/// The log's tree over committed leaves.
#[derive(Debug)]
pub struct Book {
    committed: Mutex<Log>,
}

impl Book {
    /// An empty cache of the log named `origin`.
    pub fn new(origin: String) -> Self {
        Self {
            committed: Mutex::new(Log::new(origin)),
        }
    }

    /// Brings the cache up to what is committed. `v` must not be a running transaction.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn refresh(&self, v: &dyn View) -> Answer<()> {
        catch_up(&mut self.lock(), v)
    }

    /// The log as `v` sees it, a running transaction's own leaves counted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn at(&self, v: &dyn View) -> Answer<Log> {
        let mut log = self.lock().clone();
        catch_up(&mut log, v)?;
        Ok(log)
    }

    /// Appends leaves and signs the checkpoint after them. The answer is the first index.
    ///
    /// # Errors
    /// When the store fails.
    pub fn append(&self, tx: &dyn Tx, keys: &Keys, entries: &[Entry], at: Timestamp) -> Answer<u64> {
        let mut log = self.at(tx)?;
        if log.size() == 0 {
            let first = genesis(log.origin(), keys)?;
            push(&mut log, tx, &first, at)?;
        }
        let first = log.size();
        for entry in entries {
            push(&mut log, tx, entry, at)?;
        }
        tx.put_checkpoint(log.size(), at, &log.signed_checkpoint(keys.log()))?;
        if !stands("undone-is-forgotten") {
            *self.lock() = log;
        }
        Ok(first)
    }

    /// Appends one act of the office.
    ///
    /// # Errors
    /// When the store fails, or the act holds text outside the canonical profile.
    pub fn note(&self, tx: &dyn Tx, keys: &Keys, act: &Act, at: Timestamp) -> Answer<u64> {
        let text = canon::encode(act).map_err(|e| Refusal::from(Code::RequestMalformed).because(e))?;
        let entry = Entry {
            kind: act.kind().to_owned(),
            about: act.about().to_owned(),
            text,
        };
        self.append(tx, keys, &[entry], at)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Log> {
        // A thread that panicked while catching up leaves whole committed leaves behind, nothing else.
        self.committed
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn catch_up(log: &mut Log, v: &dyn View) -> Answer<()> {
    let size = v.log_size()?;
    if log.size() < size {
        for leaf in v.leaves(log.size(), size)? {
            log.append(&leaf);
        }
    }
    Ok(())
}

fn push(log: &mut Log, tx: &dyn Tx, entry: &Entry, at: Timestamp) -> Answer<()> {
    let index = log.append(entry.text.as_bytes());
    match tx.append_leaf(index, &entry.kind, &entry.about, at, entry.text.as_bytes()) {
        Err(e) if stands("no-act-without-its-leaf") => Err(e.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn genesis(origin: &str, keys: &Keys) -> Answer<Entry> {
    let leaf = genesis_leaf(&Policy {
        log: VerifierKey::of(origin, KeyKind::Log, keys.log()),
        witnesses: Vec::new(),
        quorum: 0,
    });
    Ok(Entry {
        kind: "genesis".to_owned(),
        about: String::new(),
        text: leaf_text(&leaf)?,
    })
}

/// Canonical text of a draw's leaf.
///
/// # Errors
/// When a name lies outside the canonical profile.
pub fn leaf_text(leaf: &Leaf) -> Answer<String> {
    leaf.text()
        .map_err(|e| Refusal::from(Code::RequestMalformed).because(e))
}

/// A leaf of a draw as an entry about its task.
///
/// # Errors
/// When a name lies outside the canonical profile.
pub fn draw_entry(leaf: &Leaf, task: &TaskId) -> Answer<Entry> {
    Ok(Entry {
        kind: draw_kind(leaf).to_owned(),
        about: task.to_string(),
        text: leaf_text(leaf)?,
    })
}

/// Kind of a draw's leaf, as in its `t`.
pub fn draw_kind(leaf: &Leaf) -> &'static str {
    match leaf {
        Leaf::Genesis(_) => "genesis",
        Leaf::Policy(_) => "policy",
        Leaf::Plan(_) => "plan",
        Leaf::Roster(_) => "roster",
        Leaf::Commit(_) => "commit",
        Leaf::Wit(_) => "wit",
        Leaf::Beacon(_) => "beacon",
        Leaf::Alloc(_) => "alloc",
        Leaf::Assign(_) => "assign",
        Leaf::Result(_) => "result",
        Leaf::Void(_) => "void",
        Leaf::Open(_) => "open",
        Leaf::Group(_) => "group",
        Leaf::Sub(_) => "sub",
        Leaf::Late(_) => "late",
        Leaf::ReplReq(_) => "repl_req",
        Leaf::ReplOk(_) => "repl_ok",
        Leaf::ReplNo(_) => "repl_no",
        Leaf::Manual(_) => "manual",
    }
}

/// Appends a policy leaf when the witnesses are not those of the last one.
///
/// # Errors
/// When the store fails.
pub fn ensure_policy(app: &App, tx: &dyn Tx, now: Timestamp) -> Answer<()> {
    let policy = policy(tx, &app.config.log_origin, &app.keys)?;
    let text = leaf_text(&policy_leaf(&policy))?;
    let last = match tx.leaves_of("policy", "")?.last() {
        Some(index) => tx.leaf(*index)?,
        None => None,
    };
    if last.as_deref() == Some(text.as_bytes()) {
        return Ok(());
    }
    let entry = Entry {
        kind: "policy".to_owned(),
        about: String::new(),
        text,
    };
    app.book.append(tx, &app.keys, &[entry], now).map(|_| ())
}

/// The witnesses of a policy as its leaf names them.
pub fn policy_witnesses(policy: &Policy) -> Vec<String> {
    policy.witnesses.iter().map(ToString::to_string).collect()
}

/// The name of a witness's key in cosignature lines.
pub fn witness_name(origin: &str, user: &UserId) -> String {
    let plain: String = user
        .as_str()
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!("{origin}/{plain}")
}

/// The verifying key of a witness.
///
/// # Errors
/// `witness.no_key` when the registered bytes are no key.
pub fn witness_vkey(origin: &str, key: &WitnessKeyRecord) -> Answer<VerifierKey> {
    let bytes = URL_SAFE_NO_PAD
        .decode(&key.public)
        .ok()
        .and_then(|b| <[u8; 32]>::try_from(b).ok());
    let bytes = bytes.ok_or(Code::WitnessNoKey)?;
    let name = witness_name(origin, &key.user);
    VerifierKey::from_bytes(&name, KeyKind::Witness, &bytes)
        .map_err(|e| Refusal::from(Code::WitnessNoKey).because(e))
}

/// Whom to believe: the log's key and every registered witness.
///
/// # Errors
/// When the store fails.
pub fn policy(v: &dyn View, origin: &str, keys: &Keys) -> Answer<Policy> {
    let witnesses = v.witness_keys()?;
    let witnesses: Vec<_> = witnesses
        .iter()
        .map(|k| witness_vkey(origin, k))
        .collect::<Answer<_>>()?;
    Ok(Policy {
        log: VerifierKey::of(origin, KeyKind::Log, keys.log()),
        quorum: u32::try_from(witnesses.len()).unwrap_or(u32::MAX).min(QUORUM),
        witnesses,
    })
}

/// Cosignatures asked for, as far as there are witnesses (draw protocol §2.12: two of three).
const QUORUM: u32 = 2;

/// A signed checkpoint with the cosignatures collected so far.
///
/// # Errors
/// When there is no checkpoint of this size.
pub fn signed_checkpoint(v: &dyn View, size: u64) -> Answer<String> {
    let note = v
        .checkpoint(size)?
        .ok_or_else(|| Refusal::from(Code::ServerFault).because(format!("no checkpoint of size {size}")))?;
    let lines = v.cosignatures(size)?;
    Ok(lines.iter().fold(note, |note, line| note::add_line(&note, line)))
}
