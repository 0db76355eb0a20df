//! One sentence a rule: how each kind is said aloud.

mod after;
mod limits;
mod people;
mod plan;
mod visit;

use crate::id::CheckItemId;
use crate::regime::pack::Rules;
use crate::regime::pack::gap::InputIs;
use crate::regime::pack::plan::{Period, Phase};
use crate::regime::when::Condition;

/// A rule that can be said.
pub(in crate::regime) trait Say {
    /// The sentence without article, strength and owner; may be empty when the note says it all.
    fn say(&self) -> String;
}

/// The lines of a kind.
pub(super) fn lines(rules: &Rules, kind: &str) -> Vec<String> {
    macro_rules! say {
        ($($key:literal => $field:ident),* $(,)?) => {
            match kind {
                $($key => rules.$field.iter().map(super::rule_line).collect(),)*
                _ => Vec::new(),
            }
        };
    }
    say! {
        "duty" => duties, "item_list" => item_lists, "item" => items, "roster_fields" => roster_fields,
        "trigger" => triggers, "exclusion" => exclusions, "plan" => plans, "gap" => gaps, "input" => inputs,
        "descending" => descending, "stratum" => strata, "cap" => caps, "relief" => reliefs,
        "capacity" => capacities, "cooldown" => cooldowns, "coverage" => coverages, "joint" => joints,
        "visit_approval" => visit_approvals, "evidence_required" => evidence_required, "post_quota" => post_quotas, "draw" => draws, "team" => team_sizes,
        "seat" => seats, "role_limit" => role_limits, "eligibility" => eligibility, "recusal" => recusals,
        "substitution" => substitutions, "replacement" => replacements, "notice" => notices,
        "secrecy" => secrecies, "method" => methods, "step" => steps, "online_check" => online_checks, "onsite_draw" => onsite_draws, "record_form" => record_forms,
        "signature" => signatures, "skip" => skips, "skip_condition" => skip_conditions,
        "evidence_limit" => evidence_limits, "remedy" => remedies, "clock" => clocks, "dated_clock" => dated_clocks,
        "promptly" => promptly, "report" => reports, "publication" => publications,
        "redaction" => redactions, "objection" => objections, "correction" => corrections,
        "rectification" => rectifications, "handover" => handovers, "archive" => archives,
        "statistic" => statistics, "platform" => platforms, "risk_level" => risk_levels,
        "risk_change" => risk_changes, "accountability" => accountability, "exemption" => exemptions,
    }
}

/// The name a chapter uses for a phase.
pub(super) fn phase_code(phase: Phase) -> &'static str {
    match phase {
        Phase::Scope => "scope",
        Phase::Items => "items",
        Phase::Roster => "roster",
        Phase::Plan => "plan",
        Phase::Draw => "draw",
        Phase::Onsite => "onsite",
        Phase::After => "after",
        Phase::Credit => "credit",
    }
}

fn period(period: Period) -> &'static str {
    match period {
        Period::Month => "每月",
        Period::Quarter => "每季度",
        Period::Year => "每年",
        Period::Round => "本轮",
    }
}

/// `，标签为“人员密集场所”` for each condition.
fn conditions(conditions: &[Condition]) -> String {
    conditions.iter().map(condition).collect::<Vec<_>>().join("，且")
}

fn condition(condition: &Condition) -> String {
    let field = match condition.field.as_str() {
        "class" => "类别",
        "risk" => "风险等级",
        "industry" => "行业（单位类型）",
        "district" => "区域",
        "status" => "状态",
        "tag" => "标签",
        other => other.strip_prefix("extra:").unwrap_or(other),
    };
    let words = |values: &[String]| values.iter().map(|v| value(v)).collect::<Vec<_>>().join("、");
    let mut said = String::from(field);
    if !condition.one_of.is_empty() {
        said.push_str(&format!("为{}", words(&condition.one_of)));
    }
    if !condition.not_in.is_empty() {
        said.push_str(&format!("不为{}", words(&condition.not_in)));
    }
    if let Some(least) = &condition.at_least {
        said.push_str(&format!("不小于 {least}"));
    }
    if let Some(below) = &condition.below {
        said.push_str(&format!("小于 {below}"));
    }
    said
}

/// Roster codes in words.
fn value(code: &str) -> &str {
    match code {
        "key" => "重点单位",
        "general" => "一般单位",
        "nine_small" => "九小场所",
        "red" => "重大风险（红）",
        "yellow" => "较大风险（黄）",
        "blue" => "一般风险（蓝）",
        "green" => "低风险（绿）",
        other => other,
    }
}

/// `A：b、c` with nothing where there is nothing.
fn listed(head: &str, list: &[String]) -> String {
    match (head.is_empty(), list.is_empty()) {
        (_, true) => head.to_owned(),
        (true, false) => list.join("、"),
        (false, false) => format!("{head}：{}", list.join("、")),
    }
}

/// A name that only the whole pack knows, filled in by [`super::named`]: `input`, `item`, `form`, `clock`,
/// `stratum`, `skip`.
fn key(what: &str, key: &str) -> String {
    format!("{OPEN}{what}:{key}{SHUT}")
}

/// Private-use characters: no regulation holds them.
pub(super) const OPEN: char = '\u{e000}';
/// The end of a key.
pub(super) const SHUT: char = '\u{e001}';

/// `仅限事项：…` for rules that concern some items only.
fn only_items(items: &[CheckItemId]) -> String {
    let names: Vec<_> = items.iter().map(|i| key("item", i.as_str())).collect();
    with("仅限事项：", &names.join("、"))
}

/// `仅限对象：…` for rules that concern some subjects only.
fn only_when(list: &[Condition]) -> String {
    with("仅限对象：", &conditions(list))
}

/// A share as people write it: percent, permille, or the fraction itself.
fn share(num: u32, den: u32) -> String {
    let whole = |scale: u32| (den > 0 && (num * scale).is_multiple_of(den)).then(|| num * scale / den);
    match (whole(100), whole(1000)) {
        (Some(percent), _) => format!("{percent}%"),
        (None, Some(permille)) => format!("{permille}‰"),
        (None, None) => format!("{num}/{den}"),
    }
}

/// `（仅限“…”填…时）` for what another input decides.
fn only_if(condition: Option<&InputIs>) -> String {
    condition.map_or_else(String::new, |c| {
        let values: Vec<_> =
            c.is.iter()
                .map(|v| key("value", &format!("{}/{v}", c.input)))
                .collect();
        format!("（“{}”填“{}”时）", key("input", &c.input), values.join("、"))
    })
}

/// Parts joined by `；`, empty ones left out.
fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    parts.join("；").trim_end_matches('。').to_owned()
}

/// The text when the fact holds.
fn when(fact: bool, text: &str) -> String {
    if fact { text.to_owned() } else { String::new() }
}

/// `head` + text, or nothing.
fn with(head: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{head}{}", text.trim_end_matches('。'))
    }
}
