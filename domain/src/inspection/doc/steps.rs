//! Steps on site in the document: one register a step, and both records where two officers wrote at once.

use super::history::History;
use super::read::{Reader, different};
use super::schema::Section;
use super::{InspectionDoc, online, papers};
use crate::inspection::view::StepView;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `steps` entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StepRecord {
    pub(crate) note: String,
    pub(crate) outcome: String,
}

/// All steps on record, by id.
pub(super) fn views(
    doc: &InspectionDoc,
    reader: &Reader<'_>,
    history: &History,
) -> BTreeMap<String, StepView> {
    let mut views = BTreeMap::new();
    let own = |key: &String| !papers::is_key(key) && !online::is_key(key);
    for key in reader.keys(Section::Steps).into_iter().filter(own) {
        let said = reader.strings(Section::Steps, &key).into_iter();
        let said: Vec<StepView> = said
            .filter_map(|(json, op)| {
                let record: StepRecord = serde_json::from_str(&json).ok()?;
                Some(StepView {
                    outcome: record.outcome,
                    note: record.note,
                    stamp: history.stamp(doc, &op),
                    alternatives: Vec::new(),
                })
            })
            .collect();
        // Two officers may tick the same step at once: the later by their own clocks is shown, and both where they differ.
        if let Some(latest) = said.iter().max_by_key(|view| view.stamp.at).cloned() {
            let alternatives = different(said, |a, b| (&a.outcome, &a.note) == (&b.outcome, &b.note));
            views.insert(
                key,
                StepView {
                    alternatives,
                    ..latest
                },
            );
        }
    }
    views
}
