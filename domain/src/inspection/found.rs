//! Things found on site and what was drawn among them (现场抽取): the record of it, and its check.
//!
//! Exists so that chance, and neither officers nor the inspected party, says what is looked at closely (draw protocol
//! §2.9). The officers fix their list first; the party sees names and code and only then throws dice or shows a code of
//! its own. Invariant: what was fixed or drawn is never altered nor taken away. A further draw stands beside the first,
//! with its reason.

use super::view::Stamp;
use crate::assignment::OnSiteDraw;
use crate::digest::Digest;
use crate::draw::leaf::LateLeaf;
use crate::draw::stages::{self, BadList};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Most things of one list.
pub const NAMES_MAX: usize = 500;
/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Least number of dice.
pub const DICE_MIN: usize = 6;

/// A list as the officers fixed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedList {
    /// Key of the package's list.
    pub list: String,
    /// What was found, rising by bytes.
    pub names: Vec<String>,
    /// 16 random bytes in hex, made when the list was fixed: the log tells salted ids only.
    pub salt: String,
    /// Why there is a further list; empty for the first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// When, by the clock of the tablet.
    pub at: Timestamp,
}

/// What was drawn from a list. It holds the list again, so that each can be checked by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// The list.
    pub fixed: FixedList,
    /// The party's entropy in hex: dice as ASCII digits, or the 16 bytes of its code.
    pub party: String,
    /// What was drawn, by position.
    pub drawn: Vec<String>,
    /// When, by the clock of the tablet.
    pub at: Timestamp,
}

impl FixedList {
    /// The salt's bytes; none when it is not 16 bytes in hex.
    pub fn salt_bytes(&self) -> Option<[u8; 16]> {
        let mut bytes = [0; 16];
        hex::decode_to_slice(&self.salt, &mut bytes).ok()?;
        (hex::encode(bytes) == self.salt).then_some(bytes)
    }

    /// Whether a list may stand: names there, rising, tidy and within bounds, and a salt.
    pub fn is_sound(&self) -> bool {
        let tidy = |name: &String| {
            let length = name.chars().count();
            (1..=NAME_CHARS_MAX).contains(&length) && name.trim() == name && !name.contains(char::is_control)
        };
        let counted = (1..=NAMES_MAX).contains(&self.names.len());
        let rising = self.names.is_sorted_by(|a, b| a < b);
        counted && rising && self.names.iter().all(tidy) && self.salt_bytes().is_some()
    }

    /// Ids with their names, rising by id: the rows of the draw. Empty without a salt.
    pub fn rows(&self) -> Vec<(String, &str)> {
        let Some(salt) = self.salt_bytes() else {
            return Vec::new();
        };
        let mut rows: Vec<(String, &str)> = self
            .names
            .iter()
            .map(|name| (stages::row_id(&salt, name), name.as_str()))
            .collect();
        rows.sort_unstable();
        rows
    }

    fn ids(&self) -> Vec<String> {
        self.rows().into_iter().map(|(id, _)| id).collect()
    }

    /// What the party is shown beside the names before it gives its entropy.
    pub fn code(&self) -> Option<Digest> {
        stages::list_root(&self.ids())
            .ok()
            .map(|root| stages::list_code(&root))
    }

    /// The names that the key, this list and the party's entropy choose, in their order.
    ///
    /// # Errors
    /// [`BadList`].
    pub fn choose(&self, rule: &OnSiteDraw, party: &str) -> Result<Vec<String>, BadList> {
        let rows = self.rows();
        let drawn = rule.choose(&self.ids(), party)?;
        let name = |id: &String| rows.iter().find(|(known, _)| known == id);
        Ok(drawn
            .iter()
            .filter_map(name)
            .map(|(_, name)| (*name).to_owned())
            .collect())
    }
}

/// The entropy of dice as the party threw them, in hex; none for fewer than six or what is no die.
pub fn dice(thrown: &str) -> Option<String> {
    let digits: String = thrown.chars().filter(|c| !c.is_whitespace()).collect();
    let fits = (DICE_MIN..=64).contains(&digits.len()) && digits.bytes().all(|b| (b'1'..=b'6').contains(&b));
    fits.then(|| hex::encode(digits))
}

/// The entropy of a code that the party showed: 16 bytes as 32 hex digits, hyphens of a UUID left out.
pub fn shown_code(text: &str) -> Option<String> {
    let digits: String = text.trim().chars().filter(|c| *c != '-').collect();
    let bytes = hex::decode(digits.to_ascii_lowercase()).ok()?;
    (bytes.len() == 16).then(|| hex::encode(bytes))
}

/// The dice behind an entropy, for reading; none when it was a code.
pub fn thrown(party: &str) -> Option<String> {
    let bytes = hex::decode(party).ok()?;
    let digits = String::from_utf8(bytes).ok()?;
    (dice(&digits).as_deref() == Some(party)).then_some(digits)
}

/// A drawing for the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawingView {
    /// Key in the document.
    pub key: String,
    /// The party's entropy in hex.
    pub party: String,
    /// What was drawn, by position.
    pub drawn: Vec<String>,
    /// Who and when.
    pub stamp: Stamp,
}

/// A fixed list for the screen, with what was drawn from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// Key in the document.
    pub key: String,
    /// The list.
    pub fixed: FixedList,
    /// Who fixed it and when.
    pub stamp: Stamp,
    /// Drawings, in the order written. More than one only where two officers drew unaware of each other: all stand.
    pub drawings: Vec<DrawingView>,
}

impl ListView {
    /// Whether this thing was drawn from the list.
    pub fn drew(&self, name: &str) -> bool {
        self.drawings.iter().any(|d| d.drawn.iter().any(|n| n == name))
    }

    /// The log's leaf of a drawing from this list (`None`: nothing was drawn), as number `no` under this commitment.
    pub fn leaf(
        &self,
        rule: &OnSiteDraw,
        drawing: Option<&DrawingView>,
        commit: u64,
        no: u64,
    ) -> Option<LateLeaf> {
        let salt = self.fixed.salt_bytes()?;
        let id = |name: &String| stages::row_id(&salt, name);
        let reason = match self.fixed.why.is_empty() {
            true => stages::UNAWARE.to_owned(),
            false => stages::why_id(&salt, &self.fixed.why),
        };
        Some(LateLeaf {
            commit,
            stage: rule.stage,
            of: rule.of.clone(),
            list: Some(rule.list.clone()),
            no,
            why: (no > 0).then_some(reason),
            rows: self.fixed.ids(),
            party: drawing.map(|d| d.party.clone()).unwrap_or_default(),
            drawn: drawing
                .map(|d| d.drawn.iter().map(id).collect())
                .unwrap_or_default(),
            salt: stages::leaf_salt(&salt),
        })
    }
}

#[cfg(test)]
mod tests;
