//! The acts of a witness's browser: register, lock, check, hand over. Each stores before it sends.

pub mod change;

use crate::shell::clock;
use crate::shell::fault::Fault;
use crate::shell::http;
use crate::shell::witness_store::WitnessStore;
use crate::state::remote::Failure;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::digest::Digest;
use domain::draw::witness::{Checked, Doubt, LogMemory, Shown, check, cosign, public_key};
use domain::log::Policy;
use domain::wire::api::{WitnessCommitment, WitnessKey, WitnessLog, WitnessReveal, WitnessTask};
use yew::prelude::*;

/// Why an act did not happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The server refused, or did not answer.
    Failure(Failure),
    /// This browser cannot keep data.
    Storage(Fault),
    /// What the server showed does not hold.
    Doubt(Doubt),
    /// What was made for this draw or request is not in this browser.
    Lost,
    /// The log was proven from a size this browser has passed meanwhile: it is to be shown again.
    Stale,
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Storage(fault)
    }
}

impl From<Doubt> for Trouble {
    fn from(doubt: Doubt) -> Self {
        Self::Doubt(doubt)
    }
}

/// The public half of this browser's key, as it travels.
pub fn public_of(seed: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(public_key(seed))
}

/// Makes the key if need be, registers it, pins the log.
///
/// # Errors
/// [`Trouble`].
pub async fn register(store: &WitnessStore) -> Result<WitnessLog, Trouble> {
    let seed = store.make_seed().await?;
    let body = WitnessKey {
        public: public_of(&seed),
    };
    let log: WitnessLog = http::post("/api/v1/witness/key", &body).await?;
    pin(store, &log).await?;
    Ok(log)
}

/// Remembers the log's key at the first sight of it; never changes it afterwards.
async fn pin(store: &WitnessStore, log: &WitnessLog) -> Result<LogMemory, Trouble> {
    if let Some(memory) = store.memory().await? {
        return Ok(memory);
    }
    let policy = Policy::parse(&log.policy).map_err(|_| Doubt::Key)?;
    let memory = LogMemory {
        key: policy.log.to_string(),
        size: 0,
        root: None,
    };
    store.remember(&memory).await?;
    Ok(memory)
}

/// Makes and keeps the entropy of a draw, then hands in its commitment.
///
/// # Errors
/// [`Trouble`].
pub async fn lock(store: &WitnessStore, task: &str) -> Result<WitnessTask, Trouble> {
    let held = store.make_held(task).await?;
    let body = WitnessCommitment {
        commitment: held.commitment,
    };
    Ok(http::post(&format!("/api/v1/witness/tasks/{task}/commitment"), &body).await?)
}

/// Checks everything, remembers what will be signed, then cosigns and hands over. Done already for this draw, it
/// cosigns a later checkpoint the same way; nothing newer to sign is no trouble and sends nothing.
///
/// # Errors
/// [`Trouble`].
pub async fn hand_over(
    store: &WitnessStore,
    log: &WitnessLog,
    task: &WitnessTask,
) -> Result<Option<WitnessTask>, Trouble> {
    let id = task.task.id.to_string();
    let held = store.held(&id).await?.ok_or(Trouble::Lost)?;
    let memory = pin(store, log).await?;
    let (Some(leaf), Some(proof)) = (&task.commit_leaf, &task.tlog_proof) else {
        return Err(Doubt::Leaf.into());
    };
    let shown = Shown {
        leaf,
        proof,
        from: task.consistency_from.unwrap_or(0),
        path: &task.consistency,
    };
    let commitment: Digest = held.commitment.parse().map_err(|_| Trouble::Lost)?;
    let revealed = task.status.revealed;
    let checked =
        check(&memory, &commitment, shown, revealed, clock::now()).map_err(|d| doubted(d, &memory, shown))?;
    if revealed && checked.checkpoint.size <= memory.size {
        return Ok(None);
    }
    remember(store, memory, &checked).await?;
    let seed = store.make_seed().await?;
    let body = WitnessReveal {
        cosignature: cosign(&checked, &log.name, &seed, clock::now()),
        entropy: held.entropy,
    };
    let answer = http::post(&format!("/api/v1/witness/tasks/{id}/reveal"), &body).await?;
    Ok(Some(answer))
}

/// Remembers what is about to be signed.
async fn remember(store: &WitnessStore, memory: LogMemory, checked: &Checked) -> Result<(), Trouble> {
    let seen = LogMemory {
        size: checked.checkpoint.size,
        root: Some(checked.checkpoint.root),
        ..memory
    };
    Ok(store.remember(&seen).await?)
}

/// Draws and requests are cosigned side by side: a proof asked for before the other was remembered is no
/// contradiction. Nothing is signed for it either.
fn doubted(doubt: Doubt, memory: &LogMemory, shown: Shown<'_>) -> Trouble {
    match doubt {
        Doubt::Consistency if shown.from < memory.size => Trouble::Stale,
        Doubt::Leaf
        | Doubt::Commitment
        | Doubt::Late
        | Doubt::Key
        | Doubt::Inclusion
        | Doubt::Consistency => Trouble::Doubt(doubt),
    }
}

/// One act at a time, with what troubled the last one.
#[derive(Clone, Debug, PartialEq)]
pub struct UseDeed {
    /// An act is under way.
    pub busy: bool,
    /// What troubled the last one.
    pub trouble: Option<Trouble>,
    set: Callback<(bool, Option<Trouble>)>,
}

impl UseDeed {
    /// Runs an act; `done` gets its value.
    pub fn start<T: 'static>(
        &self,
        act: impl Future<Output = Result<T, Trouble>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy {
            return;
        }
        let set = self.set.clone();
        set.emit((true, None));
        yew::platform::spawn_local(async move {
            match act.await {
                Ok(value) => {
                    set.emit((false, None));
                    done(value);
                }
                Err(trouble) => set.emit((false, Some(trouble))),
            }
        });
    }
}

/// Acts of one component.
#[hook]
pub fn use_deed() -> UseDeed {
    let state = use_state(|| (false, None));
    let set = {
        let setter = state.setter();
        use_callback((), move |next: (bool, Option<Trouble>), ()| setter.set(next))
    };
    UseDeed {
        busy: state.0,
        trouble: state.1.clone(),
        set,
    }
}
