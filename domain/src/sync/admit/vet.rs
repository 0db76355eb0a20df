//! The checks, in the order of their cost, and the trial run.

use super::{ActorOwner, CHANGE_BYTES_MAX, CHANGE_OPS_MAX, DocFacts, SyncSession, UPLOAD_OPS_MAX};
use crate::assignment::Package;
use crate::guard::stands;
use crate::id::InspectorId;
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::InspectionDoc;
use crate::inspection::doc::vet::{Writing, allowed, device_of};
use crate::inspection::signature::device_signed;
use crate::inspection::view::InspectionView;
use crate::review::ReviewState;
use crate::sync::frame::chunk::operations;
use crate::sync::proof::{Proof, covered};
use std::collections::{BTreeMap, BTreeSet};

/// What came of an upload that is sound.
#[derive(Debug)]
pub(super) struct TakenIn {
    pub(super) doc: InspectionDoc,
    pub(super) new: Vec<Change>,
    pub(super) bindings: BTreeMap<String, ActorOwner>,
    /// False: some changes rest on a colleague's that are not here yet, and wait on their tablet. What does not
    /// wait is taken, or two officers whose work interlocks would wait for each other for ever.
    pub(super) complete: bool,
    /// `doc` as saved and loaded again, and what it says; none when nothing is new.
    pub(super) kept: Option<(Vec<u8>, InspectionView)>,
}

/// The document with the changes.
pub(super) fn take_in(
    doc: &InspectionDoc,
    changes: Vec<Change>,
    from: (SyncSession<'_>, &[Proof]),
    facts: DocFacts<'_>,
) -> Result<TakenIn, &'static str> {
    let mut new: Vec<Change> = changes
        .into_iter()
        .filter(|c| !doc.has(c.id) || !stands("known-changes"))
        .collect();
    let mut parsed = parse_bounded(&new)?;
    let (bindings, owners) = owners(doc, &parsed, from, facts)?;
    let sent = parsed.len();
    let mut here: BTreeSet<ChangeId> = BTreeSet::new();
    parsed.retain(|change| {
        let mut deps = change.deps().iter().map(|d| ChangeId::from(*d));
        let rests = deps.all(|d| here.contains(&d) || doc.has(d));
        rests && here.insert(change.hash().into())
    });
    new.retain(|change| here.contains(&change.id));
    let complete = parsed.len() == sent;
    if !complete && !stands("what-rests-moves") {
        parsed.clear();
        new.clear();
    }
    if parsed.is_empty() {
        return Ok(TakenIn {
            doc: doc.clone(),
            new,
            bindings: BTreeMap::new(),
            complete,
            kept: None,
        });
    }
    let writings = Writings { facts, owners };
    let next = if may_seal(doc, &parsed) {
        one_by_one(doc, &parsed, &writings)?
    } else {
        all_at_once(doc, parsed, &writings)?
    };
    device_signatures(doc, &next, facts)?;
    if next.marks_without_original() {
        return Err("admit.wrong_value");
    }
    let kept = Some(round_trip(&next)?);
    Ok(TakenIn {
        doc: next,
        new,
        bindings,
        complete,
        kept,
    })
}

/// Whose each change is, and what that officer may write.
struct Writings<'a> {
    facts: DocFacts<'a>,
    owners: BTreeMap<ChangeId, ActorOwner>,
}

impl Writings<'_> {
    fn of(&self, change: &automerge::Change) -> Result<Writing<'_>, &'static str> {
        let owner = self.owners.get(&change.hash().into()).ok_or("admit.no_author")?;
        Ok(Writing {
            package: self.facts.package,
            author: &owner.inspector,
            device: &owner.device,
            closed: matches!(self.facts.review, ReviewState::Approved | ReviewState::Published),
            office: true,
        })
    }
}

/// Every signature that is new must be signed by the enrolled key of the tablet it names.
fn device_signatures(
    doc: &InspectionDoc,
    next: &InspectionDoc,
    facts: DocFacts<'_>,
) -> Result<(), &'static str> {
    use base64::Engine;
    let before = doc.signature_keys();
    for key in next.signature_keys().difference(&before) {
        let signature = next.signature_of(key).ok_or("admit.wrong_signature")?;
        let signed = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&signature.device_signature);
        let text = signature.device_text();
        let known = facts.devices.get(&signature.device);
        let holds = known
            .zip(signed.ok())
            .is_some_and(|(known, signed)| device_signed(&known.key, text.as_bytes(), &signed));
        if !holds && stands("device-signature") {
            return Err("admit.device_signature");
        }
    }
    Ok(())
}

/// A seal or an item settled online is there or among the changes: what is allowed then depends on what each writer had
/// seen.
fn may_seal(doc: &InspectionDoc, parsed: &[automerge::Change]) -> bool {
    let seals = doc.has_seal() || parsed.iter().any(|c| doc.writes_seal(c));
    seals || doc.has_settled() || parsed.iter().any(|c| doc.writes_settled(c))
}

fn one_by_one(
    doc: &InspectionDoc,
    parsed: &[automerge::Change],
    writings: &Writings<'_>,
) -> Result<InspectionDoc, &'static str> {
    let mut next = doc.clone();
    for change in parsed {
        allowed(&next, change, &writings.of(change)?)?;
        next.merge_parsed(vec![change.clone()])
            .map_err(|_| "admit.duplicate_sequence")?;
    }
    Ok(next)
}

/// The common case, an open record: nothing a change may do depends on the one before it, except that an entry
/// is written once.
fn all_at_once(
    doc: &InspectionDoc,
    parsed: Vec<automerge::Change>,
    writings: &Writings<'_>,
) -> Result<InspectionDoc, &'static str> {
    let mut entries = BTreeSet::new();
    for change in &parsed {
        for place in allowed(doc, change, &writings.of(change)?)? {
            if !entries.insert(place) {
                return Err("admit.rewrites_entry");
            }
        }
    }
    let mut next = doc.clone();
    next.merge_parsed(parsed)
        .map_err(|_| "admit.duplicate_sequence")?;
    Ok(next)
}

/// The same for changes that a colleague's tablet handed over on site: any member of the team may have written
/// them, on any tablet; who he was is settled when his own tablet reaches the server.
pub(crate) fn take_from_colleague(
    doc: &InspectionDoc,
    changes: Vec<Change>,
    package: &Package,
) -> Result<Option<(InspectionDoc, Vec<Change>)>, &'static str> {
    let new: Vec<Change> = changes.into_iter().filter(|c| !doc.has(c.id)).collect();
    let mut next = doc.clone();
    for change in parse_bounded(&new)? {
        if change.deps().iter().any(|d| !next.has(ChangeId::from(*d))) {
            return Ok(None);
        }
        let author = next.author_of(&change).ok_or("admit.no_author")?;
        let device = device_of(change.message().unwrap_or_default()).ok_or("admit.foreign_device")?;
        let writing = Writing {
            package,
            author: &author,
            device: &device,
            closed: false,
            office: false,
        };
        allowed(&next, &change, &writing)?;
        next.merge_parsed(vec![change])
            .map_err(|_| "admit.duplicate_sequence")?;
    }
    if next.marks_without_original() {
        return Err("admit.wrong_value");
    }
    round_trip(&next)?;
    Ok(Some((next, new)))
}

/// Reads the chunks and counts operations without applying any.
fn parse_bounded(new: &[Change]) -> Result<Vec<automerge::Change>, &'static str> {
    let mut total = 0usize;
    let mut parsed = Vec::new();
    for change in new {
        if change.bytes.len() > CHANGE_BYTES_MAX {
            return Err("admit.change_too_large");
        }
        let parts = crate::sync::frame::chunk::parse(&change.bytes).ok_or("admit.unreadable_change")?;
        let claimed = operations(&parts).ok_or("admit.unreadable_change")?;
        if claimed > CHANGE_OPS_MAX as u64 && stands("operation-bound") {
            return Err("admit.too_many_operations");
        }
        let read =
            automerge::Change::from_bytes(change.bytes.clone()).map_err(|_| "admit.unreadable_change")?;
        total = total.saturating_add(read.len());
        if (read.len() > CHANGE_OPS_MAX || total > UPLOAD_OPS_MAX) && stands("operation-bound") {
            return Err("admit.too_many_operations");
        }
        if ChangeId::from(read.hash()) != change.id {
            return Err("admit.wrong_hash");
        }
        parsed.push(read);
    }
    Ok(parsed)
}

type Owners = (BTreeMap<String, ActorOwner>, BTreeMap<ChangeId, ActorOwner>);

/// Every change must be the session's own, or proven by the tablet it names: its author, its tablet, and an actor
/// that is nobody else's. The answer: actors seen for the first time, and whose each change is.
fn owners(
    doc: &InspectionDoc,
    parsed: &[automerge::Change],
    (session, proofs): (SyncSession<'_>, &[Proof]),
    facts: DocFacts<'_>,
) -> Result<Owners, &'static str> {
    let mine = ActorOwner {
        device: session.device.clone(),
        inspector: session.inspector.clone(),
    };
    let proven = proven(parsed, proofs);
    let (mut bindings, mut of_changes) = (BTreeMap::new(), BTreeMap::new());
    let mut authored: BTreeMap<String, InspectorId> = BTreeMap::new();
    for change in parsed {
        let id = ChangeId::from(change.hash());
        let owner = proven.get(&id).unwrap_or(&mine);
        let actor = change.actor_id().to_hex_string();
        match facts.actors.get(&actor).or_else(|| bindings.get(&actor)) {
            Some(known) if known != owner && stands("actor-owner") => return Err("admit.stolen_actor"),
            Some(_) => {}
            None if doc.has_actor(change.actor_id()) && stands("actor-owner") => {
                return Err("admit.stolen_actor");
            }
            None => {
                bindings.insert(actor.clone(), owner.clone());
            }
        }
        // Automerge writes the author into the first change of an actor only; the rest follow the actor.
        match change.author() {
            Some(author) if author.as_bytes() != owner.inspector.as_str().as_bytes() => {
                return Err("admit.foreign_author");
            }
            Some(_) => {
                authored.insert(actor, owner.inspector.clone());
            }
            None if change.seq() == 1 && !authored.contains_key(&actor) => return Err("admit.no_author"),
            None => {}
        }
        of_changes.insert(id, owner.clone());
    }
    Ok((bindings, of_changes))
}

/// Changes that name another tablet and are covered by a proof of that tablet.
fn proven(parsed: &[automerge::Change], proofs: &[Proof]) -> BTreeMap<ChangeId, ActorOwner> {
    let deps: BTreeMap<ChangeId, Vec<ChangeId>> = parsed
        .iter()
        .map(|c| (c.hash().into(), c.deps().iter().map(|d| (*d).into()).collect()))
        .collect();
    let mut found = BTreeMap::new();
    for proof in proofs {
        let under = covered(&proof.heads, &deps);
        let names = |c: &automerge::Change| {
            device_of(c.message().unwrap_or_default()).as_ref() == Some(&proof.device)
        };
        for change in parsed
            .iter()
            .filter(|c| under.contains(&c.hash().into()) && names(c))
        {
            let owner = ActorOwner {
                device: proof.device.clone(),
                inspector: proof.inspector.clone(),
            };
            found.insert(change.hash().into(), owner);
        }
    }
    found
}

/// A document that saves and cannot be loaded again must never be kept. The bytes that can, and what they say.
fn round_trip(next: &InspectionDoc) -> Result<(Vec<u8>, InspectionView), &'static str> {
    next.rows_fit()?;
    let bytes = next.automerge().save();
    let again = InspectionDoc::load(&[&bytes]).map_err(|_| "admit.does_not_reload")?;
    let view = next.view();
    if again.heads() == next.heads() && again.view() == view {
        Ok((bytes, view))
    } else {
        Err("admit.does_not_reload")
    }
}
