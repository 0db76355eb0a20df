//! One edit becomes one change, or is refused with a reason a screen can put into words.
//!
//! An edit is first turned into the operations it stands for, looking at nothing but the document and the
//! package; only then is the document touched.

use super::acts;
use super::amend::{AmendmentRecord, Rounds, SealRecord};
use super::check;
use super::history::History;
use super::keep_out::write_value;
use super::papers;
use super::read::{Reader, RefusalRecord};
use super::refused::EditRefused;
use super::schema::{Place, REFUSAL_RECORD, SKIP_CONFIRMED, SKIP_REASON, Section, text_place};
use super::steps::StepRecord;
use super::supplement::{self, ADOPTED, KEPT_APART};
use super::write::{Op, commit};
use super::{InspectionDoc, strokes};
use crate::assignment::Package;
use crate::clock::Run;
use crate::evidence::Evidence;
use crate::guard::stands;
use crate::id::{DeviceId, EvidenceId, InspectorId, ItemId};
use crate::inspection::act::{Act, ActRecord};
use crate::inspection::change::Change;
use crate::inspection::edit::{Edit, TextField};
use crate::inspection::progress;
use crate::inspection::signature::Signature;
use crate::inspection::view::{DocState, InspectionView};
use crate::time::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Who writes, where, and when.
#[derive(Clone, Copy, Debug)]
pub struct Pen<'a> {
    /// The package of this inspection.
    pub package: &'a Package,
    /// The officer.
    pub author: &'a InspectorId,
    /// The tablet.
    pub device: &'a DeviceId,
    /// Device clock.
    pub now: Timestamp,
    /// The run of the tablet's clocks; none where nobody looks at both.
    pub run: Option<&'a Run>,
    /// 16 random bytes, fresh for every load of the document and never used again anywhere.
    pub actor: [u8; 16],
    /// SHA-256 (hex) of the read-back page, which a seal states.
    pub page_digest: fn(&Package, &InspectionView) -> String,
}

impl InspectionDoc {
    /// Applies one edit as one change. `None`: the document says so already, nothing was written.
    ///
    /// # Errors
    /// [`EditRefused`]; the document is then as before.
    pub fn apply_edit(&mut self, edit: &Edit, pen: &Pen<'_>) -> Result<Option<Change>, EditRefused> {
        if pen.package.inspection != *self.id() {
            return Err(EditRefused::WrongPackage);
        }
        if !pen.package.team.iter().any(|m| &m.inspector == pen.author) {
            return Err(EditRefused::NotInTeam);
        }
        let plan = Plan::of(self, pen);
        plan.state_allows(edit)?;
        plan.row_stands(edit)?;
        plan.not_settled(edit)?;
        let mut ops = plan.taken_over(edit);
        ops.extend(plan.said_anew(plan.ops(edit)?));
        ops.extend(plan.kept_out(edit));
        commit(self, pen, &ops)
    }
}

/// What an edit is decided on.
pub(super) struct Plan<'a> {
    pub(super) doc: &'a InspectionDoc,
    pub(super) pen: &'a Pen<'a>,
    pub(super) history: History,
    pub(super) rounds: Rounds,
}

impl<'a> Plan<'a> {
    fn of(doc: &'a InspectionDoc, pen: &'a Pen<'a>) -> Self {
        let history = History::of(doc);
        let rounds = Rounds::of(doc, &history);
        Self {
            doc,
            pen,
            history,
            rounds,
        }
    }

    fn state_allows(&self, edit: &Edit) -> Result<(), EditRefused> {
        let sealed = self.rounds.state == DocState::Sealed;
        let closed = sealed && stands("sealed-is-amended");
        match edit {
            Edit::Amend { .. } if !sealed => Err(EditRefused::NotSealed),
            Edit::Act { .. } if self.rounds.seals.is_empty() && stands("acts-follow-a-seal") => {
                Err(EditRefused::NotSealed)
            }
            Edit::Amend { .. } | Edit::SettleSupplement { .. } | Edit::Act { .. } => Ok(()),
            Edit::Step { .. }
            | Edit::Paper { .. }
            | Edit::Answer { .. }
            | Edit::Locate { .. }
            | Edit::SetText { .. }
            | Edit::Settle { .. }
            | Edit::AddRow { .. }
            | Edit::StrikeRow { .. }
            | Edit::FixList { .. }
            | Edit::DrawList { .. }
            | Edit::Attach { .. }
            | Edit::Withdraw { .. }
            | Edit::Skip { .. }
            | Edit::ConfirmSkip
            | Edit::UndoSkip
            | Edit::Sign { .. }
            | Edit::Refuse { .. }
            | Edit::Seal { .. } => match closed {
                true => Err(EditRefused::Sealed),
                false => Ok(()),
            },
        }
    }

    fn ops(&self, edit: &Edit) -> Result<Vec<Op>, EditRefused> {
        match edit {
            Edit::Step { step, outcome, note } => {
                let json = json(&StepRecord {
                    note: note.clone(),
                    outcome: outcome.clone(),
                });
                self.set(Section::Steps, step, json)
            }
            Edit::Paper { paper } => self.set(Section::Steps, &papers::key(&paper.number), json(paper)),
            Edit::Answer { item, value } => self.answer(item, value.as_deref()),
            Edit::Locate { item, location } => self.set(Section::Locations, item.as_str(), location.clone()),
            Edit::SetText { target, text } => {
                let place = text_place(target);
                if !place.0.holds_texts() {
                    return self.row_words(place, text);
                }
                check::text(self.pen.package, &place, text)?;
                let mut ops = vec![Op::Text(place, text.clone())];
                // A colleague confirmed other words than these.
                let confirmed = || Reader::now(self.doc).string(Section::Skip, SKIP_CONFIRMED);
                let rewritten = || confirmed().is_some() && self.doc.view().skip_note != *text;
                if matches!(target, TextField::SkipNote) && rewritten() {
                    ops.push(Op::Delete((Section::Skip, SKIP_CONFIRMED.to_owned())));
                }
                Ok(ops)
            }
            Edit::Settle { item, value } => {
                if self.conflict(item) {
                    check::register(self.pen.package, Section::Answers, item.as_str(), value)?;
                    Ok(vec![Op::Overwrite(place(Section::Answers, item), value.clone())])
                } else {
                    Err(EditRefused::NothingToSettle)
                }
            }
            Edit::AddRow { section, name } => self.add_row(section, name),
            Edit::StrikeRow { row, reason } => self.strike_row(row, reason),
            Edit::FixList {
                list,
                names,
                salt,
                why,
            } => self.fix_list(list, names, salt, why),
            Edit::DrawList { fixed, party } => self.draw_list(fixed, party),
            Edit::Attach { evidence } => self.attach(evidence),
            Edit::Withdraw { evidence, reason } => self.withdraw(evidence, reason),
            Edit::Skip { reason } => {
                let mut ops = self.set(Section::Skip, SKIP_REASON, reason.clone())?;
                ops.push(Op::Delete((Section::Skip, SKIP_CONFIRMED.to_owned())));
                Ok(ops)
            }
            Edit::ConfirmSkip => self.confirm_skip(),
            Edit::UndoSkip => Ok([SKIP_REASON, SKIP_CONFIRMED]
                .map(|key| Op::Delete((Section::Skip, key.to_owned())))
                .to_vec()),
            Edit::Sign { signature } => self.sign(signature),
            Edit::Refuse { reason, no_witness } => {
                let json = json(&RefusalRecord {
                    no_witness: no_witness.clone(),
                    reason: reason.clone(),
                });
                self.set(Section::Refusal, REFUSAL_RECORD, json)
            }
            Edit::Seal { exceptions } => self.seal(exceptions),
            Edit::Amend { reason } => self.amend(reason),
            Edit::SettleSupplement { supplement, outcome } => self.settle(supplement, outcome),
            Edit::Act { act } => self.act(act),
        }
    }

    fn attach(&self, evidence: &Evidence) -> Result<Vec<Op>, EditRefused> {
        let id = evidence.id.as_str();
        if Reader::now(self.doc).string(Section::Evidence, id).is_some() {
            return Err(EditRefused::DuplicateEvidence);
        }
        if !check::original_stands(self.doc, evidence) {
            return Err(EditRefused::UnknownEvidence);
        }
        self.set(Section::Evidence, id, json(evidence))
    }

    fn withdraw(&self, evidence: &EvidenceId, reason: &str) -> Result<Vec<Op>, EditRefused> {
        let id = evidence.as_str();
        if Reader::now(self.doc).string(Section::Evidence, id).is_none() {
            return Err(EditRefused::UnknownEvidence);
        }
        self.set(Section::Withdrawn, id, reason.to_owned())
    }

    fn act(&self, act: &Act) -> Result<Vec<Op>, EditRefused> {
        if let Act::RecordingFile { evidence, .. } = act
            && !acts::is_reference(self.doc, evidence)
        {
            return Err(EditRefused::UnknownEvidence);
        }
        let json = json(&ActRecord {
            act: act.clone(),
            at: self.pen.now,
        });
        self.set(Section::Settled, &acts::key(&json), json)
    }

    pub(super) fn set(&self, section: Section, key: &str, value: String) -> Result<Vec<Op>, EditRefused> {
        check::register(self.pen.package, section, key, &value)?;
        Ok(vec![Op::Set((section, key.to_owned()), value)])
    }

    fn conflict(&self, item: &ItemId) -> bool {
        let heads = self.rounds.record_heads(&self.history);
        let reader = Reader::at(self.doc, heads.as_deref());
        !super::read::alternatives(
            self.doc,
            &reader,
            &self.history,
            (Section::Answers, item.as_str()),
        )
        .is_empty()
    }

    fn answer(&self, item: &ItemId, value: Option<&str>) -> Result<Vec<Op>, EditRefused> {
        if self.conflict(item) {
            return Err(EditRefused::OpenConflict);
        }
        match value {
            Some(value) => self.set(Section::Answers, item.as_str(), value.to_owned()),
            None => {
                check::item(self.pen.package, item)?;
                Ok(vec![Op::Delete(place(Section::Answers, item))])
            }
        }
    }

    fn confirm_skip(&self) -> Result<Vec<Op>, EditRefused> {
        let reader = Reader::now(self.doc);
        let (reason, op) = reader
            .string(Section::Skip, SKIP_REASON)
            .ok_or(EditRefused::NoSkip)?;
        if &self.history.stamp(self.doc, &op).by == self.pen.author {
            return Err(EditRefused::SameOfficer);
        }
        self.set(Section::Skip, SKIP_CONFIRMED, reason)
    }

    fn sign(&self, signature: &Signature) -> Result<Vec<Op>, EditRefused> {
        check::signature(self.pen.package, signature, self.pen.author, self.pen.device)?;
        check::lends_a_hand(self.pen.package, &signature.signer)?;
        let key = key_of(&json(signature));
        let bytes = strokes::to_bytes(&signature.strokes);
        let bare = Signature {
            strokes: Vec::new(),
            ..signature.clone()
        };
        let mut ops = vec![Op::Set((Section::Signatures, key.clone()), json(&bare))];
        if !signature.strokes.is_empty() {
            ops.push(Op::SetBytes((Section::Strokes, key), bytes));
        }
        Ok(ops)
    }

    fn seal(&self, exceptions: &str) -> Result<Vec<Op>, EditRefused> {
        let view: InspectionView = self.doc.view();
        let open = progress::progress(self.pen.package, &view);
        let excused = !exceptions.trim().is_empty();
        if open.blocking.iter().any(|b| !(excused && b.excusable())) {
            return Err(EditRefused::Incomplete);
        }
        let mut evidence: Vec<String> = view.evidence.iter().map(|e| e.evidence.sha256.clone()).collect();
        evidence.sort_unstable();
        evidence.dedup();
        let heads = self
            .rounds
            .record_heads(&self.history)
            .unwrap_or_else(|| self.doc.heads());
        let json = json(&SealRecord {
            evidence,
            exceptions: exceptions.to_owned(),
            read_back: Some((self.pen.page_digest)(self.pen.package, &view)),
            heads,
        });
        Ok(vec![Op::Set((Section::Seals, key_of(&json)), json)])
    }

    fn amend(&self, reason: &str) -> Result<Vec<Op>, EditRefused> {
        let last = self.rounds.seals.iter().map(|s| s.generation).max();
        let json = json(&AmendmentRecord {
            reason: reason.to_owned(),
            seals: self
                .rounds
                .seals
                .iter()
                .filter(|s| Some(s.generation) == last)
                .map(|s| s.key.clone())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
        });
        let key = key_of(&format!("{json}{}", hex::encode(self.pen.actor)));
        let mut ops = self.set(Section::Amendments, &key, json)?;
        let views = supplement::views(self.doc, &self.history, &self.rounds, &Reader::now(self.doc));
        for group in supplement::groups(&self.history, &self.rounds) {
            let adopted = views
                .iter()
                .any(|v| v.id == group.id && v.outcome.as_deref() == Some(ADOPTED));
            if adopted {
                ops.extend(self.adopt(&group));
            }
        }
        Ok(ops)
    }

    fn settle(&self, id: &str, outcome: &str) -> Result<Vec<Op>, EditRefused> {
        if outcome != ADOPTED && outcome != KEPT_APART {
            return Err(EditRefused::WrongValue);
        }
        let known = supplement::views(self.doc, &self.history, &self.rounds, &Reader::now(self.doc));
        if !known.iter().any(|v| v.id == id) {
            return Err(EditRefused::UnknownSupplement);
        }
        let mut ops = vec![Op::Overwrite(
            (Section::Settled, id.to_owned()),
            outcome.to_owned(),
        )];
        if outcome == ADOPTED && self.rounds.state == DocState::Amending {
            let groups = supplement::groups(&self.history, &self.rounds);
            ops.extend(groups.iter().filter(|g| g.id == id).flat_map(|g| self.adopt(g)));
        }
        Ok(ops)
    }

    /// Makes the place read what the supplement says; entries (evidence) are there already.
    fn adopt(&self, group: &supplement::Group) -> Vec<Op> {
        let value = supplement::written_value(self.doc, &self.history, group);
        write_value(&group.place, value)
    }
}

fn place(section: Section, item: &ItemId) -> Place {
    (section, item.0.clone())
}

/// JSON in the order of the fields: the one spelling of a record.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("records hold strings and numbers only")
}

/// Key of an entry: the first 16 hexadecimal digits of its SHA-256.
pub(crate) fn key_of(json: &str) -> String {
    hex::encode(&Sha256::digest(json)[..8])
}
