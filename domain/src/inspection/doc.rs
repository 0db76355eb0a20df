//! One inspection's Automerge document: made by the server, written by every team member's tablet at once.
//!
//! This module and its children are the only place that names the document's keys or touches Automerge's
//! values. One [`Edit`] is one change; values are targeted puts, never a rewrite of what others wrote.
//! Everything shown is recomputed from the document ([`InspectionDoc::view`]).

mod acts;
mod amend;
mod apply;
mod check;
mod clocks;
mod history;
mod keep_out;
mod online;
mod papers;
mod read;
mod refused;
mod rowing;
mod rows;
pub(crate) mod schema;
mod steps;
mod strokes;
mod supplement;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod trail;
pub(crate) mod vet;
mod write;

pub use crate::regime::relevance::WORDS_CHARS_MAX;
pub use apply::Pen;
pub use papers::{is_writer, next_number};
pub use refused::EditRefused;
pub use schema::{SCHEMA, SchemaFacts};
pub use strokes::POINTS_MAX;

use super::change::{Change, ChangeId};
use super::rows::{is_row, split};
use crate::assignment::Package;
use crate::id::{DeviceId, InspectionId, InspectorId};
use crate::regime::form::{Form, Item};
use automerge::{Automerge, LoadOptions, ReadDoc};
use schema::{Objects, TEXT_ENCODING};
use std::collections::BTreeSet;

/// Why bytes are not a usable inspection document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocDamaged {
    /// Some chunk cannot be read.
    #[error("a chunk cannot be read")]
    Chunk,
    /// A change refers to a change that is not there.
    #[error("a change is missing")]
    MissingChange,
    /// Two different changes claim the same place in one actor's history.
    #[error("two changes claim the same place of one actor")]
    DuplicateSequence,
    /// The document is not an inspection of this family of schemas.
    #[error("not an inspection document")]
    NotAnInspection,
}

impl DocDamaged {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chunk => "doc.chunk",
            Self::MissingChange => "doc.missing_change",
            Self::DuplicateSequence => "doc.duplicate_sequence",
            Self::NotAnInspection => "doc.not_an_inspection",
        }
    }
}

/// A change as far as sending it asks: by whom, on which tablet, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChangeFacts {
    pub(crate) id: ChangeId,
    pub(crate) deps: Vec<ChangeId>,
    pub(crate) author: Option<InspectorId>,
    pub(crate) device: Option<DeviceId>,
}

impl ChangeFacts {
    fn of(meta: &automerge::ChangeMetadata<'_>) -> Self {
        Self {
            id: meta.hash.into(),
            deps: meta.deps.iter().map(|d| (*d).into()).collect(),
            author: meta.author.as_ref().and_then(history::inspector),
            device: meta.message.as_deref().and_then(vet::device_of),
        }
    }
}

/// The document of one inspection.
#[derive(Clone, Debug)]
pub struct InspectionDoc {
    am: Automerge,
    objects: Objects,
    id: InspectionId,
    schema: u32,
}

impl InspectionDoc {
    /// Makes the document with its first change. Server only: everybody else gets this change from it, so
    /// that all share an ancestor. The same facts give the same bytes.
    pub fn create(id: &InspectionId, facts: &SchemaFacts) -> Self {
        let am = schema::create(id, facts);
        Self::of(am).expect("a document just made has its sections")
    }

    /// Loads stored chunks (saved documents and single changes), in any order.
    ///
    /// # Errors
    /// [`DocDamaged`]; the caller quarantines what cannot be read and loads the rest.
    pub fn load<B: AsRef<[u8]>>(chunks: &[B]) -> Result<Self, DocDamaged> {
        let mut whole: Option<Automerge> = None;
        let mut changes = Vec::new();
        for chunk in chunks {
            let bytes = chunk.as_ref();
            // Chunk types of the storage format: 0 document, 1 change, 2 compressed change.
            if bytes.get(8) == Some(&0) {
                let mut loaded =
                    Automerge::load_with_options(bytes, LoadOptions::new().text_encoding(TEXT_ENCODING))
                        .map_err(|_| DocDamaged::Chunk)?;
                match &mut whole {
                    None => whole = Some(loaded),
                    Some(am) => {
                        am.merge(&mut loaded).map_err(|_| DocDamaged::DuplicateSequence)?;
                    }
                }
            } else {
                changes.push(automerge::Change::from_bytes(bytes.to_vec()).map_err(|_| DocDamaged::Chunk)?);
            }
        }
        let mut am = whole.unwrap_or_else(|| Automerge::new_with_encoding(TEXT_ENCODING));
        am.apply_changes(changes)
            .map_err(|_| DocDamaged::DuplicateSequence)?;
        if !am.get_missing_deps(&[]).is_empty() {
            return Err(DocDamaged::MissingChange);
        }
        Self::of(am)
    }

    /// Loads what can be loaded: `None` when not even a first change is there. The second value are the
    /// positions of chunks that could not be used, damaged ones or such that rest on something missing.
    pub fn load_available<B: AsRef<[u8]>>(chunks: &[B]) -> (Option<Self>, Vec<usize>) {
        let (mut doc, mut unused): (Option<Self>, Vec<usize>) = (None, (0..chunks.len()).collect());
        // Documents stand before changes: fewer rounds.
        unused.sort_by_key(|at| chunks.get(*at).is_none_or(|c| c.as_ref().get(8) != Some(&0)));
        loop {
            let before = unused.len();
            unused.retain(|at| {
                let bytes = chunks.get(*at).map_or(&[][..], AsRef::as_ref);
                let tried = match &doc {
                    None => Self::load(&[bytes]).ok(),
                    Some(doc) => doc.with_chunk(bytes),
                };
                let used = tried.is_some();
                doc = tried.or_else(|| doc.take());
                !used
            });
            if unused.is_empty() || unused.len() == before {
                unused.sort_unstable();
                return (doc, unused);
            }
        }
    }

    /// The document with one more stored chunk; none when it is damaged or rests on something missing.
    pub fn with_chunk(&self, bytes: &[u8]) -> Option<Self> {
        let mut next = self.clone();
        if bytes.get(8) == Some(&0) {
            let mut other = Self::load(&[bytes]).ok()?;
            next.am.merge(&mut other.am).ok()?;
        } else {
            let change = automerge::Change::from_bytes(bytes.to_vec()).ok()?;
            if !next.has(change.hash().into()) {
                next.merge_parsed(vec![change]).ok()?;
            }
        }
        Some(next)
    }

    /// Changes after `base` that rest on nothing in `not_yet`, dependencies first (unknown heads count as
    /// nothing): all that may be sent at all.
    pub(crate) fn written_after(&self, base: &[ChangeId], not_yet: &BTreeSet<ChangeId>) -> Vec<ChangeFacts> {
        let known = base.iter().filter(|h| self.has(**h));
        let known: Vec<_> = known.map(|h| (*h).into()).collect();
        let mut held_back = not_yet.clone();
        let mut found = Vec::new();
        for meta in self.am.get_changes_meta(&known) {
            let written = ChangeFacts::of(&meta);
            if held_back.contains(&written.id) || written.deps.iter().any(|d| held_back.contains(d)) {
                held_back.insert(written.id);
            } else {
                found.push(written);
            }
        }
        found
    }

    /// One officer's changes that none of his others rests on, sorted; those in `not_yet` not counted.
    pub fn tips_of(&self, author: &InspectorId, not_yet: &BTreeSet<ChangeId>) -> Vec<ChangeId> {
        let all = self.am.get_changes_meta(&[]);
        // From the last to the first: what an own change rests on, directly or not, is no tip.
        let (mut under, mut tips): (BTreeSet<_>, Vec<ChangeId>) = (BTreeSet::new(), Vec::new());
        for meta in all.iter().rev() {
            let id = ChangeId::from(meta.hash);
            let author_is = |a: &automerge::Author<'_>| a.as_bytes() == author.as_str().as_bytes();
            let mine = meta.author.as_ref().is_some_and(author_is) && !not_yet.contains(&id);
            let covered = under.contains(&id);
            if mine && !covered {
                tips.push(id);
            }
            if mine || covered {
                under.extend(meta.deps.iter().map(|d| ChangeId::from(*d)));
            }
        }
        tips.sort_unstable();
        tips
    }

    /// These changes; those that are not here are left out.
    pub(crate) fn changes(&self, ids: impl Iterator<Item = ChangeId>) -> Vec<Change> {
        let found = ids.filter_map(|id| self.am.get_change_by_hash(&id.into()));
        found.map(|change| Change::from(&change)).collect()
    }

    /// Changes after `base` with what each rests on.
    pub(crate) fn deps_after(
        &self,
        base: &[ChangeId],
    ) -> std::collections::BTreeMap<ChangeId, Vec<ChangeId>> {
        let known: Vec<_> = base.iter().map(|h| (*h).into()).collect();
        let metas = self.am.get_changes_meta(&known);
        let deps = |m: &automerge::ChangeMetadata<'_>| m.deps.iter().map(|d| ChangeId::from(*d)).collect();
        metas.iter().map(|m| (ChangeId::from(m.hash), deps(m))).collect()
    }

    fn of(am: Automerge) -> Result<Self, DocDamaged> {
        let (objects, id, schema) = Objects::of(&am)?;
        Ok(Self {
            am,
            objects,
            id,
            schema,
        })
    }

    /// Which inspection.
    pub fn id(&self) -> &InspectionId {
        &self.id
    }

    /// Heads, sorted.
    pub fn heads(&self) -> Vec<ChangeId> {
        self.am.get_heads().into_iter().map(ChangeId::from).collect()
    }

    /// Whether the document holds this change.
    pub fn has(&self, change: ChangeId) -> bool {
        self.am.get_change_meta_by_hash(&change.into()).is_some()
    }

    /// Whether it holds all of them.
    pub fn has_all(&self, changes: &[ChangeId]) -> bool {
        changes.iter().all(|c| self.has(*c))
    }

    /// Changes that are not ancestors of `heads` (unknown heads count as nothing), dependencies first.
    pub fn changes_after(&self, heads: &[ChangeId]) -> Vec<Change> {
        let known: Vec<_> = heads
            .iter()
            .filter(|h| self.has(**h))
            .map(|h| (*h).into())
            .collect();
        self.am.get_changes(&known).iter().map(Change::from).collect()
    }

    /// Number of changes.
    pub fn len(&self) -> usize {
        self.am.get_changes_meta(&[]).len()
    }

    /// Nobody has written anything after the first change.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// The whole document as one chunk, loaded again and compared before it is handed out.
    ///
    /// # Errors
    /// [`DocDamaged`] when the saved bytes do not give the same heads back.
    pub fn save_compacted(&self) -> Result<Vec<u8>, DocDamaged> {
        let bytes = self.am.save();
        let again = Automerge::load(&bytes).map_err(|_| DocDamaged::Chunk)?;
        if again.get_heads() == self.am.get_heads() {
            Ok(bytes)
        } else {
            Err(DocDamaged::MissingChange)
        }
    }

    /// Takes in changes from a source that was checked (the server, or `sync::admit`). Known ones are
    /// skipped; on error the document is as before.
    ///
    /// # Errors
    /// [`DocDamaged`] for unreadable bytes, a wrong hash, missing ancestors, or a reused actor.
    pub fn merge(&mut self, changes: &[Change]) -> Result<Vec<ChangeId>, DocDamaged> {
        let mut parsed = Vec::new();
        for change in changes {
            let read = automerge::Change::from_bytes(change.bytes.clone()).map_err(|_| DocDamaged::Chunk)?;
            if ChangeId::from(read.hash()) != change.id {
                return Err(DocDamaged::Chunk);
            }
            if !self.has(change.id) {
                parsed.push(read);
            }
        }
        self.merge_parsed(parsed)
    }

    pub(crate) fn merge_parsed(
        &mut self,
        changes: Vec<automerge::Change>,
    ) -> Result<Vec<ChangeId>, DocDamaged> {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let ids: BTreeSet<ChangeId> = changes.iter().map(|c| c.hash().into()).collect();
        let mut next = self.am.clone();
        next.apply_changes(changes)
            .map_err(|_| DocDamaged::DuplicateSequence)?;
        if ids
            .iter()
            .any(|id| next.get_change_meta_by_hash(&(*id).into()).is_none())
        {
            return Err(DocDamaged::MissingChange);
        }
        // The first change made the objects, and no other may.
        self.am = next;
        Ok(ids.into_iter().collect())
    }

    /// Who a change says wrote it: Automerge names the author in an actor's first change only.
    pub(crate) fn author_of(&self, change: &automerge::Change) -> Option<InspectorId> {
        let author = change
            .author()
            .or_else(|| self.am.get_author_for_actor(change.actor_id()))?;
        history::inspector(&author)
    }

    /// Whether any change was written under this actor.
    pub(crate) fn has_actor(&self, actor: &automerge::ActorId) -> bool {
        self.am
            .get_changes_meta(&[])
            .iter()
            .any(|meta| meta.actor.as_ref() == actor)
    }

    pub(crate) fn automerge(&self) -> &Automerge {
        &self.am
    }
}

/// Forms of a package in the order they are filled; forms the order does not name come last.
pub fn forms_in_order(package: &Package) -> impl Iterator<Item = &Form> {
    let named = package
        .form_order
        .iter()
        .filter_map(|id| package.forms.iter().find(|f| &f.id == id));
    let rest = package
        .forms
        .iter()
        .filter(|f| !package.form_order.contains(&f.id));
    named.chain(rest)
}

/// The item of a package's forms with this id; one of a repeated section is named with its row, any other without.
pub(crate) fn item_of<'a>(package: &'a Package, id: &crate::id::ItemId) -> Option<&'a Item> {
    let (base, row) = split(id.as_str());
    let base = crate::id::ItemId::from(base);
    let section = forms_in_order(package).find_map(|f| f.section_of(&base))?;
    let named = match row {
        Some(row) => section.repeat.is_some() && is_row(row),
        None => section.repeat.is_none(),
    };
    section.items.iter().find(|i| i.id == base).filter(|_| named)
}
