//! Fields of a roster (名录库栏目): which of the fields a text prescribes a row does not fill.
//!
//! A field may be kept under several headers; any of them will do. Where the text prescribes nothing, nothing is
//! lacking: what an office wants beyond that is its own.

use crate::regime::excerpt::RuleSource;
use crate::regime::pack::Regime;
use crate::regime::pack::plan::{RosterField, RosterKind};
use crate::roster::{Inspector, Subject};
use std::collections::BTreeMap;

/// A prescribed field that a row does not fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Label as the text prints it.
    pub label: String,
    /// The text wants it from the start; otherwise it is completed over time (逐步完善).
    pub required: bool,
    /// Article.
    pub cite: String,
    /// Whose rule.
    pub layer: RuleSource,
}

/// What a row of the roster of subjects lacks, in the order of the text.
pub fn subject_lacks(regime: &Regime, row: &Subject) -> Vec<Lacking> {
    lacks(regime, RosterKind::Subjects, |field| {
        of_subject(row, field).is_empty()
    })
}

/// What a row of the roster of inspectors lacks, in the order of the text.
pub fn inspector_lacks(regime: &Regime, row: &Inspector) -> Vec<Lacking> {
    lacks(regime, RosterKind::Inspectors, |field| {
        of_inspector(row, field).is_empty()
    })
}

/// What a subject's row holds for a field: of its alternatives the first that says something; empty when none does.
pub fn of_subject(row: &Subject, field: &RosterField) -> String {
    first(field, |key| match key {
        "name" => row.name.clone(),
        "credit_code" => row.credit_code.clone().unwrap_or_default(),
        "registration_no" => row.registration_no.clone().unwrap_or_default(),
        "address" => row.address.clone(),
        "district" => row.district.clone(),
        "responsible_person" => row.responsible_person.clone(),
        "phone" => row.phone.clone(),
        "class" => row.class.clone(),
        "risk" => row.risk.clone(),
        "industry" => row.industry.clone(),
        "status" => row.status.clone(),
        other => further(&row.extra, other),
    })
}

/// The same of an inspector's row.
pub fn of_inspector(row: &Inspector, field: &RosterField) -> String {
    first(field, |key| match key {
        "name" => row.name.clone(),
        "certificate_no" => row.certificate_no.clone(),
        "certificate_until" => row
            .certificate_until
            .map(|day| day.to_string())
            .unwrap_or_default(),
        "department" => row.department.clone(),
        "post" => row.post.clone(),
        "sex" => row.sex.clone(),
        "phone" => row.phone.clone(),
        "qualifications" => row.qualifications.join(" "),
        "status" => row.status.clone(),
        other => further(&row.extra, other),
    })
}

fn first(field: &RosterField, value: impl Fn(&str) -> String) -> String {
    let values = field.key.split('|').map(value);
    { values }.find(|v| !v.trim().is_empty()).unwrap_or_default()
}

/// A further column of the roster.
fn further(extra: &BTreeMap<String, String>, key: &str) -> String {
    let header = key.strip_prefix("extra:").unwrap_or(key);
    extra.get(header).cloned().unwrap_or_default()
}

fn lacks(regime: &Regime, roster: RosterKind, is_empty: impl Fn(&RosterField) -> bool) -> Vec<Lacking> {
    let rules = regime
        .rules
        .roster_fields
        .iter()
        .filter(|r| r.what.roster == roster);
    let fields = rules.flat_map(|rule| rule.what.fields.iter().map(move |field| (rule, field)));
    let empty = fields.filter(|(_, field)| is_empty(field));
    let lacking = empty.map(|(rule, field)| Lacking {
        label: field.label.clone(),
        required: rule.what.required,
        cite: rule.cite.clone(),
        layer: rule.origin.layer,
    });
    lacking.collect()
}
