//! Keeping rosters (名录库管理): what a text says of it, and which prescribed fields the rows of a whole roster lack.
//!
//! Exists because a text prescribes fields for every row, and people mend a roster column by column. Invariant: nothing
//! here keeps a row out; a row nobody finished yet is told by its field and article.

use crate::problem::{Problem, Severity};
use crate::regime::excerpt::CitedText;
use crate::regime::fields::{Lacking, inspector_lacks, subject_lacks};
use crate::regime::pack::Regime;
use crate::regime::pack::plan::Phase;
use crate::roster::{Inspector, Subject};

/// What a text says of keeping its rosters.
pub fn keeping(regime: &Regime) -> Vec<CitedText> {
    let rules = regime.rules.duties.iter();
    let rules = rules.filter(|r| r.what.phase == Phase::Roster);
    rules
        .map(|r| CitedText {
            text: r.what.text.clone(),
            cite: r.cite.clone(),
            source: r.origin.layer,
        })
        .collect()
}

/// Prescribed fields that rows of the roster of subjects lack: one problem a field.
pub fn subject_fields_lacking<'a>(
    regime: &Regime,
    rows: impl IntoIterator<Item = &'a Subject>,
) -> Vec<Problem> {
    let rows = rows
        .into_iter()
        .map(|row| (row.name.as_str(), subject_lacks(regime, row)));
    lacking(regime, rows)
}

/// Prescribed fields that rows of the roster of inspectors lack: one problem a field.
pub fn inspector_fields_lacking<'a>(
    regime: &Regime,
    rows: impl IntoIterator<Item = &'a Inspector>,
) -> Vec<Problem> {
    let rows = rows
        .into_iter()
        .map(|row| (row.name.as_str(), inspector_lacks(regime, row)));
    lacking(regime, rows)
}

/// A field the text wants from the start is a warning, one that is completed over time (逐步完善) a note.
fn lacking<'a>(regime: &Regime, rows: impl Iterator<Item = (&'a str, Vec<Lacking>)>) -> Vec<Problem> {
    let mut found: Vec<(Lacking, &str, u32)> = Vec::new();
    for (name, fields) in rows {
        for field in fields {
            match found.iter_mut().find(|(known, ..)| known == &field) {
                Some((.., count)) => *count += 1,
                None => found.push((field, name, 1)),
            }
        }
    }
    let told = found.into_iter().map(|(field, first, count)| {
        let mut problem = Problem::warning("roster.field.lacking", format!("fields.{}", field.label))
            .with("field", &field.label)
            .with("count", count.to_string())
            .with("first", first)
            .with("regime", &regime.short)
            .with("cite", &field.cite);
        if !field.required {
            problem.severity = Severity::Note;
        }
        problem
    });
    told.collect()
}
