//! The document as plain values: [`InspectionView`] at the heads that make up the record.

use super::amend::{self, Rounds};
use super::history::{ChangeSet, History, places, writes_content};
use super::schema::{
    Place, REFUSAL_RECORD, SKIP_CONFIRMED, SKIP_REASON, Section, WORDS_REMARKS, WORDS_SKIP, WORDS_SUBJECT,
};
use super::{InspectionDoc, clocks, rows, strokes, supplement};
use super::{acts, online, papers, steps};
use crate::evidence::Evidence;
use crate::guard::stands;
use crate::id::{EvidenceId, ItemId};
use crate::inspection::change::ChangeId;
use crate::inspection::signature::Signature;
use crate::inspection::view::{
    Alternative, AnswerView, EvidenceView, InspectionView, RefusalView, SignatureView, SkipView,
};
use automerge::{ChangeHash, ObjId, ReadDoc, Value};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// `refusal` entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefusalRecord {
    pub(crate) no_witness: String,
    pub(crate) reason: String,
}

/// Reads registers and texts, now or as they were at some heads.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    doc: &'a InspectionDoc,
    at: Option<Vec<ChangeHash>>,
}

impl<'a> Reader<'a> {
    pub(crate) fn now(doc: &'a InspectionDoc) -> Self {
        Self { doc, at: None }
    }

    pub(crate) fn at(doc: &'a InspectionDoc, heads: Option<&[ChangeId]>) -> Self {
        Self {
            doc,
            at: heads.map(|h| h.iter().map(|id| (*id).into()).collect()),
        }
    }

    /// All values of a register, oldest operation first; the last is the one Automerge shows.
    pub(crate) fn all(&self, section: Section, key: &str) -> Vec<(Value<'a>, ObjId)> {
        let (am, map) = (self.doc.automerge(), self.doc.objects.map(section));
        match &self.at {
            None => am.get_all(map, key),
            Some(heads) => am.get_all_at(map, key, heads),
        }
        .unwrap_or_default()
    }

    /// All string values of a register.
    pub(crate) fn strings(&self, section: Section, key: &str) -> Vec<(String, ObjId)> {
        self.all(section, key)
            .into_iter()
            .filter_map(|(value, op)| Some((value.into_string().ok()?, op)))
            .collect()
    }

    /// The string that Automerge shows.
    pub(crate) fn string(&self, section: Section, key: &str) -> Option<(String, ObjId)> {
        self.strings(section, key).pop()
    }

    pub(crate) fn keys(&self, section: Section) -> Vec<String> {
        let (am, map) = (self.doc.automerge(), self.doc.objects.map(section));
        match &self.at {
            None => am.keys(map).collect(),
            Some(heads) => am.keys_at(map, heads).collect(),
        }
    }

    /// Entries of a section, in the order written (by operation counter, the same on every replica).
    pub(crate) fn entries(&self, section: Section) -> Vec<(String, String, ObjId)> {
        let mut entries: Vec<_> = self
            .keys(section)
            .into_iter()
            .filter_map(|key| {
                let (value, op) = self.string(section, &key)?;
                Some((key, value, op))
            })
            .collect();
        entries.sort_by_key(|(_, _, op)| op_order(op));
        entries
    }

    pub(crate) fn text(&self, place: &Place) -> String {
        let Some(text) = self.doc.objects.text(place) else {
            return String::new();
        };
        match &self.at {
            None => self.doc.automerge().text(text),
            Some(heads) => self.doc.automerge().text_at(text, heads),
        }
        .unwrap_or_default()
    }

    /// A register or a text as one string.
    pub(crate) fn value(&self, place: &Place) -> Option<String> {
        if place.0.holds_texts() {
            Some(self.text(place)).filter(|t| !t.is_empty())
        } else {
            self.string(place.0, &place.1).map(|(value, _)| value)
        }
    }
}

fn op_order(op: &ObjId) -> (u64, Vec<u8>) {
    match op {
        ObjId::Root => (0, Vec::new()),
        ObjId::Id(counter, actor, _) => (*counter, actor.to_bytes().to_vec()),
    }
}

impl InspectionDoc {
    /// What a screen shows. Sealed records show what was sealed; see [`InspectionView::supplements`] for the
    /// rest. Whether everything is answered (`ToSign`) needs the package: `inspection::progress`.
    pub fn view(&self) -> InspectionView {
        let history = History::of(self);
        let rounds = Rounds::of(self, &history);
        let mut view = self.view_in(&history, &rounds);
        view.seals = amend::seal_views(self, &history, &rounds);
        view.supplements = supplement::views(self, &history, &rounds, &Reader::now(self));
        view.acts = acts::views(self, &history, &Reader::now(self));
        view.clock_moves = clocks::moves(&history).into_iter().map(|(_, m)| m).collect();
        view
    }

    /// The record of `rounds`, without what follows a seal.
    pub(super) fn view_in(&self, history: &History, rounds: &Rounds) -> InspectionView {
        let heads = rounds.record_heads(history);
        let reader = Reader::at(self, heads.as_deref());
        // What was settled when the record was frozen: a later judgement does not reach back into it.
        let then = rounds.inside_record(self, history);
        let settled = supplement::views(self, history, &then, &reader);
        let hidden = supplement::hidden(&then, &settled, history);
        let shown = |op: &ObjId| history.of_op(self, op).is_none_or(|at| !hidden.contains(&at));
        let lists = rows::lists(self, &reader, history, &shown);
        let words = |key: &str| reader.text(&(Section::Words, key.to_owned()));
        InspectionView {
            id: self.id.clone(),
            schema: self.schema,
            heads: self.heads().iter().map(|h| h.to_hex()).collect(),
            state: rounds.state,
            papers: papers::views(self, &reader, history),
            steps: steps::views(self, &reader, history),
            answers: answers(self, &reader, history),
            rows: rows::views(self, &reader, history, &lists, &shown),
            lists,
            remarks: words(WORDS_REMARKS),
            subject_words: words(WORDS_SUBJECT),
            evidence: evidence(self, &reader, history, &hidden),
            signatures: signatures(self, &reader, history, rounds, &hidden),
            refusal: refusal(self, &reader, history),
            skip: skip(self, &reader, history),
            skip_note: words(WORDS_SKIP),
            seals: Vec::new(),
            supplements: Vec::new(),
            acts: Vec::new(),
            clock_moves: Vec::new(),
        }
    }

    /// Every manifest the document names, supplements and set-aside pieces included: the bytes of all of
    /// them are wanted.
    pub fn evidence_all(&self) -> Vec<Evidence> {
        Reader::now(self)
            .entries(Section::Evidence)
            .into_iter()
            .filter_map(|(_, json, _)| serde_json::from_str(&json).ok())
            .collect()
    }
}

/// Alternatives of a register: different values only, in the order written.
pub(crate) fn alternatives(
    doc: &InspectionDoc,
    reader: &Reader<'_>,
    history: &History,
    place: (Section, &str),
) -> Vec<Alternative> {
    let said = reader.strings(place.0, place.1).into_iter();
    let said = said.map(|(value, op)| Alternative {
        value,
        stamp: history.stamp(doc, &op),
    });
    different(said.collect(), |a, b| a.value == b.value)
}

fn answers(doc: &InspectionDoc, reader: &Reader<'_>, history: &History) -> BTreeMap<ItemId, AnswerView> {
    let mut views: BTreeMap<ItemId, AnswerView> = BTreeMap::new();
    for (key, value, op) in reader.entries(Section::Answers) {
        let view = views.entry(ItemId::new(key.clone())).or_default();
        view.value = Some(value);
        view.stamp = Some(history.stamp(doc, &op));
        view.alternatives = alternatives(doc, reader, history, (Section::Answers, &key));
    }
    for (key, value, _) in reader.entries(Section::Locations) {
        match rows::noted(&key) {
            // Two officers' words on one item of a row both stand.
            Some(item) => {
                let said: BTreeSet<String> = reader
                    .strings(Section::Locations, &key)
                    .into_iter()
                    .map(|(words, _)| words)
                    .collect();
                let said: Vec<String> = said.into_iter().collect();
                views.entry(ItemId::from(item)).or_default().note = said.join("\n");
            }
            None => views.entry(ItemId(key)).or_default().location = value,
        }
    }
    for (place, _) in doc.objects.texts() {
        let text = reader.text(place);
        if text.is_empty() {
            continue;
        }
        let item = || ItemId::new(place.1.clone());
        if place.0 == Section::Notes {
            views.entry(item()).or_default().note = text;
        } else if place.0 == Section::Texts {
            views.entry(item()).or_default().value = Some(text);
        }
    }
    online::lay_over(reader, &mut views);
    views
}

/// What was written at once, each once; nothing where all of it says the same.
pub(super) fn different<T>(said: Vec<T>, same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for one in said {
        if !found.iter().any(|known| same(known, &one)) {
            found.push(one);
        }
    }
    let apart = found.len() > 1 && stands("both-answers-show");
    if apart { found } else { Vec::new() }
}

fn evidence(
    doc: &InspectionDoc,
    reader: &Reader<'_>,
    history: &History,
    hidden: &BTreeSet<usize>,
) -> Vec<EvidenceView> {
    let shown = |op: &ObjId| history.of_op(doc, op).is_none_or(|at| !hidden.contains(&at));
    let withdrawn: BTreeMap<EvidenceId, String> = reader
        .entries(Section::Withdrawn)
        .into_iter()
        .filter(|(_, _, op)| shown(op))
        .map(|(key, reason, _)| (EvidenceId(key), reason))
        .collect();
    reader
        .entries(Section::Evidence)
        .into_iter()
        .filter(|(_, _, op)| shown(op))
        .filter_map(|(_, json, op)| {
            let evidence: Evidence = serde_json::from_str(&json).ok()?;
            Some(EvidenceView {
                withdrawn: withdrawn.get(&evidence.id).cloned(),
                evidence,
                stamp: history.stamp(doc, &op),
            })
        })
        .collect()
}

/// A signature with its strokes, as it was given to the document.
pub(crate) fn signature(reader: &Reader<'_>, key: &str, json: &str) -> Option<Signature> {
    let mut signature: Signature = serde_json::from_str(json).ok()?;
    if let Some((value, _)) = reader.all(Section::Strokes, key).pop() {
        signature.strokes = strokes::parse(&value.into_bytes().ok()?)?;
    }
    Some(signature)
}

fn signatures(
    doc: &InspectionDoc,
    reader: &Reader<'_>,
    history: &History,
    rounds: &Rounds,
    hidden: &BTreeSet<usize>,
) -> Vec<SignatureView> {
    let mut written: BTreeMap<usize, BTreeSet<Place>> = BTreeMap::new();
    let mut views = Vec::new();
    for (key, json, op) in reader.entries(Section::Signatures) {
        let Some(at) = history.of_op(doc, &op).filter(|at| !hidden.contains(at)) else {
            continue;
        };
        let Some(signature) = signature(reader, &key, &json) else {
            continue;
        };
        let seen = history.descendants(&ChangeSet::from([at]));
        let signed = Reader::at(doc, Some(&[history.get(at).id]));
        let before_change = seen
            .iter()
            .filter(|x| **x != at && rounds.record.contains(x))
            .any(|x| {
                let places = written
                    .entry(*x)
                    .or_insert_with(|| places(doc, history.get(*x).id));
                places.iter().any(|place| changes_signed(&signed, place))
            });
        let unseen = rounds
            .record
            .iter()
            .filter(|x| !seen.contains(x) && history.get(**x).by.is_some())
            .filter(|x| !history.closure([at]).contains(x))
            .any(|x| {
                let places = written
                    .entry(*x)
                    .or_insert_with(|| places(doc, history.get(*x).id));
                writes_content(places)
            });
        views.push(SignatureView {
            key,
            signature,
            before_change,
            unseen,
        });
    }
    views
}

/// A step ticked for the first time adds nothing to what was signed; everything else of the record does.
fn changes_signed(signed: &Reader<'_>, place: &Place) -> bool {
    if place.0 == Section::Steps && !papers::is_place(place) {
        signed.string(Section::Steps, &place.1).is_some()
    } else {
        place.0.is_content()
    }
}

fn refusal(doc: &InspectionDoc, reader: &Reader<'_>, history: &History) -> Option<RefusalView> {
    let (json, op) = reader.string(Section::Refusal, REFUSAL_RECORD)?;
    let record: RefusalRecord = serde_json::from_str(&json).ok()?;
    Some(RefusalView {
        reason: record.reason,
        no_witness: record.no_witness,
        stamp: history.stamp(doc, &op),
    })
}

fn skip(doc: &InspectionDoc, reader: &Reader<'_>, history: &History) -> Option<SkipView> {
    let (reason, op) = reader.string(Section::Skip, SKIP_REASON)?;
    let stamp = history.stamp(doc, &op);
    let confirmed = reader
        .strings(Section::Skip, SKIP_CONFIRMED)
        .into_iter()
        .map(|(code, op)| (code, history.stamp(doc, &op)))
        .find(|(code, by)| code == &reason && by.by != stamp.by)
        .map(|(_, stamp)| stamp);
    Some(SkipView {
        reason,
        stamp,
        confirmed,
    })
}
