//! Edits of rows, fixed lists and drawings, as operations.

use super::apply::{Plan, json};
use super::history::History;
use super::read::Reader;
use super::rows::{self, RowRecord};
use super::schema::{Place, Section};
use super::write::Op;
use super::{EditRefused, check};
use crate::guard::stands;
use crate::inspection::edit::Edit;
use crate::inspection::found::{Drawing, FixedList, ListView};
use crate::inspection::rows::split;

impl Plan<'_> {
    /// What belongs to a row is written only while the row stands.
    pub(super) fn row_stands(&self, edit: &Edit) -> Result<(), EditRefused> {
        let shown = if let Edit::Attach { evidence } = edit {
            evidence.item.as_ref()
        } else {
            edit.item()
        };
        match shown.and_then(|item| split(item.as_str()).1) {
            Some(row) if !rows::standing(self.doc).contains(row) => Err(EditRefused::UnknownRow),
            Some(_) | None => Ok(()),
        }
    }

    /// The words of a row: a register, and none when they are taken back.
    pub(super) fn row_words(&self, place: Place, text: &str) -> Result<Vec<Op>, EditRefused> {
        if text.is_empty() {
            return Ok(vec![Op::Delete(place)]);
        }
        self.set(place.0, &place.1, text.to_owned())
    }

    pub(super) fn add_row(&self, section: &str, name: &str) -> Result<Vec<Op>, EditRefused> {
        if !rows::adds_to(self.pen.package, section) {
            return Err(EditRefused::UnknownRow);
        }
        check::needed(name)?;
        let json = json(&RowRecord {
            section: section.to_owned(),
            name: name.trim().to_owned(),
            at: self.pen.now,
        });
        self.set(Section::Evidence, &rows::row_key(&json), json)
    }

    pub(super) fn strike_row(&self, row: &str, reason: &str) -> Result<Vec<Op>, EditRefused> {
        if !rows::standing(self.doc).contains(row) {
            return Err(EditRefused::UnknownRow);
        }
        self.set(Section::Withdrawn, &rows::strike_key(row), reason.to_owned())
    }

    fn lists(&self) -> Vec<ListView> {
        let (reader, history) = (Reader::now(self.doc), History::of(self.doc));
        rows::lists(self.doc, &reader, &history, &|_| true)
    }

    /// A further list needs its reason: nothing is listed and drawn again in silence.
    pub(super) fn fix_list(
        &self,
        list: &str,
        names: &[String],
        salt: &str,
        why: &str,
    ) -> Result<Vec<Op>, EditRefused> {
        if rows::rule(self.pen.package, list).is_none() {
            return Err(EditRefused::UnknownList);
        }
        let further = self.lists().iter().any(|l| l.fixed.list == list);
        if further && stands("a-further-list-says-why") {
            check::needed(why)?;
        }
        let mut names: Vec<String> = names.iter().map(|n| n.trim().to_owned()).collect();
        names.sort_unstable();
        let json = json(&FixedList {
            list: list.to_owned(),
            names,
            salt: salt.to_owned(),
            why: match further {
                true => why.trim().to_owned(),
                false => String::new(),
            },
            at: self.pen.now,
        });
        self.set(Section::Evidence, &rows::list_key(&json), json)
    }

    /// From the last list only, and once.
    pub(super) fn draw_list(&self, fixed: &str, party: &str) -> Result<Vec<Op>, EditRefused> {
        let lists = self.lists();
        let found = lists
            .iter()
            .find(|l| l.key == fixed)
            .ok_or(EditRefused::UnknownList)?;
        let rule = rows::rule(self.pen.package, &found.fixed.list).ok_or(EditRefused::UnknownList)?;
        if !found.drawings.is_empty() && stands("drawn-once") {
            return Err(EditRefused::DrawnAlready);
        }
        let last = lists.iter().rfind(|l| l.fixed.list == found.fixed.list);
        if last.is_some_and(|l| l.key != fixed) {
            return Err(EditRefused::UnknownList);
        }
        let drawn = found
            .fixed
            .choose(rule, party)
            .map_err(|_| EditRefused::WrongValue)?;
        let json = json(&Drawing {
            fixed: found.fixed.clone(),
            party: party.to_owned(),
            drawn,
            at: self.pen.now,
        });
        self.set(Section::Evidence, &rows::drawn_key(&json), json)
    }
}
