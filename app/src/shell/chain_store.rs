//! What an approver's browser keeps: the root of its hash chain for each task.
//!
//! Invariant: a root is on the disk before the end of its chain leaves this browser, and is never made twice.

use super::fault::Fault;
use super::js;
use super::kept::Kept;
use domain::digest::{Digest, Secret};

/// The chains of one account in this browser.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainStore {
    kept: Kept,
}

impl ChainStore {
    /// Opens it.
    ///
    /// # Errors
    /// As [`Idb::open`](super::idb::Idb::open).
    pub async fn open(user: &str) -> Result<Self, Fault> {
        let kept = Kept::open("suicha-approver", user).await?;
        Ok(Self { kept })
    }

    /// The root made here for a task.
    ///
    /// # Errors
    /// As [`Idb::get`](super::idb::Idb::get).
    pub async fn root(&self, task: &str) -> Result<Option<Secret>, Fault> {
        let kept: Option<Digest> = self.kept.read(&format!("chain {task}")).await?;
        Ok(kept.map(|bytes| Secret::new(bytes.0)))
    }

    /// The root for a task; made and stored at the first call, so that a repeated click sends the same end.
    ///
    /// # Errors
    /// As [`Idb::write`](super::idb::Idb::write).
    pub async fn make_root(&self, task: &str) -> Result<Secret, Fault> {
        if let Some(root) = self.root(task).await? {
            return Ok(root);
        }
        let root = js::random::<32>();
        self.kept.write(&format!("chain {task}"), &Digest(root)).await?;
        Ok(Secret::new(root))
    }
}
