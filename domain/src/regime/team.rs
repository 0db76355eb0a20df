//! Teams: how many inspectors, in which roles, who may hold them, and who may not inspect at all.

use crate::problem::Problem;
use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::inputs::{PlanInputs, input_is, whole};
use crate::regime::pack::people::{Eligibility, Joint, RoleLimit, TeamRole};
use crate::regime::pack::{Regime, Rule};
use crate::regime::principle::is_used;
use crate::roster::Inspector;
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// The team of one subject, as the regime and the plan's inputs make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRule {
    /// Officers of a team (not experts); at least the text's least size.
    pub officers: u32,
    /// Most officers, when the text limits them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officers_max: Option<u32>,
    /// One lead, the rest assisting.
    pub lead_and_assist: bool,
    /// Only certificate holders count.
    pub certificate_holders_only: bool,
    /// Article of the size.
    pub cite: String,
    /// The size is an input of the plan, not a figure of the text.
    pub from_input: bool,
}

/// One seat of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Its role.
    pub role: TeamRole,
    /// Qualification tag it needs; empty = none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub qualification: String,
    /// Department it is filled from (joint checks); empty = any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// Its article.
    pub cite: String,
}

/// Why an inspector may not inspect, or not in a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct Ineligible {
    /// Stable code, `inspector.…`.
    pub code: String,
    /// Article of the rule; empty when the roster itself says so (on leave, moved, no longer valid).
    pub cite: String,
    /// Whose rule.
    pub layer: RuleSource,
    /// The fact looked at: a date, a status, the missing qualification.
    pub fact: String,
}

/// The team rule with the plan's inputs.
///
/// # Errors
/// The problems that keep the size from being known: the regime is silent and no input gives it.
pub fn team_rule(regime: &Regime, inputs: &PlanInputs) -> Result<TeamRule, Vec<Problem>> {
    let Some(rule) = regime.rules.team_sizes.first() else {
        return Err(vec![Problem::error("team.size.silent", "team")]);
    };
    let entered = rule.what.input.as_ref().map(|name| (name, inputs.get(name)));
    let officers = match (&entered, rule.what.min) {
        (Some((_, Some(entered))), _) => whole(entered.value.trim()),
        (Some((name, None)), None) => {
            let missing = Problem::error("plan.input.missing", format!("inputs.{name}"));
            return Err(vec![missing.with("cite", &rule.cite)]);
        }
        (_, min) => min,
    };
    let least = rule
        .what
        .min
        .unwrap_or(1)
        .max(if rule.what.lead_and_assist { 2 } else { 1 });
    match officers {
        Some(n) if n >= least && rule.what.max.is_none_or(|max| n <= max) => Ok(TeamRule {
            officers: n,
            officers_max: rule.what.max,
            lead_and_assist: rule.what.lead_and_assist,
            certificate_holders_only: rule.what.certificate_holders_only,
            cite: rule.cite.clone(),
            from_input: entered.is_some(),
        }),
        _ => Err(vec![
            Problem::error("team.size.invalid", "team")
                .with("least", least.to_string())
                .with("cite", &rule.cite),
        ]),
    }
}

/// The seats of one subject's team in draw order: the lead first, then assisting, then drawn experts.
///
/// # Errors
/// As [`team_rule`].
pub fn seats(regime: &Regime, inputs: &PlanInputs) -> Result<Vec<Seat>, Vec<Problem>> {
    let rule = team_rule(regime, inputs)?;
    let role = |n: u32| match (rule.lead_and_assist, n) {
        (true, 0) => TeamRole::Lead,
        (true, _) => TeamRole::Assist,
        (false, _) => TeamRole::Member,
    };
    let officer = |n| Seat {
        role: role(n),
        qualification: String::new(),
        department: String::new(),
        cite: rule.cite.clone(),
    };
    let mut seats: Vec<_> = (0..rule.officers).map(officer).collect();
    for joint in regime.rules.joints.iter().filter(|j| is_joint(j, inputs)) {
        seats = joint_seats(joint, seats, inputs)?;
    }
    for further in regime.rules.seats.iter().filter(|s| s.what.drawn) {
        let entered = further.what.input.as_ref().and_then(|name| inputs.get(name));
        let count = entered.and_then(|e| whole(e.value.trim())).unwrap_or(0);
        seats.extend((0..count).map(|_| Seat {
            role: further.what.role,
            qualification: further.what.qualification.clone(),
            department: String::new(),
            cite: further.cite.clone(),
        }));
    }
    Ok(seats)
}

/// Whether several departments make a visit together under these inputs of its plan; a visit without a plan has none.
pub fn is_joint_visit(regime: &Regime, inputs: &PlanInputs) -> bool {
    regime.rules.joints.iter().any(|rule| is_joint(rule, inputs))
}

/// Whether a joint check is made with these inputs.
fn is_joint(rule: &Rule<Joint>, inputs: &PlanInputs) -> bool {
    let used = rule.strength == Strength::Must || is_used(inputs, &rule.id);
    used && rule
        .what
        .only_if
        .as_ref()
        .is_none_or(|condition| input_is(condition, inputs))
}

/// The seats of a joint check: the leading department's own, then those that each partner sends. Every seat is
/// filled from its department's inspectors, so each department draws its own.
fn joint_seats(rule: &Rule<Joint>, own: Vec<Seat>, inputs: &PlanInputs) -> Result<Vec<Seat>, Vec<Problem>> {
    let missing = |input: &str| {
        let problem = Problem::error("plan.input.missing", format!("inputs.{input}"));
        vec![problem.with("cite", &rule.cite)]
    };
    let entered = |input: &String| {
        let value = inputs
            .get(input)
            .map(|e| e.value.trim())
            .filter(|v| !v.is_empty());
        value.ok_or_else(|| missing(input))
    };
    let joint = &rule.what;
    let lead = match &joint.lead_input {
        Some(input) => entered(input)?,
        None => joint.lead.as_str(),
    };
    let each = whole(entered(&joint.each_input)?).filter(|n| *n > 0);
    let each = each.ok_or_else(|| missing(&joint.each_input))?;
    let mut partners: Vec<&str> = joint.partners.iter().map(String::as_str).collect();
    if let Some(input) = &joint.partners_input {
        partners.extend(
            entered(input)?
                .split(is_separator)
                .map(str::trim)
                .filter(|p| !p.is_empty()),
        );
    }
    let mut seats = own;
    for (n, seat) in seats.iter_mut().enumerate() {
        lead.clone_into(&mut seat.department);
        if joint.lead_heads && seat.role == TeamRole::Member && n == 0 {
            seat.role = TeamRole::Lead;
        }
    }
    for partner in partners {
        seats.extend((0..each).map(|_| Seat {
            role: if joint.lead_heads {
                TeamRole::Assist
            } else {
                TeamRole::Member
            },
            qualification: String::new(),
            department: partner.to_owned(),
            cite: rule.cite.clone(),
        }));
    }
    Ok(seats)
}

/// Separators between names in one input.
fn is_separator(c: char) -> bool {
    matches!(c, ',' | ';' | '|' | '\n' | '\u{3001}' | '\u{ff0c}' | '\u{ff1b}')
}

/// The role limits of the regime (posts that may only hold certain roles).
pub fn role_limits(regime: &Regime) -> &[Rule<RoleLimit>] {
    &regime.rules.role_limits
}

/// Whether an inspector's post may hold a role.
///
/// # Errors
/// The limit that forbids it.
pub fn may_hold(regime: &Regime, inspector: &Inspector, role: TeamRole) -> Result<(), Ineligible> {
    let post = inspector.post.trim();
    let limit = regime
        .rules
        .role_limits
        .iter()
        .find(|r| r.what.posts.iter().any(|p| post.ends_with(p.as_str())) && !r.what.may.contains(&role));
    limit.map_or(Ok(()), |r| Err(refused("inspector.role.post", r, post)))
}

/// Whether an inspector may be in the pool on a day: active, a certificate that is not over, and what the regime
/// asks. "In principle" rules do not keep anybody out here; the screen warns.
///
/// # Errors
/// The first reason, roster facts before rules.
pub fn eligible_inspector(regime: &Regime, inspector: &Inspector, day: Date) -> Result<(), Ineligible> {
    let status = inspector.status.trim();
    let rules = || {
        regime
            .rules
            .eligibility
            .iter()
            .filter(|r| r.strength == Strength::Must && r.in_force(day))
    };
    let by_status = rules().find(|r| match &r.what {
        Eligibility::Status { out } => out.iter().any(|s| s == status),
        Eligibility::Certificate | Eligibility::ValidCertificate | Eligibility::Qualification { .. } => false,
    });
    if status != "active" {
        let code = format!("inspector.status.{status}");
        return Err(by_status.map_or_else(|| fact(&code, status), |r| refused(&code, r, status)));
    }
    let about_certificate = rules().find(|r| match &r.what {
        Eligibility::Certificate | Eligibility::ValidCertificate => true,
        Eligibility::Qualification { .. } | Eligibility::Status { .. } => false,
    });
    if let Some(until) = inspector.certificate_until.filter(|until| *until < day) {
        let code = "inspector.certificate.expired";
        let until = until.to_string();
        return Err(about_certificate.map_or_else(|| fact(code, &until), |r| refused(code, r, &until)));
    }
    rules().try_for_each(|rule| meets(rule, inspector))
}

fn meets(rule: &Rule<Eligibility>, inspector: &Inspector) -> Result<(), Ineligible> {
    let no_number = inspector.certificate_no.trim().is_empty();
    match &rule.what {
        Eligibility::Certificate | Eligibility::ValidCertificate if no_number => {
            Err(refused("inspector.certificate.missing", rule, ""))
        }
        Eligibility::ValidCertificate if inspector.certificate_until.is_none() => Err(refused(
            "inspector.certificate.validity_unknown",
            rule,
            &inspector.certificate_no,
        )),
        Eligibility::Qualification { any_of } => {
            let has = inspector
                .qualifications
                .iter()
                .any(|q| any_of.iter().any(|a| q.trim() == a));
            if has {
                Ok(())
            } else {
                Err(refused(
                    "inspector.qualification.missing",
                    rule,
                    &any_of.join("|"),
                ))
            }
        }
        Eligibility::Certificate | Eligibility::ValidCertificate | Eligibility::Status { .. } => Ok(()),
    }
}

fn refused<T>(code: &str, rule: &Rule<T>, fact: &str) -> Ineligible {
    Ineligible {
        code: code.into(),
        cite: rule.cite.clone(),
        layer: rule.origin.layer,
        fact: fact.into(),
    }
}

/// A fact of the roster that needs no article.
fn fact(code: &str, fact: &str) -> Ineligible {
    Ineligible {
        code: code.into(),
        cite: String::new(),
        layer: RuleSource::Regime,
        fact: fact.into(),
    }
}

#[cfg(test)]
#[path = "team/tests.rs"]
mod tests;
