//! What a tablet must know of a regime: an excerpt of the pack, inside the signed package.
//!
//! A contract between the pack (which fills it) and the tablet (which carries it out). Office rules
//! (本单位规定) are marked as such and never look like the regime's own.

use crate::evidence::EvidenceKind;
use crate::id::RegimeId;
use serde::{Deserialize, Serialize};

/// Whose rule it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSource {
    /// The regime itself.
    #[default]
    Regime,
    /// The office's own overlay (本单位规定).
    Office,
    /// General law or later national practice, from a dated overlay.
    Practice,
    /// Another regime, chosen by the office as the parent of a thin one (沿用).
    Inherited,
}

/// How strict a rule is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// 应当、必须、不得: blocks.
    #[default]
    Must,
    /// 原则上: warns and asks for a reason.
    Principle,
    /// 可以: offered.
    May,
}

/// A step on site, in order (亮证, 询问回避, 告知, 读阅, 反馈 …).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteStep {
    /// Stable id: `show_certificate`, `ask_recusal`, `pre_meeting`, `recorder_on`, `feedback`, `read_back`, …
    pub id: String,
    /// What the officers do, in one sentence.
    pub label: String,
    /// When: `before` the checklist or `after` it.
    pub phase: SitePhase,
    /// Strictness.
    pub strength: Strength,
    /// Article.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub source: RuleSource,
}

impl SiteStep {
    /// Somebody other than the officers takes part in it and may decline. Showing a certificate is theirs alone.
    pub fn may_be_declined(&self) -> bool {
        !OFFICERS_ALONE.contains(&self.id.as_str())
    }
}

/// Steps that need nobody but the officers.
const OFFICERS_ALONE: [&str; 4] = ["designate_head", "show_certificate", "pre_meeting", "recorder_on"];

impl RegimeExcerpt {
    /// The steps that are ticked. Signing is none of them where a signature is asked for: the signature says so itself,
    /// and a tick beside it would claim one that is not there, or change what was just signed.
    pub fn asked_steps(&self) -> impl Iterator<Item = &SiteStep> {
        let signed = self.signatures.subject_signs;
        self.steps.iter().filter(move |step| !(signed && step.id == SIGN))
    }
}

/// The step that a signature is.
const SIGN: &str = "sign";

/// When a step is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SitePhase {
    /// Before the checklist.
    Before,
    /// After the checklist, before or at signing.
    After,
}

/// A lawful reason why a subject is not inspected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkipReason {
    /// Stable code: `moved`, `closed`, `wrong_jurisdiction`, `wrong_data`, `other`.
    pub code: String,
    /// As the text says it.
    pub label: String,
    /// Article.
    pub cite: String,
    /// Least number of photos.
    pub photos_min: u32,
    /// Needs words (other objective cause).
    pub needs_note: bool,
    /// Whose rule the reason is; in packages from before [`Self::demands`], whose the evidence is.
    #[serde(default)]
    pub source: RuleSource,
    /// What other rules ask for beside the reason, each with its article and its owner. Empty in packages from before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<SkipDemand>,
    /// Who approves that the subject is not inspected, in the rule's words; empty = the rules ask for nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver: String,
    /// Article of the approval; empty where nobody approves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver_cite: String,
}

/// What a rule asks for beside the reason why a subject is not inspected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkipDemand {
    /// Least number of photos.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub photos_min: u32,
    /// Words.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub note: bool,
    /// Where the tablet was, or why nobody knows.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub place: bool,
    /// A second officer confirms.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub second_officer: bool,
    /// Article or office rule; empty = not known any more.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub source: RuleSource,
}

impl SkipReason {
    /// What is asked for beside the reason, rule by rule. A package from before the rules were kept apart has their sum,
    /// and the second officer was asked for without being named.
    pub fn asked(&self) -> Vec<SkipDemand> {
        if self.demands.is_empty() && (self.photos_min > 0 || !self.approver.is_empty()) {
            return vec![SkipDemand {
                photos_min: self.photos_min,
                note: self.needs_note,
                place: false,
                second_officer: true,
                cite: self.approver_cite.clone(),
                source: self.source,
            }];
        }
        let own = SkipDemand {
            note: true,
            cite: self.cite.clone(),
            source: self.source,
            ..SkipDemand::default()
        };
        let named = self.demands.iter().any(|d| d.note);
        let own = (self.needs_note && !named).then_some(own);
        own.into_iter().chain(self.demands.iter().cloned()).collect()
    }
}

/// Who signs and how a refusal is handled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureRule {
    /// Officers that must sign.
    pub officers_min: u32,
    /// Article of the officers' signature; empty = the regime is silent, and general practice applies.
    pub officers_cite: String,
    /// The subject signs.
    pub subject_signs: bool,
    /// The subject also seals (盖章).
    pub subject_seals: bool,
    /// Article; empty = silent.
    pub subject_cite: String,
    /// What happens on refusal, in one sentence.
    pub refusal: String,
    /// Article; empty = silent.
    pub refusal_cite: String,
    /// A witness is asked at refusal.
    pub witness_at_refusal: bool,
    /// Whose rule the witness is.
    #[serde(default)]
    pub witness_source: RuleSource,
    /// Article or office rule number; empty = silent.
    pub witness_cite: String,
    /// Article of the rule that every page of the record is signed (逐页签名); none = one signature at the end does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub every_page_cite: String,
}

/// A kind of evidence that the record must hold; sealing without it needs a stated reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceWanted {
    /// The kind.
    pub kind: EvidenceKind,
    /// Strictness.
    pub strength: Strength,
    /// Article.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub source: RuleSource,
}

/// A sentence with its article, shown where it matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedText {
    /// The sentence.
    pub text: String,
    /// Article.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub source: RuleSource,
}

/// A paper of its own that the text asks for on some visits (询问、抽样、责令改正).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperWanted {
    /// Stable code: `interview`, `sampling`, `order`.
    pub code: String,
    /// What the text says of it.
    pub text: String,
    /// Article.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub source: RuleSource,
}

/// What is settled from registers before the visit and not asked again on site (网络检查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlineWanted {
    /// Where it is looked up, as printed.
    pub means: Vec<String>,
    /// What the text says.
    pub text: String,
    /// Article.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub source: RuleSource,
}

/// The excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegimeExcerpt {
    /// Regime.
    pub id: RegimeId,
    /// SHA-256 (hex) of the pack's canonical bytes, overlays included.
    pub pack_sha256: String,
    /// Title.
    pub title: String,
    /// Issuer.
    pub issuer: String,
    /// Steps on site, in order.
    pub steps: Vec<SiteStep>,
    /// Skip reasons, in the text's order; empty = the regime names none.
    pub skip_reasons: Vec<SkipReason>,
    /// Kinds of evidence the record must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceWanted>,
    /// Signatures.
    pub signatures: SignatureRule,
    /// Photos are forbidden (涉密场所): text only.
    pub camera_forbidden: Option<CitedText>,
    /// Notice to the subject, or the duty of secrecy before the visit.
    pub notice: Vec<CitedText>,
    /// What the officers should know on site: no added items, whole-process recording, route order …
    pub site_rules: Vec<CitedText>,
    /// This subject is visited before the others of the day, and by which rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_first: Option<CitedText>,
    /// What becomes public, in one sentence each.
    pub publication: Vec<CitedText>,
    /// What may be settled online; none = everything is asked on site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<OnlineWanted>,
    /// Papers that the text names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<PaperWanted>,
    /// Several departments make this visit together, each with its own result (联合检查).
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub joint: bool,
    /// How the subject may seek redress, told after the seal (救济途径).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<CitedText>,
}
