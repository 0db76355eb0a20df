//! What a person can do to an inspection: one tap is one [`Edit`] is one Automerge change.

use super::act::Act;
use super::paper::Paper;
use super::signature::Signature;
use crate::evidence::Evidence;
use crate::id::{EvidenceId, ItemId};
use serde::{Deserialize, Serialize};

/// A text that merges by character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum TextField {
    /// The note of one item (问题描述, 合理缺项理由).
    ItemNote {
        /// Which item.
        item: ItemId,
    },
    /// The answer of a free-text item.
    ItemText {
        /// Which item.
        item: ItemId,
    },
    /// 检查情况: the officers' summary.
    Remarks,
    /// 被检查单位意见、陈述申辩: the subject's own words.
    SubjectWords,
    /// Explanation of why the visit could not take place.
    SkipNote,
}

impl TextField {
    /// The item whose words it is.
    pub fn item(&self) -> Option<&ItemId> {
        match self {
            Self::ItemNote { item } | Self::ItemText { item } => Some(item),
            Self::Remarks | Self::SubjectWords | Self::SkipNote => None,
        }
    }
}

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// An on-site step of the regime was done or not (`show_certificate`, `ask_recusal`, `read_back` …).
    Step {
        /// Step id of the regime excerpt.
        step: String,
        /// `done`, `declined`, `not_possible` or a value the step defines.
        outcome: String,
        /// Words that go with it.
        note: String,
    },
    /// Answers (or clears) an item; the stored value follows the item's `AnswerKind`.
    Answer {
        /// Which item.
        item: ItemId,
        /// Stored value, or none to clear.
        value: Option<String>,
    },
    /// Where an item was inspected (检查部位).
    Locate {
        /// Which item.
        item: ItemId,
        /// Location as typed.
        location: String,
    },
    /// Makes a text read `text`; only the differing characters are changed.
    SetText {
        /// Which text.
        target: TextField,
        /// The whole new text.
        text: String,
    },
    /// A person settles an item that two officers answered differently.
    Settle {
        /// Which item.
        item: ItemId,
        /// The value that stands.
        value: String,
    },
    /// Writes a paper of the visit, or writes it again before the seal.
    Paper {
        /// The whole paper.
        paper: Box<Paper>,
    },
    /// Adds a row to a repeated section (a room, a device).
    AddRow {
        /// Which section.
        section: String,
        /// Its name.
        name: String,
    },
    /// Strikes a row out; it stays in the document with the reason.
    StrikeRow {
        /// Which.
        row: String,
        /// Why.
        reason: String,
    },
    /// Fixes a list of things found on site, before the inspected party gives its entropy.
    FixList {
        /// Key of the package's list.
        list: String,
        /// What was found, in any order.
        names: Vec<String>,
        /// 16 random bytes in hex.
        salt: String,
        /// Why there is a further list; empty for the first.
        why: String,
    },
    /// Draws from a fixed list with the party's entropy.
    DrawList {
        /// Key of the fixed list in the document.
        fixed: String,
        /// The entropy in hex.
        party: String,
    },
    /// Adds evidence (its bytes are already durable on this tablet).
    Attach {
        /// The manifest.
        evidence: Evidence,
    },
    /// Sets aside a piece of evidence; it stays in the document and on disk, with the reason.
    Withdraw {
        /// Which.
        evidence: EvidenceId,
        /// Why.
        reason: String,
    },
    /// Declares that the subject cannot be inspected, for a lawful reason (不予检查 / 无法检查).
    Skip {
        /// Reason code of the regime excerpt.
        reason: String,
    },
    /// The second officer confirms the skip.
    ConfirmSkip,
    /// Takes the skip back before sealing.
    UndoSkip,
    /// Adds a signature.
    Sign {
        /// The signature.
        signature: Signature,
    },
    /// The subject refuses to sign (拒签).
    Refuse {
        /// Why, in words.
        reason: String,
        /// Why there is no witness, when there is none.
        no_witness: String,
    },
    /// Seals: freezes heads, evidence digests and signatures. Later edits are amendments or supplements.
    Seal {
        /// Evidence known but absent on this tablet, heads known to differ and why, in words; empty = none.
        exceptions: String,
    },
    /// Opens an amendment (更正, 退回补正) of a sealed record.
    Amend {
        /// Why.
        reason: String,
    },
    /// The officers settle a supplement (补充记录) that arrived after the seal.
    SettleSupplement {
        /// Supplement id of the view.
        supplement: String,
        /// `adopted` or `kept_apart`.
        outcome: String,
    },
    /// Records what was done with the sealed record (签封后事项).
    Act {
        /// What was done.
        act: Act,
    },
}

impl Edit {
    /// The item it answers or describes. Evidence about an item leaves what is said of the item as it is.
    pub fn item(&self) -> Option<&ItemId> {
        match self {
            Self::Answer { item, .. } | Self::Locate { item, .. } | Self::Settle { item, .. } => Some(item),
            Self::SetText { target, .. } => target.item(),
            Self::Step { .. }
            | Self::Paper { .. }
            | Self::AddRow { .. }
            | Self::StrikeRow { .. }
            | Self::FixList { .. }
            | Self::DrawList { .. }
            | Self::Attach { .. }
            | Self::Withdraw { .. }
            | Self::Skip { .. }
            | Self::ConfirmSkip
            | Self::UndoSkip
            | Self::Sign { .. }
            | Self::Refuse { .. }
            | Self::Seal { .. }
            | Self::Amend { .. }
            | Self::SettleSupplement { .. }
            | Self::Act { .. } => None,
        }
    }
}
