//! Papers beside the record (文书): an interview, a sampling voucher, an order to put things right.
//!
//! Exists because some acts of a visit have a sheet of their own, with its own number, and are part of the record all the
//! same: read back, signed and sealed with it. Invariants: a number is made from the inspection's own and from who wrote
//! where, so that two tablets without a network never give the same one; what an interviewed person signed is bound to
//! the words that stood above the line, so a later change takes the signature off.

#[cfg(test)]
mod tests;

use super::signature::{Stroke, is_blank};
use super::view::Stamp;
use crate::id::{DeviceId, InspectionId};
use crate::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 询问笔录: questions and answers; the interviewed person signs it (R09 第十六条: 调查询问).
    Interview,
    /// 抽样凭证: what was taken along and how much (R09 第十六条: 取样监测).
    Sampling,
    /// 责令改正通知书: what is to be put right and by when (R02 第九条（六）).
    Order,
}

impl PaperKind {
    /// All, in the order offered.
    pub const ALL: [Self; 3] = [Self::Interview, Self::Sampling, Self::Order];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::Sampling => "sampling",
            Self::Order => "order",
        }
    }

    /// The letter in its number.
    const fn letter(self) -> char {
        match self {
            Self::Interview => 'I',
            Self::Sampling => 'S',
            Self::Order => 'O',
        }
    }

    /// Somebody signs this sheet by itself, apart from the record's signatures.
    pub const fn signed_apart(self) -> bool {
        matches!(self, Self::Interview)
    }
}

/// One line of a paper: question and answer, sample and quantity, problem and what is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRow {
    /// The question, the sample with its kind and lot, the problem.
    pub what: String,
    /// The answer, quantity and unit, what is to be done.
    pub says: String,
}

/// The signature under a paper of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperSigned {
    /// SHA-256 (hex) of [`Paper::text`] as it was shown.
    pub shown_sha256: String,
    /// The strokes.
    pub strokes: Vec<Stroke>,
    /// Device clock when the signer confirmed.
    pub at: Timestamp,
}

/// A paper as the record carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What it is.
    pub kind: PaperKind,
    /// Its number: see [`number`].
    pub number: String,
    /// Who was interviewed, was there when samples were taken, is ordered; a name.
    pub person: String,
    /// Position, or relation to the subject.
    #[serde(default)]
    pub position: String,
    /// Where it was written.
    #[serde(default)]
    pub place: String,
    /// Since when, until when (`2026-11-20T09:30` in China); empty = not stated.
    #[serde(default)]
    pub from: String,
    /// Until when.
    #[serde(default)]
    pub to: String,
    /// Until when it is to be put right (`2026-12-20`); of an order only.
    #[serde(default)]
    pub deadline: String,
    /// On what it rests (依据), for an order.
    #[serde(default)]
    pub basis: String,
    /// Its lines.
    pub rows: Vec<PaperRow>,
    /// Why it does not count any more (作废); empty = it stands.
    #[serde(default)]
    pub void: String,
    /// The interviewed person's signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<PaperSigned>,
    /// Why whoever should sign has not (拒签); left out while empty, so what was signed before this was known still is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unsigned: String,
}

/// A paper and who wrote it last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperView {
    /// The paper.
    pub paper: Paper,
    /// Who and when.
    pub stamp: Stamp,
    /// Two or more *different* wordings written concurrently, the one above among them: a person picks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<PaperView>,
}

/// Digits of the tablet at the end of a number.
const TABLET_DIGITS: usize = 4;

/// The number of a paper: the inspection's, a letter and a count for its kind, the writer's place in the team, and four
/// digits of his tablet. `t2026-001-001-O1-27F3A`.
pub fn number(
    inspection: &InspectionId,
    kind: PaperKind,
    count: usize,
    member: usize,
    device: &DeviceId,
) -> String {
    let tablet = hex::encode_upper(&Sha256::digest(device.as_str())[..TABLET_DIGITS / 2]);
    format!("{inspection}-{}{count}-{member}{tablet}", kind.letter())
}

/// Longest short text of a paper, in characters.
const CHARS_MAX: usize = 2_000;
/// Most lines of a paper.
const ROWS_MAX: usize = 100;
/// Most points of a signature, as of the record's own.
const POINTS_MAX: usize = 20_000;

/// What is missing or wrong; stable codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperWrong {
    /// It does not say with whom.
    #[error("no person")]
    Person,
    /// No line, or half of one is empty.
    #[error("lines")]
    Rows,
    /// An order without a day by which, a day that is none, or another paper with one.
    #[error("deadline")]
    Deadline,
    /// An order whose day was over before the visit.
    #[error("deadline before the visit")]
    Past,
    /// A time that is none, an end without a begin or before it.
    #[error("time")]
    Time,
    /// Nobody signed what is signed apart, and it is not said why.
    #[error("unsigned")]
    Unsigned,
    /// Too long.
    #[error("too long")]
    TooLong,
    /// The signature is blank, or of other words.
    #[error("signature")]
    Signature,
    /// A number of another inspection or kind.
    #[error("number")]
    Number,
}

impl Paper {
    /// An empty paper.
    pub fn new(kind: PaperKind, number: String) -> Self {
        Self {
            kind,
            number,
            person: String::new(),
            position: String::new(),
            place: String::new(),
            from: String::new(),
            to: String::new(),
            deadline: String::new(),
            basis: String::new(),
            rows: vec![PaperRow::default()],
            void: String::new(),
            signed: None,
            unsigned: String::new(),
        }
    }

    /// Place in the team, from 1, of who wrote it, as its number says; none where it names nobody.
    pub fn writer(&self) -> Option<usize> {
        let (_, last) = self.number.rsplit_once('-')?;
        let place = last.get(..last.len().checked_sub(TABLET_DIGITS)?)?;
        place.parse().ok().filter(|place| *place > 0)
    }

    /// Everything it says but the signature, one line each: what its signer was shown.
    pub fn text(&self) -> String {
        let bare = Self {
            signed: None,
            ..self.clone()
        };
        let json = serde_json::to_string(&bare).expect("strings are always JSON");
        format!("suicha paper v1\n{json}")
    }

    /// SHA-256 (hex) of [`Self::text`].
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(self.text()))
    }

    /// Whether it may stand in the record of this inspection, finished or not: what is typed is kept as it is typed.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, inspection: &InspectionId) -> Result<(), PaperWrong> {
        let own = format!("{inspection}-{}", self.kind.letter());
        let rest = self.number.strip_prefix(&own).ok_or(PaperWrong::Number)?;
        if rest.len() > 16 || !rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(PaperWrong::Number);
        }
        let short = [
            &self.person,
            &self.position,
            &self.place,
            &self.basis,
            &self.void,
            &self.unsigned,
        ];
        let cells = self.rows.iter().flat_map(|row| [&row.what, &row.says]);
        let long = |text: &&String| text.chars().count() > CHARS_MAX;
        if self.rows.len() > ROWS_MAX || short.into_iter().chain(cells).any(|text| long(&text)) {
            return Err(PaperWrong::TooLong);
        }
        let is_day = self.deadline.parse::<Date>().is_ok();
        if !self.deadline.is_empty() && (!is_day || self.kind != PaperKind::Order) {
            return Err(PaperWrong::Deadline);
        }
        self.times()?;
        self.check_signed()
    }

    /// Whether everything is there that must be before the seal, of a visit on this day if it is known; one that does not count any
    /// more needs nothing. What contradicts itself is kept as it is typed, so its order is looked at here.
    ///
    /// # Errors
    /// The first thing that is missing.
    pub fn complete(&self, visited: Option<Date>) -> Result<(), PaperWrong> {
        if !self.void.trim().is_empty() {
            return Ok(());
        }
        if self.person.trim().is_empty() {
            return Err(PaperWrong::Person);
        }
        let half = |row: &PaperRow| row.what.trim().is_empty() || row.says.trim().is_empty();
        if self.rows.is_empty() || self.rows.iter().any(half) {
            return Err(PaperWrong::Rows);
        }
        match self.times()? {
            (Some(from), Some(to)) if to < from => return Err(PaperWrong::Time),
            (None, Some(_)) => return Err(PaperWrong::Time),
            (Some(_) | None, _) => {}
        }
        if self.kind == PaperKind::Order {
            match self.deadline.parse::<Date>() {
                Err(_) => return Err(PaperWrong::Deadline),
                Ok(day) if visited.is_some_and(|visited| day < visited) => return Err(PaperWrong::Past),
                Ok(_) => {}
            }
        }
        if self.kind.signed_apart() && self.signed.is_none() && self.unsigned.trim().is_empty() {
            return Err(PaperWrong::Unsigned);
        }
        Ok(())
    }

    /// Since when and until when.
    fn times(&self) -> Result<(Option<Timestamp>, Option<Timestamp>), PaperWrong> {
        let time = |text: &str| match text {
            "" => Ok(None),
            text => Timestamp::of_china(text).map(Some).ok_or(PaperWrong::Time),
        };
        Ok((time(&self.from)?, time(&self.to)?))
    }

    fn check_signed(&self) -> Result<(), PaperWrong> {
        let Some(signed) = &self.signed else {
            return Ok(());
        };
        let points: usize = signed.strokes.iter().map(|s| s.points.len()).sum();
        let fits = self.kind.signed_apart()
            && signed.shown_sha256 == self.sha256()
            && points <= POINTS_MAX
            && !is_blank(&signed.strokes);
        fits.then_some(()).ok_or(PaperWrong::Signature)
    }
}
