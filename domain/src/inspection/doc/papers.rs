//! Papers in the document: entries beside the steps, in a map that is part of what people sign.
//!
//! The map is an old one for the reason given in [`super::acts`]. The key says what it is: `paper:` and the number.

#[cfg(test)]
mod tests;

use super::history::History;
use super::read::{Reader, different};
use super::schema::{Place, Section};
use super::{EditRefused, InspectionDoc};
use crate::assignment::Package;
use crate::id::{DeviceId, InspectorId};
use crate::inspection::paper::{Paper, PaperKind, PaperView, PaperWrong, number};

/// What every key of a paper begins with; no step's id does.
const PREFIX: &str = "paper:";

/// The key of a paper's entry.
pub(crate) fn key(number: &str) -> String {
    format!("{PREFIX}{number}")
}

/// Whether a place holds a paper.
pub(crate) fn is_place(place: &Place) -> bool {
    place.0 == Section::Steps && is_key(&place.1)
}

/// Whether a key of [`Section::Steps`] is a paper's.
pub(crate) fn is_key(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// Whether an entry may stand.
pub(crate) fn entry(package: &Package, place_key: &str, value: &str) -> Result<(), EditRefused> {
    let paper: Paper = serde_json::from_str(value).map_err(|_| EditRefused::WrongValue)?;
    if place_key != key(&paper.number) {
        return Err(EditRefused::WrongValue);
    }
    paper.check(&package.inspection).map_err(|wrong| match wrong {
        PaperWrong::Person | PaperWrong::Rows => EditRefused::WordsMissing,
        PaperWrong::TooLong => EditRefused::TooLong,
        PaperWrong::Signature => EditRefused::EmptySignature,
        PaperWrong::Unsigned => EditRefused::EmptySignature,
        PaperWrong::Deadline | PaperWrong::Past | PaperWrong::Time | PaperWrong::Number => {
            EditRefused::WrongValue
        }
    })
}

/// All papers, by number.
pub(super) fn views(doc: &InspectionDoc, reader: &Reader<'_>, history: &History) -> Vec<PaperView> {
    let keys = reader.keys(Section::Steps).into_iter().filter(|key| is_key(key));
    let read = |key: String| {
        let said = reader.strings(Section::Steps, &key).into_iter();
        let mut said: Vec<PaperView> = said
            .filter_map(|(json, op)| {
                Some(PaperView {
                    paper: serde_json::from_str(&json).ok()?,
                    stamp: history.stamp(doc, &op),
                    alternatives: Vec::new(),
                })
            })
            .collect();
        let shown = said.pop()?;
        said.push(shown.clone());
        // One writer, two tablets of his, or a colleague who voids what is being written: whoever lost would lose all.
        let alternatives = different(said, |a, b| a.paper == b.paper);
        Some(PaperView {
            alternatives,
            ..shown
        })
    };
    keys.filter_map(read).collect()
}

/// A paper as a supplement or the trail says it: its number, which says the kind, and with whom.
pub(super) fn words(value: &str) -> Option<String> {
    let paper: Paper = serde_json::from_str(value).ok()?;
    Some(format!("{} {}", paper.number, paper.person).trim().to_owned())
}

/// Whether this officer may change the words of a paper. A paper is one value: were two to write in it apart, one would
/// lose all he wrote. Its number says who writes; whoever left the team leaves it to the others.
pub fn is_writer(package: &Package, paper: &Paper, who: &InspectorId) -> bool {
    let named = paper.writer().and_then(|place| package.team.get(place - 1));
    named.is_none_or(|member| &member.inspector == who)
}

/// The number of the next paper of a kind that this officer writes on this tablet.
pub fn next_number(
    doc: &[PaperView],
    package: &Package,
    kind: PaperKind,
    author: &InspectorId,
    device: &DeviceId,
) -> String {
    let member = package.team.iter().position(|m| &m.inspector == author);
    let member = member.map_or(0, |at| at + 1);
    let made = |count: usize| number(&package.inspection, kind, count, member, device);
    let taken = |number: &String| doc.iter().any(|view| &view.paper.number == number);
    let free = (1..).map(made).find(|number| !taken(number));
    free.expect("counting does not end")
}
