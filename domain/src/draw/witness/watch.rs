//! What a witness reads in a log besides its own commitment: no draw may vanish, and no number may be missing.
//!
//! Fed with every leaf in order, it remembers little more than the draws that have no end yet. Salted leaves may
//! be fed as hashes only: they carry no duty. Invariant: an objection, once found, is never forgotten.

use crate::canon;
use crate::draw::leaf::Leaf;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a witness refuses to cosign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Objection {
    /// A commitment is past its deadline and has neither a result nor a void.
    Overdue {
        /// Number of the draw.
        seq: u64,
    },
    /// A sealed draw is past the moment at which its secret was to be published.
    NotOpened {
        /// Number of the draw.
        seq: u64,
    },
    /// The authority's numbers have a gap or repeat.
    SeqGap {
        /// The number that was due.
        expected: u64,
        /// The number that stands.
        found: u64,
    },
    /// Entropy revealed for something that is no commitment before it.
    EntropyFirst {
        /// Log index of the reveal.
        index: u64,
    },
    /// A second end of one draw, or an end of none.
    SecondEnd {
        /// Log index of the leaf.
        index: u64,
    },
}

/// A draw that is not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Running {
    seq: u64,
    deadline: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open_by: Option<u64>,
    ended: bool,
    opened: bool,
}

/// What a witness remembers of the draws in a log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// Leaves read so far.
    pub size: u64,
    last_seq: u64,
    running: BTreeMap<u64, Running>,
    objections: Vec<Objection>,
}

impl Watch {
    /// Reads the next leaf; `None` for one of which only the hash is known. Leaves of other kinds pass.
    pub fn read(&mut self, text: Option<&str>) {
        let index = self.size;
        self.size += 1;
        let Some(Ok(leaf)) = text.map(|t| canon::decode::<Leaf>(t.as_bytes())) else {
            return;
        };
        match leaf {
            Leaf::Commit(commit) => {
                let expected = self.last_seq + 1;
                if commit.seq != expected {
                    let found = commit.seq;
                    self.objections.push(Objection::SeqGap { expected, found });
                }
                self.last_seq = self.last_seq.max(commit.seq);
                let running = Running {
                    seq: commit.seq,
                    deadline: commit.deadline,
                    open_by: commit.open_by,
                    ended: false,
                    opened: false,
                };
                self.running.insert(index, running);
            }
            Leaf::Wit(wit) if self.running.get(&wit.commit).is_none_or(|r| r.ended) => {
                self.objections.push(Objection::EntropyFirst { index });
            }
            Leaf::Result(result) => self.end(index, result.commit),
            // A printed result may be withdrawn; that is no second end.
            Leaf::Void(void) if void.why == "withdrawn" && void.missing.is_empty() => {
                if let Some(running) = self.running.get_mut(&void.commit) {
                    running.ended = true;
                }
            }
            Leaf::Void(void) => self.end(index, void.commit),
            Leaf::Open(open) => {
                if let Some(running) = self.running.get_mut(&open.commit) {
                    running.opened = true;
                }
            }
            Leaf::Wit(_)
            | Leaf::Genesis(_)
            | Leaf::Policy(_)
            | Leaf::Plan(_)
            | Leaf::Roster(_)
            | Leaf::Beacon(_)
            | Leaf::Alloc(_)
            | Leaf::Group(_)
            | Leaf::Assign(_)
            | Leaf::Sub(_)
            | Leaf::Late(_)
            | Leaf::ReplReq(_)
            | Leaf::ReplOk(_)
            | Leaf::ReplNo(_)
            | Leaf::Manual(_) => {}
        }
    }

    fn end(&mut self, index: u64, commit: u64) {
        match self.running.get_mut(&commit) {
            Some(running) if !running.ended => running.ended = true,
            Some(_) | None => self.objections.push(Objection::SecondEnd { index }),
        }
    }

    /// Every reason not to cosign the log as read so far, at this moment. Empty: nothing stands against it.
    pub fn objections(&self, now: Timestamp) -> Vec<Objection> {
        let seconds = u64::try_from(now.0.div_euclid(1000)).unwrap_or(0);
        let mut found = self.objections.clone();
        for running in self.running.values() {
            let seq = running.seq;
            if !running.ended && seconds > running.deadline {
                found.push(Objection::Overdue { seq });
            }
            if !running.opened && running.open_by.is_some_and(|by| seconds > by) {
                found.push(Objection::NotOpened { seq });
            }
        }
        found
    }
}
