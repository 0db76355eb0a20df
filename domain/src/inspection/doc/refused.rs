//! Why an edit is not possible: stable codes, worded at the screen.

use serde::Serialize;

/// Why an edit is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum EditRefused {
    /// The record is sealed: amend it first.
    #[error("the record is sealed")]
    Sealed,
    /// Nothing is sealed yet.
    #[error("nothing is sealed yet")]
    NotSealed,
    /// The author is not in the drawn team.
    #[error("the author is not in the team")]
    NotInTeam,
    /// No form of the package has this item.
    #[error("no form has this item")]
    UnknownItem,
    /// The regime excerpt has no such step.
    #[error("no such step")]
    UnknownStep,
    /// The regime excerpt has no such skip reason.
    #[error("no such reason")]
    UnknownReason,
    /// The document has no such evidence.
    #[error("no such evidence")]
    UnknownEvidence,
    /// The document has no such supplement.
    #[error("no such supplement")]
    UnknownSupplement,
    /// The value is not one that the item's kind allows.
    #[error("the value does not fit the item")]
    WrongValue,
    /// The office settled the item online: it is not answered on site.
    #[error("settled online")]
    SettledOnline,
    /// Two officers answered differently: settle it, do not answer over it.
    #[error("two different answers stand: settle them")]
    OpenConflict,
    /// There are no two different answers.
    #[error("there is nothing to settle")]
    NothingToSettle,
    /// This evidence id is taken.
    #[error("this evidence id is taken")]
    DuplicateEvidence,
    /// Photos are forbidden at this subject.
    #[error("photos are forbidden here")]
    CameraForbidden,
    /// A signature without strokes or photo.
    #[error("the signature is empty")]
    EmptySignature,
    /// No such row, or no section to add one to.
    #[error("no such row")]
    UnknownRow,
    /// No such list, or another was fixed after it.
    #[error("no such list")]
    UnknownList,
    /// Something was drawn from this list already.
    #[error("drawn from this list already")]
    DrawnAlready,
    /// Somebody signs in another officer's name, or with a foreign device.
    #[error("the signature is not the author's to give")]
    ForeignSignature,
    /// Who was drawn for this inspection signs as what he is, not as one who lends a hand.
    #[error("this certificate is a drawn officer's")]
    DrawnOfficer,
    /// The second officer must be somebody else.
    #[error("the second officer must be somebody else")]
    SameOfficer,
    /// No skip is declared.
    #[error("no skip is declared")]
    NoSkip,
    /// Words are missing that the act needs.
    #[error("words are missing")]
    WordsMissing,
    /// The words are too long.
    #[error("the words are too long")]
    TooLong,
    /// Something still stands against sealing; `inspection::progress` says what.
    #[error("the record is not complete")]
    Incomplete,
    /// The office has approved or published: no more amendments.
    #[error("the office has closed this record")]
    Closed,
    /// This tablet does not hold the inspection, or not its package.
    #[error("not on this tablet")]
    NotHere,
    /// The package belongs to another inspection.
    #[error("the package belongs to another inspection")]
    WrongPackage,
    /// The document cannot be written (its own bytes are damaged).
    #[error("the document cannot be written")]
    Damaged,
}

impl EditRefused {
    /// Stable code: `edit.` and the name in snake case, as serde writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sealed => "edit.sealed",
            Self::NotSealed => "edit.not_sealed",
            Self::NotInTeam => "edit.not_in_team",
            Self::UnknownItem => "edit.unknown_item",
            Self::UnknownStep => "edit.unknown_step",
            Self::UnknownReason => "edit.unknown_reason",
            Self::UnknownEvidence => "edit.unknown_evidence",
            Self::UnknownSupplement => "edit.unknown_supplement",
            Self::WrongValue => "edit.wrong_value",
            Self::SettledOnline => "edit.settled_online",
            Self::OpenConflict => "edit.open_conflict",
            Self::NothingToSettle => "edit.nothing_to_settle",
            Self::DuplicateEvidence => "edit.duplicate_evidence",
            Self::CameraForbidden => "edit.camera_forbidden",
            Self::EmptySignature => "edit.empty_signature",
            Self::UnknownRow => "edit.unknown_row",
            Self::UnknownList => "edit.unknown_list",
            Self::DrawnAlready => "edit.drawn_already",
            Self::ForeignSignature => "edit.foreign_signature",
            Self::DrawnOfficer => "edit.drawn_officer",
            Self::SameOfficer => "edit.same_officer",
            Self::NoSkip => "edit.no_skip",
            Self::WordsMissing => "edit.words_missing",
            Self::TooLong => "edit.too_long",
            Self::Incomplete => "edit.incomplete",
            Self::Closed => "edit.closed",
            Self::NotHere => "edit.not_here",
            Self::WrongPackage => "edit.wrong_package",
            Self::Damaged => "edit.damaged",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EditRefused;

    // What the tablet looks a sentence up by is what the server writes into its answers.
    #[test]
    fn a_code_is_the_name_on_the_wire() {
        for why in [
            EditRefused::Sealed,
            EditRefused::TooLong,
            EditRefused::NotInTeam,
            EditRefused::DrawnOfficer,
            EditRefused::UnknownSupplement,
        ] {
            let wire = serde_json::to_value(why).unwrap();
            assert_eq!(why.code(), format!("edit.{}", wire.as_str().unwrap()));
        }
    }
}
