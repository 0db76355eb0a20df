//! What a screen shows of an inspection: plain values, recomputed from the document.

use super::act::ActView;
use super::found::ListView;
use super::online::Locked;
use super::paper::PaperView;
use super::rows::RowView;
use super::signature::{Signature, Signer};
use crate::clock::{Moved, Run};
use crate::evidence::{About, Evidence, Pages, missing_pages};
use crate::id::{DeviceId, InspectionId, InspectorId, ItemId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who wrote something, when (device clock), on which tablet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// The officer.
    pub by: InspectorId,
    /// Device clock.
    pub at: Timestamp,
    /// The tablet; absent where the document does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// The run of the tablet's clocks in which it was written: two stamps of one run are as far apart as their times
    /// less what each says of its begin, however the clock was set. Absent where the document does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Run>,
}

/// A tablet's clock was set between two of its marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMove {
    /// The first mark after it.
    pub stamp: Stamp,
    /// What the clock said then, and what it would have said.
    pub moved: Moved,
}

/// Where an inspection stands, as the document itself says (review and publication are server records).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocState {
    /// 待检查: nothing written yet.
    #[default]
    Assigned,
    /// 进行中.
    Started,
    /// 待签名: every required item is answered, signatures are missing.
    ToSign,
    /// 已签封.
    Sealed,
    /// Sealed, and an amendment is open (补正中).
    Amending,
}

/// One alternative of a concurrently written value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// Stored value.
    pub value: String,
    /// Who wrote it.
    pub stamp: Stamp,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerView {
    /// The value that Automerge shows, or none. Not to be believed while `alternatives` has two or more.
    pub value: Option<String>,
    /// Who wrote it.
    pub stamp: Option<Stamp>,
    /// Two or more *different* values written concurrently: shown to both officers, settled by a person.
    pub alternatives: Vec<Alternative>,
    /// Note of the item.
    pub note: String,
    /// 检查部位.
    pub location: String,
    /// Settled online by the office, and what stands in the document beside it: not answered on site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<Box<Locked>>,
}

/// A step done on site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// Outcome.
    pub outcome: String,
    /// Words.
    pub note: String,
    /// Who and when.
    pub stamp: Stamp,
    /// Two or more *different* records written concurrently, the one above among them: a person picks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<StepView>,
}

impl StepView {
    /// It was done.
    pub fn is_done(&self) -> bool {
        self.outcome == STEP_DONE
    }

    /// It was done, or it is said why not.
    pub fn says_enough(&self) -> bool {
        self.is_done() || !self.note.trim().is_empty()
    }
}

/// Outcome of a step that was done.
const STEP_DONE: &str = "done";

/// Evidence and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceView {
    /// The manifest.
    pub evidence: Evidence,
    /// Who attached it.
    pub stamp: Stamp,
    /// Set aside, and why.
    pub withdrawn: Option<String>,
}

/// A signature and whether it still covers what stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureView {
    /// Key of the signature in the document.
    pub key: String,
    /// The signature.
    pub signature: Signature,
    /// Somebody who had seen this signature changed the record afterwards: "signed before change".
    pub before_change: bool,
    /// The record holds words the signer was not shown, by people who did not know of this signature. It
    /// stands all the same; sealing asks for a stated reason or a new signature.
    #[serde(default)]
    pub unseen: bool,
}

/// A declared impossibility to inspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkipView {
    /// Reason code.
    pub reason: String,
    /// Who declared it.
    pub stamp: Stamp,
    /// The second officer, when he confirmed.
    pub confirmed: Option<Stamp>,
}

/// Refusal to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalView {
    /// Why.
    pub reason: String,
    /// Why there is no witness; empty when a witness signed.
    pub no_witness: String,
    /// Who recorded it.
    pub stamp: Stamp,
}

/// A seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealView {
    /// Key of the seal in the document.
    pub key: String,
    /// Heads it freezes (hex, sorted).
    pub heads: Vec<String>,
    /// SHA-256 of every evidence original it covers, sorted.
    pub evidence: Vec<String>,
    /// Stated exceptions.
    pub exceptions: String,
    /// SHA-256 (hex) of the read-back page on the tablet that sealed; none where the seal does not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_back: Option<String>,
    /// Who sealed.
    pub stamp: Stamp,
    /// Set when a later seal amends this one, with the reason.
    pub amended_because: Option<String>,
    /// No later seal knows of this one: it is what counts now, alone or beside another made at the same time.
    #[serde(default)]
    pub latest: bool,
    /// The record as this seal froze it, where another officer sealed something else at the same time and the
    /// screen shows both together. None: what the screen shows is what was frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Box<InspectionView>>,
}

/// What a colleague wrote unaware of the seal (补充记录): shown apart; the subject's signature stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementView {
    /// Stable id.
    pub id: String,
    /// The item concerned, if it is an answer or its note.
    pub item: Option<ItemId>,
    /// `answer`, `note`, `evidence`, `remarks`, `subject_words`, `step`, …
    pub kind: String,
    /// What it says.
    pub text: String,
    /// What the sealed record says in its place, if anything.
    pub sealed_text: Option<String>,
    /// Who and when.
    pub stamp: Stamp,
    /// `adopted`, `kept_apart`, or none while open.
    pub outcome: Option<String>,
    /// The piece itself, where it is evidence: shown as a picture, a name of 32 digits says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Box<Evidence>>,
}

/// The whole inspection for a screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionView {
    /// Which inspection.
    pub id: InspectionId,
    /// Document schema version.
    pub schema: u32,
    /// Current heads (hex, sorted).
    pub heads: Vec<String>,
    /// Where it stands.
    pub state: DocState,
    /// Steps by id; one that two officers recorded at once shows the later, and both beside it.
    pub steps: BTreeMap<String, StepView>,
    /// Answers by item.
    pub answers: BTreeMap<ItemId, AnswerView>,
    /// 检查情况.
    pub remarks: String,
    /// 陈述申辩.
    pub subject_words: String,
    /// Rows of repeated sections, in the order added; what was drawn on site among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowView>,
    /// Lists of things found on site, in the order fixed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListView>,
    /// Evidence in the order attached.
    pub evidence: Vec<EvidenceView>,
    /// Signatures in the order made.
    pub signatures: Vec<SignatureView>,
    /// Refusal to sign.
    pub refusal: Option<RefusalView>,
    /// Impossibility to inspect.
    pub skip: Option<SkipView>,
    /// Words that go with the skip.
    pub skip_note: String,
    /// Seals, oldest first.
    pub seals: Vec<SealView>,
    /// Supplements, in time order.
    pub supplements: Vec<SupplementView>,
    /// Papers of the visit, by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<PaperView>,
    /// What was done with the record after its seal, in the order written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActView>,
    /// Clocks that were set while the record was made, in the order of the marks that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clock_moves: Vec<ClockMove>,
}

impl InspectionView {
    /// What was fixed on site of one list of the regime, in the order fixed.
    pub fn lists_of(&self, list: &str) -> impl Iterator<Item = &ListView> {
        self.lists.iter().filter(move |l| l.fixed.list == list)
    }

    /// Whether anything was drawn on site from this list.
    pub fn is_drawn_from(&self, list: &str) -> bool {
        self.lists_of(list).any(|l| !l.drawings.is_empty())
    }

    /// The seals that count now: one, or several when officers sealed at the same time without knowing.
    pub fn latest_seals(&self) -> impl Iterator<Item = &SealView> {
        self.seals.iter().filter(|s| s.latest)
    }

    /// The refusal to sign, as long as the subject has not signed after it: who thinks better of it and signs takes it
    /// back. A signature under a wording that was changed since takes nothing back.
    pub fn standing_refusal(&self) -> Option<&RefusalView> {
        let refusal = self.refusal.as_ref()?;
        let signed_after = |s: &SignatureView| {
            let subject = matches!(s.signature.signer, Signer::Subject { .. });
            subject && !s.before_change && s.signature.at > refusal.stamp.at
        };
        (!self.signatures.iter().any(signed_after)).then_some(refusal)
    }

    /// Pages of a paper original among the standing evidence; more than none = the record was written in from paper
    /// afterwards (纸质补录).
    pub fn paper_pages(&self) -> usize {
        let standing = self.evidence.iter().filter(|e| e.withdrawn.is_none());
        let paper = standing.filter(|e| matches!(e.evidence.about.as_deref(), Some(About::PaperOriginal(_))));
        paper.count()
    }

    /// Pages of paper originals that nobody photographed, or whose photo was set aside.
    pub fn missing_paper_pages(&self) -> Vec<Pages> {
        let standing = self.evidence.iter().filter(|e| e.withdrawn.is_none());
        let page = |e: &EvidenceView| match e.evidence.about.as_deref() {
            Some(About::PaperOriginal(pages)) => Some(*pages),
            Some(About::Recording(_) | About::Copied { .. } | About::Annotated { .. }) | None => None,
        };
        missing_pages(&standing.filter_map(page).collect())
    }

    /// Officers sealed at the same time and froze different things: there is no one record until they amend
    /// and seal it together.
    pub fn sealed_apart(&self) -> bool {
        self.latest_seals().count() > 1
    }
}
