//! The log (日志): everything authoritative is one leaf of one append-only Merkle tree per authority.
//!
//! RFC 6962 hashing, C2SP text formats: a checkpoint is a signed note over origin, size and root; witnesses
//! cosign it; a `.tlog-proof` carries one leaf to a tablet. [`Log`] holds only hashes: the store keeps the
//! leaf bytes and appends them in the transaction of the state they justify. Keys are arguments, never kept.

pub mod checkpoint;
pub mod note;
pub mod policy;
pub mod proof;
pub mod tree;

pub use checkpoint::Checkpoint;
pub use note::{KeyKind, Note, VerifierKey};
pub use policy::Policy;
pub use tree::{Tree, leaf_hash};

use crate::digest::Digest;
use ed25519_dalek::SigningKey;

/// Append-only state of one authority's log: its origin and its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    origin: String,
    tree: Tree,
}

impl Log {
    /// An empty log. `origin` names it for ever, `draw.example.gov/log1`; demo and test logs have their own.
    pub fn new(origin: impl Into<String>) -> Self {
        Self {
            origin: origin.into(),
            tree: Tree::default(),
        }
    }

    /// Rebuilds the state from stored leaf bytes, in order of index.
    pub fn restore<B: AsRef<[u8]>>(origin: impl Into<String>, leaves: impl IntoIterator<Item = B>) -> Self {
        let mut log = Self::new(origin);
        for leaf in leaves {
            log.append(leaf.as_ref());
        }
        log
    }

    /// Appends one leaf and returns its index.
    pub fn append(&mut self, leaf: &[u8]) -> u64 {
        self.tree.push(leaf_hash(leaf));
        self.tree.len() - 1
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.tree.len()
    }

    /// The name in every checkpoint.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The tree, for proofs.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Size and root as of `size` leaves; `None` if the log is shorter.
    pub fn checkpoint(&self, size: u64) -> Option<Checkpoint> {
        let root = self.tree.root(size)?;
        Some(Checkpoint {
            origin: self.origin.clone(),
            size,
            root,
        })
    }

    /// A checkpoint of all leaves, signed by the log's key: the text witnesses cosign. The key's name is the
    /// origin.
    pub fn signed_checkpoint(&self, key: &SigningKey) -> String {
        let root = self
            .tree
            .root(self.size())
            .expect("a tree has a root at its own size");
        let text = Checkpoint {
            origin: self.origin.clone(),
            size: self.size(),
            root,
        }
        .text();
        let line = note::sign(&text, &self.origin, key);
        format!("{text}\n{line}\n")
    }

    /// The `.tlog-proof` text of one leaf under a signed checkpoint of this log; `None` if the checkpoint is
    /// not one of this log or the leaf is younger.
    pub fn proof(&self, index: u64, signed_checkpoint: &str) -> Option<String> {
        let note = Note::parse(signed_checkpoint).ok()?;
        let checkpoint = Checkpoint::parse(&note.text).ok()?;
        if self.tree.root(checkpoint.size)? != checkpoint.root {
            return None;
        }
        let path = self.tree.inclusion(index, checkpoint.size)?;
        Some(proof::write(index, &path, signed_checkpoint))
    }
}

/// Parses the hex digests of a proof as they travel in JSON.
///
/// # Errors
/// [`crate::digest::BadHex`] for anything but 64 lower-case hex digits.
pub fn parse_path(path: &[String]) -> Result<Vec<Digest>, crate::digest::BadHex> {
    path.iter().map(|h| h.parse()).collect()
}
