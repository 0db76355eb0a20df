//! Supplements stay out of the record even when somebody who has them before his eyes writes on.

use super::apply::Plan;
use super::papers;
use super::read::Reader;
use super::schema::{Place, Section, text_place};
use super::supplement::{self, ADOPTED};
use super::write::Op;
use crate::guard::stands;
use crate::inspection::edit::{Edit, TextField};
use crate::inspection::view::DocState;

impl Plan<'_> {
    /// Keeps supplements out of the record: whoever writes after a seal has their values in front of him, so
    /// his change says again what the record says in those places.
    pub(super) fn kept_out(&self, edit: &Edit) -> Vec<Op> {
        let only_settles = matches!(edit, Edit::SettleSupplement { .. } | Edit::Act { .. });
        let amending = self.rounds.state == DocState::Amending;
        if self.rounds.seals.is_empty() || (only_settles && !amending) {
            return Vec::new();
        }
        let heads = self.rounds.record_heads(&self.history);
        let record = Reader::at(self.doc, heads.as_deref());
        let now = Reader::now(self.doc);
        let adopted = self.adopted_places(edit);
        let touched: Vec<&Place> = self
            .rounds
            .supplements
            .iter()
            .filter(|(at, _)| !self.rounds.record.contains(at))
            .flat_map(|(_, places)| places)
            .filter(|place| !adopted.contains(place))
            .collect();
        touched
            .into_iter()
            .filter(|place| record.value(place) != now.value(place) && !written_by(edit, place))
            .flat_map(|place| write_value(place, record.value(place)))
            .collect()
    }

    /// The same as a supplement says beside the record is still this officer's word: written anew, because writing
    /// what stands already writes nothing, and the record would go without it.
    pub(super) fn said_anew(&self, ops: Vec<Op>) -> Vec<Op> {
        if self.rounds.seals.is_empty() || !stands("said-again-is-said") {
            return ops;
        }
        let heads = self.rounds.record_heads(&self.history);
        let (record, now) = (Reader::at(self.doc, heads.as_deref()), Reader::now(self.doc));
        let beside = |place: &Place| record.value(place) != now.value(place);
        ops.into_iter()
            .flat_map(|op| match op {
                Op::Set(place, value) if beside(&place) => vec![Op::Overwrite(place, value)],
                Op::Text(place, text) if beside(&place) => {
                    vec![Op::Text(place.clone(), String::new()), Op::Text(place, text)]
                }
                op @ (Op::Set(..) | Op::SetBytes(..) | Op::Overwrite(..) | Op::Delete(_) | Op::Text(..)) => {
                    vec![op]
                }
            })
            .collect()
    }

    /// Places where this edit writes a supplement's value on purpose.
    fn adopted_places(&self, edit: &Edit) -> Vec<Place> {
        let views = supplement::views(self.doc, &self.history, &self.rounds, &Reader::now(self.doc));
        let settled = |id: &str| {
            views
                .iter()
                .any(|v| v.id == id && v.outcome.as_deref() == Some(ADOPTED))
        };
        supplement::groups(&self.history, &self.rounds)
            .into_iter()
            .filter(|group| {
                if let Edit::SettleSupplement { supplement, outcome } = edit {
                    return supplement == &group.id && outcome == ADOPTED;
                }
                matches!(edit, Edit::Amend { .. }) && settled(&group.id)
            })
            .map(|group| group.place)
            .collect()
    }
}

/// The place this very edit writes: the officer's new value goes over whatever stands there.
fn written_by(edit: &Edit, place: &Place) -> bool {
    match edit {
        Edit::Answer { item, .. } | Edit::Settle { item, .. } => {
            place.0 == Section::Answers && place.1 == item.0
        }
        Edit::Locate { item, .. } => place.0 == Section::Locations && place.1 == item.0,
        Edit::SetText { target, .. } => {
            // New words about a skip void its confirmation.
            let voided = matches!(target, TextField::SkipNote) && place.0 == Section::Skip;
            voided || &text_place(target) == place
        }
        Edit::Step { step, .. } => place.0 == Section::Steps && &place.1 == step,
        Edit::Paper { paper } => place == &(Section::Steps, papers::key(&paper.number)),
        Edit::Skip { .. } | Edit::ConfirmSkip | Edit::UndoSkip => place.0 == Section::Skip,
        Edit::Refuse { .. } => place.0 == Section::Refusal,
        Edit::AddRow { .. }
        | Edit::StrikeRow { .. }
        | Edit::FixList { .. }
        | Edit::DrawList { .. }
        | Edit::Attach { .. }
        | Edit::Withdraw { .. }
        | Edit::Sign { .. }
        | Edit::Seal { .. }
        | Edit::Amend { .. }
        | Edit::SettleSupplement { .. }
        | Edit::Act { .. } => false,
    }
}

/// Makes a place read a value; entries by id are shown or hidden, never rewritten.
pub(super) fn write_value(place: &Place, value: Option<String>) -> Vec<Op> {
    match place.0 {
        Section::Notes | Section::Texts | Section::Words => {
            vec![Op::Text(place.clone(), value.unwrap_or_default())]
        }
        Section::Answers | Section::Locations | Section::Steps | Section::Skip | Section::Refusal => {
            vec![match value {
                Some(value) => Op::Set(place.clone(), value),
                None => Op::Delete(place.clone()),
            }]
        }
        // Entries by id: shown or hidden, never rewritten.
        Section::Evidence
        | Section::Withdrawn
        | Section::Signatures
        | Section::Strokes
        | Section::Seals
        | Section::Amendments
        | Section::Settled => Vec::new(),
    }
}
