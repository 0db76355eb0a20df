//! Fields of a roster (名录库栏目): which of the fields a text prescribes a row does not fill.
//!
//! A field may be kept under several headers; any of them will do. Where the text prescribes nothing, nothing is
//! lacking: what an office wants beyond that is its own.

use crate::regime::excerpt::RuleSource;
use crate::regime::pack::Regime;
use crate::regime::pack::plan::RosterKind;
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
    lacks(regime, RosterKind::Subjects, |key| match key {
        "name" => &row.name,
        "credit_code" => row.credit_code.as_deref().unwrap_or_default(),
        "registration_no" => row.registration_no.as_deref().unwrap_or_default(),
        "address" => &row.address,
        "district" => &row.district,
        "responsible_person" => &row.responsible_person,
        "phone" => &row.phone,
        "class" => &row.class,
        "risk" => &row.risk,
        "industry" => &row.industry,
        "status" => &row.status,
        other => further(&row.extra, other),
    })
}

/// What a row of the roster of inspectors lacks, in the order of the text.
pub fn inspector_lacks(regime: &Regime, row: &Inspector) -> Vec<Lacking> {
    let until = row
        .certificate_until
        .map(|day| day.to_string())
        .unwrap_or_default();
    let qualifications = row.qualifications.join(" ");
    lacks(regime, RosterKind::Inspectors, |key| match key {
        "name" => &row.name,
        "certificate_no" => &row.certificate_no,
        "certificate_until" => &until,
        "department" => &row.department,
        "post" => &row.post,
        "sex" => &row.sex,
        "phone" => &row.phone,
        "qualifications" => &qualifications,
        "status" => &row.status,
        other => further(&row.extra, other),
    })
}

/// A further column of the roster.
fn further<'a>(extra: &'a BTreeMap<String, String>, key: &str) -> &'a str {
    let header = key.strip_prefix("extra:").unwrap_or(key);
    extra.get(header).map_or("", String::as_str)
}

fn lacks<'a>(regime: &Regime, roster: RosterKind, value: impl Fn(&str) -> &'a str) -> Vec<Lacking> {
    let rules = regime
        .rules
        .roster_fields
        .iter()
        .filter(|r| r.what.roster == roster);
    let fields = rules.flat_map(|rule| rule.what.fields.iter().map(move |field| (rule, field)));
    let empty = fields.filter(|(_, field)| field.key.split('|').all(|key| value(key).trim().is_empty()));
    let lacking = empty.map(|(rule, field)| Lacking {
        label: field.label.clone(),
        required: rule.what.required,
        cite: rule.cite.clone(),
        layer: rule.origin.layer,
    });
    lacking.collect()
}
