//! The trail (留痕) of a record as the `audit.csv` of ODK: who wrote what, over which value, and why.
//!
//! Format: ODK XForms sub-specification "Client Audit Logs" (columns, events, quoting). Two things differ from what a
//! phone logs: nothing says how long somebody looked at a question, so `end` stays empty; and the order is that of
//! cause, not of clocks, which two tablets may have set differently. Where a tablet's clock was set between two of its
//! marks, a row of our own (`clock moved`) says what it would have said (`old-value`) and what it said (`new-value`).

#[cfg(test)]
mod tests;

use super::history::{History, Written, places};
use super::read::Reader;
use super::schema::{Place, Section};
use super::{InspectionDoc, acts, amend, clocks, rows, supplement};
use crate::evidence::{self, Evidence};
use crate::inspection::signature::{Signature, Signer};
use crate::inspection::view::ClockMove;
use std::collections::{BTreeMap, BTreeSet};

/// The header row.
const COLUMNS: &str =
    "event,node,start,end,latitude,longitude,accuracy,old-value,new-value,user,change-reason";

/// One row, before it is text.
#[derive(Debug, Default)]
struct Row {
    event: &'static str,
    node: String,
    place: Option<evidence::Place>,
    old: String,
    new: String,
    reason: String,
}

impl InspectionDoc {
    /// The trail, with its header row. Handwriting is left out, and whoever signed is named by his part in the visit
    /// only: the record itself names him.
    pub fn audit_csv(&self) -> String {
        let history = History::of(self);
        let mut text = format!("{COLUMNS}\n");
        let mut begun = BTreeSet::new();
        let moves: BTreeMap<usize, ClockMove> = clocks::moves(&history).into_iter().collect();
        for at in 0..history.len() {
            let written = history.get(at);
            let Some(by) = &written.by else {
                continue;
            };
            if begun.insert(by.clone()) {
                let row = Row {
                    event: "form start",
                    ..Row::default()
                };
                text.push_str(&row.line(written));
            }
            if let Some(set) = moves.get(&at) {
                let row = Row {
                    event: "clock moved",
                    old: set.moved.ran.0.to_string(),
                    new: set.moved.told.0.to_string(),
                    ..Row::default()
                };
                text.push_str(&row.line(written));
            }
            for row in self.rows(&history, written) {
                text.push_str(&row.line(written));
            }
        }
        text
    }

    fn rows(&self, history: &History, written: &Written) -> Vec<Row> {
        let seen: Vec<_> = written.deps.iter().map(|at| history.get(*at).id).collect();
        let (before, after) = (
            Reader::at(self, Some(&seen)),
            Reader::at(self, Some(&[written.id])),
        );
        let written = places(self, written.id);
        let rows = written.iter().map(|place| row(place, &before, &after));
        rows.flatten().collect()
    }
}

/// What one place said before and says now; none for what is no event of its own.
fn row(place: &Place, before: &Reader<'_>, after: &Reader<'_>) -> Option<Row> {
    let (section, key) = place;
    let (old, new) = (before.value(place), after.value(place));
    let says = |value: &Option<String>| value.as_deref().map(|v| words(place, v)).unwrap_or_default();
    let mut row = Row {
        event: "question",
        node: node(*section, key),
        old: says(&old),
        new: says(&new),
        ..Row::default()
    };
    let stated = new.as_deref().unwrap_or_default();
    match section {
        Section::Seals => row.event = "form finalize",
        Section::Amendments => {
            row.event = "change reason";
            row.reason = parsed::<amend::AmendmentRecord>(stated).map_or_else(String::new, |r| r.reason);
        }
        Section::Evidence => row.place = parsed::<Evidence>(stated).map(|e| e.place),
        Section::Withdrawn => {
            row.new = String::new();
            stated.clone_into(&mut row.reason);
        }
        // Its signature is a row already.
        Section::Strokes => return None,
        Section::Answers
        | Section::Locations
        | Section::Notes
        | Section::Texts
        | Section::Words
        | Section::Steps
        | Section::Signatures
        | Section::Skip
        | Section::Refusal
        | Section::Settled => {}
    }
    Some(row)
}

/// The path of a place, as an XForm of this record would name it.
fn node(section: Section, key: &str) -> String {
    match section {
        Section::Answers | Section::Texts => format!("/data/{key}"),
        Section::Notes => format!("/data/{key}/note"),
        Section::Locations => match rows::noted(key) {
            Some(item) => format!("/data/{item}/note"),
            None => format!("/data/{key}/location"),
        },
        Section::Words => format!("/data/{key}"),
        // Set aside is what becomes of a piece of evidence.
        Section::Evidence | Section::Withdrawn => format!("/data/evidence/{key}"),
        Section::Amendments => String::new(),
        Section::Steps
        | Section::Signatures
        | Section::Strokes
        | Section::Skip
        | Section::Refusal
        | Section::Seals
        | Section::Settled => format!("/data/{}/{key}", section.key()),
    }
}

/// A stored value as the trail says it: as everywhere, but that bytes go by their digest, a signer by his part, and a
/// reason stands in its own column.
fn words(place: &Place, value: &str) -> String {
    let said = match place.0 {
        Section::Evidence if rows::is_key(&place.1) => rows::words(value),
        Section::Evidence => parsed::<Evidence>(value).map(|e| e.sha256),
        Section::Signatures => parsed::<Signature>(value).map(|s| part(&s.signer).to_owned()),
        Section::Seals => parsed::<amend::SealRecord>(value).map(|s| s.exceptions),
        Section::Amendments => Some(String::new()),
        Section::Settled if acts::is_key(&place.1) => acts::words(value),
        Section::Answers
        | Section::Locations
        | Section::Notes
        | Section::Texts
        | Section::Words
        | Section::Steps
        | Section::Withdrawn
        | Section::Strokes
        | Section::Skip
        | Section::Refusal
        | Section::Settled => None,
    };
    // What does not read is said as it stands: a trail leaves nothing out.
    said.unwrap_or_else(|| supplement::words(place, Some(value.to_owned())))
}

fn part(signer: &Signer) -> &'static str {
    match signer {
        Signer::Officer { .. } => "officer",
        Signer::Subject { .. } => "subject",
        Signer::Witness { .. } => "witness",
        Signer::Interpreter { .. } => "interpreter",
        Signer::Guest { .. } => "guest",
    }
}

fn parsed<T: serde::de::DeserializeOwned>(value: &str) -> Option<T> {
    serde_json::from_str(value).ok()
}

impl Row {
    fn line(&self, written: &Written) -> String {
        let [latitude, longitude, accuracy] = self.place.as_ref().map(fix).unwrap_or_default();
        let by = written.by.as_ref().map(ToString::to_string).unwrap_or_default();
        let columns = [
            self.event.to_owned(),
            self.node.clone(),
            written.at.0.to_string(),
            String::new(),
            latitude,
            longitude,
            accuracy,
            self.old.clone(),
            self.new.clone(),
            by,
            self.reason.clone(),
        ];
        let columns = columns.map(|column| quoted(&column));
        format!("{}\n", columns.join(","))
    }
}

/// Degrees and metres.
fn fix(place: &evidence::Place) -> [String; 3] {
    match place {
        evidence::Place::Fix {
            lat_e7,
            lon_e7,
            accuracy_cm,
            ..
        } => [
            decimal(*lat_e7, 7),
            decimal(*lon_e7, 7),
            format!("{}.{:02}", accuracy_cm / 100, accuracy_cm % 100),
        ],
        evidence::Place::None { .. } => Default::default(),
    }
}

/// An integer with so many decimal places.
fn decimal(value: i64, places: usize) -> String {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{whole}.{rest}")
}

/// Quoted where a comma or a line break asks for it, as the specification has it. A text that a spreadsheet would take
/// for a formula gets an apostrophe before it: what a subject has said is opened by an official.
fn quoted(value: &str) -> String {
    let number = value.parse::<f64>().is_ok();
    let value = match value.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number {
        true => &format!("'{value}"),
        false => value,
    };
    match value.contains([',', '\n', '\r']) {
        true => format!("\"{}\"", value.replace('"', "\"\"")),
        false => value.to_owned(),
    }
}
