//! The pack: one regulation as typed rules, each with its article.
//!
//! A pack is data. Code asks a pack what it says and never knows which regime it holds. Where a regulation is
//! silent its list here is empty, and nobody may fill it but an overlay whose layer is shown beside the rule.

pub mod after;
pub mod event;
pub mod gap;
pub mod limits;
pub mod onsite;
pub mod people;
pub mod plan;
pub mod risk;

use crate::id::{FormId, RegimeId};
use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::form::Form;
use crate::time::Date;
use after::{
    Archive, Clock, Correction, DatedClock, Handover, Objection, Platform, Promptly, Publication,
    Rectification, Redaction, Report, Statistic,
};
use gap::{Descending, Gap, InputDefault};
use limits::{Cap, Capacity, Cooldown, Coverage, Relief};
use onsite::{
    EvidenceLimit, EvidenceRequired, Method, Notice, OnlineCheck, OnsiteDraw, RecordForm, Remedy, Secrecy,
    Signature, Skip, SkipCondition, Step,
};
use people::{
    DrawRule, Eligibility, Joint, PostQuota, Recusal, Replacement, RoleLimit, SeatRule, Substitution,
    TeamSize, VisitApproval,
};
use plan::{CheckItem, Duty, Exclusion, ItemList, PlanRule, RosterFields, Stratum, Trigger};
use risk::{Accountability, Exemption, RiskChange, RiskLevel};
use serde::{Deserialize, Serialize};

/// Which pack said a rule, so that an overlay never looks like the regime.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Id of the pack that holds the rule.
    pub pack: String,
    /// Whose rule it is.
    pub layer: RuleSource,
}

/// One rule: what it says, where it stands, how binding it is, whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule<T> {
    /// Stable id, unique in the pack over all kinds.
    pub id: String,
    /// The article as the regulation numbers it; never empty.
    pub cite: String,
    /// How binding.
    #[serde(default)]
    pub strength: Strength,
    /// Further words read aloud beside the rule, for example how an unclear wording was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// In force from this day; absent = as the pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// In force through this day; absent = as the pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Gives way to the rules of its kind that the office chose from a parent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub yields: bool,
    /// Who says so.
    #[serde(default)]
    pub origin: Origin,
    /// What it says.
    #[serde(flatten)]
    pub what: T,
}

impl<T> Rule<T> {
    /// Whether the rule is in force on a day (its own dates; the pack's dates are the pack's).
    pub fn in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl<T: Clone> Rule<T> {
    /// The rule as a thin regime takes it over: its article names the regime it stands in.
    fn taken_over(&self, short: &str, kind: &str) -> Self {
        let mut taken = self.clone();
        // Other rules name clocks by their id; every other id may stand in the thin regime already.
        if !matches!(kind, "clock" | "dated_clock" | "promptly") {
            taken.id = format!("{}.{}", self.origin.pack.to_lowercase(), self.id);
        }
        if taken.origin.layer == RuleSource::Regime {
            taken.cite = format!("{short} {}", self.cite);
            taken.origin.layer = RuleSource::Inherited;
            taken.yields = false;
        }
        taken
    }
}

/// What every rule has, borrowed, whatever its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleHead<'a> {
    /// The kind: the table's name in the pack.
    pub kind: &'static str,
    /// Id of the rule.
    pub id: &'a str,
    /// Its article.
    pub cite: &'a str,
    /// How binding.
    pub strength: Strength,
    /// Whose rule.
    pub origin: &'a Origin,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $field:ident $key:literal $what:ty;)*) => {
        /// All rules of a pack, by kind, each list in the pack's order.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Rules {
            $($(#[$doc])* #[serde(skip_serializing_if = "Vec::is_empty")] pub $field: Vec<Rule<$what>>,)*
        }

        /// Every kind of rule the pack language knows: the names of its tables.
        pub const KINDS: &[&str] = &[$($key),*];

        impl Rules {
            /// What every rule has, kind by kind in the order of [`KINDS`].
            pub fn heads(&self) -> Vec<RuleHead<'_>> {
                let mut heads = Vec::new();
                $(heads.extend(self.$field.iter().map(|r| RuleHead {
                    kind: $key, id: &r.id, cite: &r.cite, strength: r.strength, origin: &r.origin,
                }));)*
                heads
            }

            /// The rules of this kind that give way to a parent are taken away.
            pub(crate) fn give_way(&mut self, kind: &str) {
                match kind { $($key => self.$field.retain(|r| !r.yields),)* _ => {} }
            }

            /// Whether every rule of this kind gives way to a parent (true for a kind without rules).
            pub(crate) fn all_yield(&self, kind: &str) -> bool {
                match kind { $($key => self.$field.iter().all(|r| r.yields),)* _ => false }
            }

            /// The rules of some kinds as another regime takes them over.
            pub(crate) fn taken_over(&self, short: &str, kinds: impl Fn(&str) -> bool) -> Self {
                let mut taken = Self::default();
                $(if kinds($key) { taken.$field = self.$field.iter().map(|r| r.taken_over(short, $key)).collect(); })*
                taken
            }

            /// Id and own dates of every rule.
            pub(crate) fn spans(&self) -> Vec<(&str, Option<Date>, Option<Date>)> {
                let mut spans = Vec::new();
                $(spans.extend(self.$field.iter().map(|r| (r.id.as_str(), r.from, r.until)));)*
                spans
            }

            /// Appends another pack's rules of the given kinds, keeping their origin.
            pub(crate) fn append(&mut self, other: &Self, kinds: impl Fn(&str) -> bool) {
                $(if kinds($key) { self.$field.extend(other.$field.iter().cloned()); })*
            }

            /// Whether the pack says nothing of this kind.
            pub fn is_silent(&self, kind: &str) -> bool {
                match kind { $($key => self.$field.is_empty(),)* _ => true }
            }

            /// Reads one table of a kind into its list; false = no such kind.
            pub(crate) fn read(&mut self, kind: &str, entry: crate::regime::parse::Entry<'_>) -> bool {
                match kind {
                    $($key => self.$field.extend(entry.rule::<$what>()),)*
                    _ => return false,
                }
                true
            }
        }
    };
}

kinds! {
    /// Duties of people that software only reminds of.
    duties "duty" Duty;
    /// Item-list rules: fields, keeper, publication.
    item_lists "item_list" ItemList;
    /// The items themselves.
    items "item" CheckItem;
    /// Roster fields.
    roster_fields "roster_fields" RosterFields;
    /// What starts a check, and whether it is drawn.
    triggers "trigger" Trigger;
    /// Subjects that are not in the pool.
    exclusions "exclusion" Exclusion;
    /// Plans: cycle, contents, approval.
    plans "plan" PlanRule;
    /// Required inputs the source lost or leaves open.
    gaps "gap" Gap;
    /// An overlay's proposals for gaps.
    inputs "input" InputDefault;
    /// Inputs that must not rise from one to the next.
    descending "descending" Descending;
    /// Strata and their sizes.
    strata "stratum" Stratum;
    /// Caps per subject.
    caps "cap" Cap;
    /// Relief of the trustworthy.
    reliefs "relief" Relief;
    /// Time between two checks.
    cooldowns "cooldown" Cooldown;
    /// Shares that random checks must reach.
    coverages "coverage" Coverage;
    /// Capacity formula.
    capacities "capacity" Capacity;
    /// Individual quotas by post.
    post_quotas "post_quota" PostQuota;
    /// How, when and by whom is drawn.
    draws "draw" DrawRule;
    /// Team size and roles.
    team_sizes "team" TeamSize;
    /// Further seats.
    seats "seat" SeatRule;
    /// Checks of several departments.
    joints "joint" Joint;
    /// Checks that need an approval.
    visit_approvals "visit_approval" VisitApproval;
    /// Who may hold which role.
    role_limits "role_limit" RoleLimit;
    /// Who may inspect.
    eligibility "eligibility" Eligibility;
    /// Recusal.
    recusals "recusal" Recusal;
    /// Replacing an inspector.
    substitutions "substitution" Substitution;
    /// Replacing a subject.
    replacements "replacement" Replacement;
    /// Telling the subject beforehand.
    notices "notice" Notice;
    /// Not telling.
    secrecies "secrecy" Secrecy;
    /// Methods of checking.
    methods "method" Method;
    /// Steps on site, in order.
    steps "step" Step;
    /// What is settled from registers before the visit.
    online_checks "online_check" OnlineCheck;
    /// Draws among things found on site.
    onsite_draws "onsite_draw" OnsiteDraw;
    /// Forms and documents.
    record_forms "record_form" RecordForm;
    /// Who signs, and what if not.
    signatures "signature" Signature;
    /// Lawful reasons not to inspect.
    skips "skip" Skip;
    /// What a skip needs beside its reason.
    skip_conditions "skip_condition" SkipCondition;
    /// What must not be photographed.
    evidence_limits "evidence_limit" EvidenceLimit;
    /// How the subject may seek redress, told when the record is closed.
    remedies "remedy" Remedy;
    /// Kinds of evidence a record must hold.
    evidence_required "evidence_required" EvidenceRequired;
    /// Clocks that start with an event.
    clocks "clock" Clock;
    /// Clocks of the calendar.
    dated_clocks "dated_clock" DatedClock;
    /// 及时: no number of days.
    promptly "promptly" Promptly;
    /// The inspection report.
    reports "report" Report;
    /// Publication.
    publications "publication" Publication;
    /// Redaction before publication.
    redactions "redaction" Redaction;
    /// Objections.
    objections "objection" Objection;
    /// Corrections after publication.
    corrections "correction" Correction;
    /// Rectification.
    rectifications "rectification" Rectification;
    /// Handing over.
    handovers "handover" Handover;
    /// Archive.
    archives "archive" Archive;
    /// Statistics.
    statistics "statistic" Statistic;
    /// External platforms.
    platforms "platform" Platform;
    /// Risk levels.
    risk_levels "risk_level" RiskLevel;
    /// How a level changes.
    risk_changes "risk_change" RiskChange;
    /// Failings that are sanctioned.
    accountability "accountability" Accountability;
    /// Cases without liability.
    exemptions "exemption" Exemption;
}

/// A defect of the source that must stay visible (a lost figure, broken numbering).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    /// What is wrong, for people.
    pub text: String,
    /// Where in the source.
    pub cite: String,
}

/// One regulation, complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regime {
    /// Stable id.
    pub id: RegimeId,
    /// Rises with every released change of the pack.
    pub version: u32,
    /// SHA-256 of the pack's files as text, lower-case hex: what an inspection pins.
    pub digest: String,
    /// Title as printed.
    pub title: String,
    /// Short name for lists and buttons.
    pub short: String,
    /// The body that issued it.
    pub issuer: String,
    /// Where it applies.
    pub region: String,
    /// Where its text stands (attachment, document number).
    pub source: String,
    /// Whose rules these are.
    #[serde(default)]
    pub layer: RuleSource,
    /// Date of the document, when the text has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Date>,
    /// In force from this day, when the text names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Date>,
    /// In force through this day, when a later rule ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// What the text says about coming into force, or that it is silent.
    pub effective_note: String,
    /// The parent pack, for thin regimes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<RegimeId>,
    /// Kinds of rules chosen from the parent; the parent is silent here about all others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inherit: Vec<String>,
    /// Kinds that an office may choose from a parent, because the text does not hold them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adopt: Vec<String>,
    /// For overlays: the regimes it may lie on; empty = any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlays: Vec<RegimeId>,
    /// Kinds the text is silent on, said out loud.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<String>,
    /// Defects of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<Defect>,
    /// The rules.
    pub rules: Rules,
    /// The forms of the pack.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<Form>,
}

impl Regime {
    /// The form with this id.
    pub fn form(&self, id: &FormId) -> Option<&Form> {
        self.forms.iter().find(|form| &form.id == id)
    }

    /// This regime with an overlay lying on it: its rules are added, each still saying whose it is.
    #[must_use]
    pub fn with_overlay(&self, overlay: &Self) -> Self {
        let mut joined = self.clone();
        joined.rules.append(&overlay.rules, |_| true);
        joined.forms.extend(overlay.forms.iter().cloned());
        joined.digest = super::parse::digest([self.digest.as_str(), overlay.digest.as_str()]);
        joined
    }
}
