//! Who wrote which change, and what each of them had seen: authors, ancestors, rounds of sealing.
//!
//! Order never comes from a clock. A *round* of a change is the number of generations of seals it had seen;
//! a change belongs to the record of its round or, when that was sealed without it, is a supplement.

use super::InspectionDoc;
use super::schema::Place;
use crate::clock::Run;
use crate::id::{DeviceId, InspectorId};
use crate::inspection::change::ChangeId;
use crate::inspection::view::Stamp;
use crate::time::Timestamp;
use automerge::{Author, ObjId, ReadDoc, legacy};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the message of a change carries, as canonical JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    /// The tablet.
    pub(crate) device: DeviceId,
    /// The run of the tablet's clocks; none from programs that did not look at both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) run: Option<Run>,
}

impl Message {
    /// Reads a message; none for what no tablet writes, another spelling of the same included.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let read: Self = serde_json::from_str(text).ok()?;
        let fits = read.run.as_ref().is_none_or(Run::fits);
        (fits && read.text() == text).then_some(read)
    }

    /// As a change carries it.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).expect("strings and a number are always JSON")
    }
}

/// The author as Automerge keeps it.
pub(crate) fn author(inspector: &InspectorId) -> Author<'static> {
    Author::from(inspector.as_str().as_bytes()).into_owned()
}

/// The officer an author names; none for bytes that are no name.
pub(crate) fn inspector(author: &Author<'_>) -> Option<InspectorId> {
    let text = String::from_utf8(author.as_bytes().to_vec()).ok()?;
    Some(InspectorId(text))
}

/// One change, without its operations.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) id: ChangeId,
    pub(crate) deps: Vec<usize>,
    /// None for the server's first change.
    pub(crate) by: Option<InspectorId>,
    pub(crate) at: Timestamp,
    pub(crate) device: Option<DeviceId>,
    pub(crate) run: Option<Run>,
    pub(crate) start_op: u64,
}

impl Written {
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp {
            by: self.by.clone().unwrap_or_else(|| InspectorId::new("")),
            at: self.at,
            device: self.device.clone(),
            run: self.run.clone(),
        }
    }
}

/// A set of changes by position.
pub(crate) type ChangeSet = BTreeSet<usize>;

/// The graph of changes.
#[derive(Clone, Debug)]
pub(crate) struct History {
    changes: Vec<Written>,
    index: BTreeMap<ChangeId, usize>,
}

impl History {
    pub(crate) fn of(doc: &InspectionDoc) -> Self {
        let mut changes: Vec<Written> = Vec::new();
        let mut index = BTreeMap::new();
        let mut metas = doc.automerge().get_changes_meta(&[]);
        // Concurrent changes lie in the order of their arrival: by operation counter and hash all replicas agree. What
        // rests on a change counts on from its operations, so it still comes after it.
        metas.sort_by_key(|meta| (meta.start_op, meta.hash));
        for meta in metas {
            let id = ChangeId::from(meta.hash);
            let deps = meta
                .deps
                .iter()
                .filter_map(|d| index.get(&ChangeId::from(*d)).copied())
                .collect();
            let message = meta
                .message
                .and_then(|m| serde_json::from_str::<Message>(&m).ok());
            let (device, run) = message.map_or((None, None), |m| (Some(m.device), m.run));
            index.insert(id, changes.len());
            changes.push(Written {
                id,
                deps,
                by: meta.author.as_ref().and_then(inspector),
                at: Timestamp(meta.timestamp.saturating_mul(1000)),
                device,
                run,
                start_op: meta.start_op,
            });
        }
        Self { changes, index }
    }

    pub(crate) fn len(&self) -> usize {
        self.changes.len()
    }

    pub(crate) fn get(&self, at: usize) -> &Written {
        self.changes.get(at).expect("positions come from this history")
    }

    pub(crate) fn find(&self, id: ChangeId) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// The change that made an operation.
    pub(crate) fn of_op(&self, doc: &InspectionDoc, op: &ObjId) -> Option<usize> {
        doc.automerge()
            .hash_for_opid(op)
            .and_then(|hash| self.find(hash.into()))
    }

    /// Who and when of an operation.
    pub(crate) fn stamp(&self, doc: &InspectionDoc, op: &ObjId) -> Stamp {
        self.of_op(doc, op).map_or_else(
            || Stamp {
                by: InspectorId::new(""),
                at: Timestamp(0),
                device: None,
                run: None,
            },
            |at| self.get(at).stamp(),
        )
    }

    /// These changes and all they rest on.
    pub(crate) fn closure(&self, of: impl IntoIterator<Item = usize>) -> ChangeSet {
        let mut seen = ChangeSet::new();
        let mut stack: Vec<usize> = of.into_iter().collect();
        while let Some(at) = stack.pop() {
            if seen.insert(at) {
                stack.extend(&self.get(at).deps);
            }
        }
        seen
    }

    /// All changes that rest on one of these, themselves included.
    pub(crate) fn descendants(&self, of: &ChangeSet) -> ChangeSet {
        let mut found = of.clone();
        // Dependencies stand before their dependants, so one pass is enough.
        for (at, change) in self.changes.iter().enumerate() {
            if change.deps.iter().any(|d| found.contains(d)) {
                found.insert(at);
            }
        }
        found
    }

    /// Those of the set that no other of the set rests on, as sorted ids.
    pub(crate) fn heads_of(&self, set: &ChangeSet) -> Vec<ChangeId> {
        let below: ChangeSet = set.iter().flat_map(|at| self.get(*at).deps.clone()).collect();
        let mut heads: Vec<ChangeId> = set.difference(&below).map(|at| self.get(*at).id).collect();
        heads.sort_unstable();
        heads
    }

    /// Positions of ids; unknown ones are left out.
    pub(crate) fn positions(&self, ids: &[ChangeId]) -> ChangeSet {
        ids.iter().filter_map(|id| self.find(*id)).collect()
    }
}

impl InspectionDoc {
    /// Whether any change was written on this tablet, or in this seat of one.
    pub fn is_written_on(&self, device: &DeviceId) -> bool {
        let history = History::of(self);
        history.changes.iter().any(|c| c.device.as_ref() == Some(device))
    }
}

/// The places a change writes to, as far as the schema knows them.
pub(crate) fn places(doc: &InspectionDoc, id: ChangeId) -> BTreeSet<Place> {
    let Some(change) = doc.automerge().get_change_by_hash(&id.into()) else {
        return BTreeSet::new();
    };
    change
        .decode()
        .operations
        .iter()
        .filter_map(|op| place_of(doc, op))
        .collect()
}

/// The place an operation writes to; none when the schema does not know it.
pub(crate) fn place_of(doc: &InspectionDoc, op: &legacy::Op) -> Option<Place> {
    let legacy::ObjectId::Id(id) = &op.obj else {
        return None;
    };
    // Object ids compare by counter and actor only; the third field is a cache of the actor's position.
    let obj = ObjId::Id(id.counter(), id.actor().clone(), 0);
    match &op.key {
        legacy::Key::Map(key) => doc.objects.section_of(&obj).map(|s| (s, key.to_string())),
        legacy::Key::Seq(_) => doc.objects.place_of(&obj).cloned(),
    }
}

/// Whether a change writes part of the record (as opposed to signatures, seals and what follows them).
pub(crate) fn writes_content(places: &BTreeSet<Place>) -> bool {
    places.iter().any(|(section, _)| section.is_content())
}
