//! What a regime lets an office change of a drawn result (更换、递补、对调), and on which reasons.
//!
//! Exists so that "replace" is no button that always works: where a text wants a new draw, naming somebody is not
//! offered; where it bars a change, it needs a reason or is refused. A silent regime forbids nothing.

use super::excerpt::{CitedText, Strength};
use super::pack::people::{
    Recusal, RecusalMethod, Replacement, ReplacementMode, Substitution, SubstitutionMode,
};
use super::pack::{Regime, Rule};
use super::read_aloud::guide::{one, told};
use serde::{Deserialize, Serialize};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The subject cannot be inspected: the next of the same order moves up (递补).
    Subject,
    /// An inspector cannot go: his seat is drawn again (重新抽取).
    Inspector,
    /// Seats set by hand: one person named (指派), or two who change places (对调). Not random.
    Hand,
}

/// Why something is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeWhy {
    /// 回避: bars an inspector from this subject only.
    Recusal,
    /// 因公差、休假、任务冲突等不能参加.
    Absent,
    /// 证件失效、岗位调整等不再具备资格.
    Unqualified,
    /// 无法检查, as the sealed record says; subjects only.
    NotInspectable,
    /// 抽取的对象有误, before anybody has gone there; subjects only.
    WrongSubject,
    /// 无法再次随机选派; acts by hand only.
    NoRedraw,
}

impl ChangeKind {
    /// Every kind, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Subject, Self::Inspector, Self::Hand];

    /// Its reasons where no text narrows them.
    pub fn reasons(self) -> &'static [ChangeWhy] {
        match self {
            Self::Subject => &[ChangeWhy::NotInspectable, ChangeWhy::WrongSubject],
            Self::Inspector => &[ChangeWhy::Recusal, ChangeWhy::Absent, ChangeWhy::Unqualified],
            Self::Hand => &[
                ChangeWhy::Recusal,
                ChangeWhy::Absent,
                ChangeWhy::Unqualified,
                ChangeWhy::NoRedraw,
            ],
        }
    }
}

impl ChangeWhy {
    /// The reason code of the leaf.
    pub fn code(self) -> &'static str {
        match self {
            Self::Recusal => "recusal",
            Self::Absent => "absent",
            Self::Unqualified => "unqualified",
            Self::NotInspectable => "not_inspectable",
            Self::WrongSubject => "wrong_subject",
            Self::NoRedraw => "no_redraw",
        }
    }
}

/// Whether and how one kind of change is open to an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRule {
    /// What.
    pub kind: ChangeKind,
    /// Reasons it may be asked for; empty = it may not.
    pub reasons: Vec<ChangeWhy>,
    /// Only two people changing places, nobody named; for acts by hand.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub swap_only: bool,
    /// What the text says, in its order; empty where it is silent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<CitedText>,
}

/// The rules on changes of a regime, one for each kind.
pub fn change_rules(regime: &Regime) -> [ChangeRule; 3] {
    [subject(regime), inspector(regime), hand(regime)]
}

fn subject(regime: &Regime) -> ChangeRule {
    let rules = &regime.rules.replacements;
    let barred = |r: &Rule<Replacement>| {
        r.strength == Strength::Must && matches!(r.what.mode, ReplacementMode::RecordSkip)
    };
    rule(ChangeKind::Subject, !rules.iter().any(barred), told(rules))
}

fn inspector(regime: &Regime) -> ChangeRule {
    let rules = &regime.rules.substitutions;
    rule(ChangeKind::Inspector, !rules.iter().any(is_barred), told(rules))
}

/// By hand: where the text has somebody chosen, people balance, or two change places; and where it is silent.
fn hand(regime: &Regime) -> ChangeRule {
    let (rules, recusals) = (&regime.rules.substitutions, &regime.rules.recusals);
    let knows =
        |method| move |r: &&Rule<Recusal>| r.what.methods.contains(&method) && r.strength != Strength::May;
    let chosen = rules
        .iter()
        .find(|r| r.what.mode == SubstitutionMode::ManualWithApproval);
    let balance = recusals.iter().find(knows(RecusalMethod::Balance));
    let swap = recusals.iter().find(knows(RecusalMethod::Swap));
    let mut found = rule(
        ChangeKind::Hand,
        true,
        told(rules).into_iter().chain(swap.or(balance).map(one)).collect(),
    );
    match (chosen, balance, swap) {
        _ if rules.iter().any(is_barred) => found.reasons = Vec::new(),
        (Some(chosen), _, _) if chosen.what.only_without_redraw => {
            found.reasons = vec![ChangeWhy::NoRedraw];
        }
        (Some(_), _, _) | (None, Some(_), _) => {}
        (None, None, Some(_)) => {
            found.reasons = vec![ChangeWhy::Recusal];
            found.swap_only = true;
        }
        (None, None, None) if rules.iter().any(is_drawn) => found.reasons = Vec::new(),
        (None, None, None) => {}
    }
    found
}

fn is_barred(rule: &Rule<Substitution>) -> bool {
    rule.strength == Strength::Must && rule.what.mode == SubstitutionMode::Barred
}

fn is_drawn(rule: &Rule<Substitution>) -> bool {
    matches!(
        rule.what.mode,
        SubstitutionMode::Random | SubstitutionMode::RandomWithApproval
    )
}

fn rule(kind: ChangeKind, open: bool, said: Vec<CitedText>) -> ChangeRule {
    let reasons = if open { kind.reasons().to_vec() } else { Vec::new() };
    ChangeRule {
        kind,
        reasons,
        swap_only: false,
        said,
    }
}
