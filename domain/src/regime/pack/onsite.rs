//! Rules about the visit: notice, steps, forms, signatures, lawful skips.

use crate::evidence::EvidenceKind;
use crate::id::{CheckItemId, FormId};
use crate::regime::excerpt::SitePhase;
use crate::regime::pack::plan::Sample;
use crate::regime::when::Condition;
use serde::{Deserialize, Serialize};

/// When a subject may learn that it was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// After the draw.
    AfterDraw,
    /// Before the visit.
    BeforeVisit,
    /// At the visit.
    AtVisit,
}

/// Telling the subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// When.
    pub timing: Timing,
    /// How it is told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// What is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub what: Vec<String>,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
    /// Does not hold for a visit marked unannounced.
    #[serde(default)]
    pub unless_unannounced: bool,
}

/// Keeping something from somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrecy {
    /// What: `subject_list`, `inspector_list`, `classified`, `privacy`, `roster_purpose`.
    pub what: SecretWhat,
    /// Until when.
    pub kept_until: SecretUntil,
    /// What the text says.
    pub text: String,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
}

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretWhat {
    /// Which subjects were drawn.
    SubjectList,
    /// Which inspectors were drawn.
    InspectorList,
    /// State secrets and classified material.
    Classified,
    /// Privacy and trade secrets.
    Privacy,
    /// Roster data may serve the random check only.
    RosterPurpose,
    /// The visit itself (unannounced).
    Visit,
}

/// Until when it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretUntil {
    /// The check.
    Check,
    /// The publication.
    Publication,
    /// For ever.
    Always,
}

/// A method of checking that the text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Stable code: `onsite`, `written`, `network`, `comparison`, `sampling`.
    pub code: String,
    /// Label as printed.
    pub label: String,
}

/// One step on site; the pack's order is the order on site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Stable name of what is done: one of [`STEP_ACTIONS`].
    pub action: String,
    /// Before or after the checklist.
    pub phase: SitePhase,
    /// Words for the officer.
    pub label: String,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
    /// Subjects it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
}

/// What steps on site do; the tablet has words and pictures for each.
pub const STEP_ACTIONS: &[&str] = &[
    "designate_head",
    "show_certificate",
    "ask_recusal",
    "pre_meeting",
    "recorder_on",
    "verify_materials",
    "sample",
    "feedback",
    "order_rectification",
    "read_back",
    "sign",
];

/// Registers are looked at before the visit (网络检查): what is settled there is not asked again on site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlineCheck {
    /// Where it is looked up, as printed.
    pub means: Vec<String>,
    /// What the text says.
    pub text: String,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
}

/// A draw inside the visit (现场抽取): the officers list what they find, and chance says what is looked at closely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnsiteDraw {
    /// Key of the list, `[A-Za-z0-9_]+`, unique in the pack.
    pub list: String,
    /// What is done, as printed.
    pub label: String,
    /// What the list names, for the officers (品名、批号).
    pub what: String,
    /// How many of the list are drawn.
    pub sample: Sample,
    /// The repeated section, of one of the pack's forms, that is answered for each thing drawn.
    pub section: String,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
}

/// Who fills a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilledBy {
    /// The inspectors.
    #[default]
    Inspectors,
    /// The subject, before or at the visit.
    Subject,
    /// The office.
    Office,
}

/// A form or document the text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordForm {
    /// Title as printed.
    pub title: String,
    /// The form in this pack; absent = the source holds no layout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<FormId>,
    /// Who fills it.
    #[serde(default)]
    pub filled_by: FilledBy,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
    /// Entries, for lists that are no forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<String>,
    /// Filled only when needed.
    #[serde(default)]
    pub when_needed: bool,
}

/// How the subject confirms the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectSigns {
    /// The text says nothing.
    #[default]
    Silent,
    /// Signs.
    Sign,
    /// Signs or seals.
    SignOrSeal,
    /// Signs and seals.
    SignAndSeal,
}

/// What the text says on a witness of a refusal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Witness {
    /// Nothing.
    #[default]
    Silent,
    /// May be invited.
    May,
    /// Must be invited.
    Must,
}

/// Who signs, and what happens at a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// How the subject confirms.
    #[serde(default)]
    pub subject: SubjectSigns,
    /// Inspectors sign.
    #[serde(default)]
    pub officers: bool,
    /// A refusal is noted on the record.
    #[serde(default)]
    pub refusal_note: bool,
    /// What happens at a refusal, in one sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refusal: String,
    /// A witness of the refusal.
    #[serde(default)]
    pub witness: Witness,
    /// Whoever signs, signs every page of the record (逐页签名).
    #[serde(default)]
    pub every_page: bool,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
}

/// A lawful reason not to inspect a drawn subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// Stable code.
    pub code: String,
    /// Reason as printed.
    pub label: String,
    /// The text lets it happen for any cause it does not list: words are needed.
    #[serde(default)]
    pub needs_note: bool,
}

/// What a skip needs beside its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkipCondition {
    /// Codes it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Least number of photographs.
    #[serde(default)]
    pub photos_min: u32,
    /// Further evidence asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<SkipEvidence>,
    /// A second officer confirms.
    #[serde(default)]
    pub second_officer: bool,
    /// Who approves; empty = nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver: String,
}

/// Evidence of a skip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipEvidence {
    /// A note.
    Note,
    /// Where the tablet was.
    Place,
}

/// What must not be photographed or copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceLimit {
    /// The camera stays off for these items; otherwise the text is shown as a warning.
    pub camera_forbidden: bool,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
    /// Words for the officer.
    pub text: String,
}

/// Kinds of evidence that the record of a visit must hold (全过程记录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRequired {
    /// Which kinds, at least one piece of each.
    pub kinds: Vec<EvidenceKind>,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
    /// What the text says.
    pub text: String,
}

/// How the subject may seek redress (救济途径): told to it when the record is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// What is told.
    pub text: String,
}
