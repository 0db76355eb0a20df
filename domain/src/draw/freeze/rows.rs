//! Rows of the frozen lists, and how they are made of the rosters' entries.

use crate::draw::plan::{DrawPlan, Stage, all_hold};
use crate::id::{InspectorId, SubjectId};
use crate::roster::{Inspector, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A subject as the draw sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectEntry {
    /// Id, published.
    pub id: SubjectId,
    /// Attributes the plan's conditions look at, published.
    pub attrs: BTreeMap<String, String>,
    /// Reason code, if the subject is left out for a reason decided elsewhere (status, visits this year).
    pub why: Option<String>,
}

/// An inspector as the draw sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectorEntry {
    /// Id, published.
    pub id: InspectorId,
    /// Department.
    pub dept: String,
    /// May sit in a `lead` seat.
    pub lead: bool,
    /// Qualifications.
    pub qual: Vec<String>,
    /// Load already carried that balancing counts.
    pub prior: u64,
    /// Own bound of load, if tighter than the plan's.
    pub hard: Option<u64>,
    /// Reason code, if the inspector may not be drawn.
    pub why: Option<String>,
    /// Subjects this inspector must not inspect.
    pub recusals: Vec<SubjectId>,
}

/// In the pool or left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// May be drawn.
    In,
    /// Left out; the row says why.
    Out,
}

/// One row of the frozen roster of subjects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectRow {
    /// Attributes as pairs, sorted by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attrs: Vec<(String, String)>,
    /// Id.
    pub id: SubjectId,
    /// In or out.
    pub st: Standing,
    /// Stratum; absent only when no stratum takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub str: Option<String>,
    /// Reason code when out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// One row of the frozen roster of inspectors. The salt hides the row while only its leaf hash is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectorRow {
    /// Department.
    pub dept: String,
    /// Own bound of load.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<u64>,
    /// Id.
    pub id: InspectorId,
    /// 1 = may lead.
    pub lead: u8,
    /// Prior load; absent = 0.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub prior: u64,
    /// Qualifications, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qual: Vec<String>,
    /// 16 bytes hex.
    pub salt: String,
    /// In or out.
    pub st: Standing,
    /// Reason code when out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A child of a subject or of a unit, known before the draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildRow {
    /// Id, unique among all children.
    pub id: String,
    /// Parent: a subject for a unit, a unit for a part.
    pub of: String,
    /// In or out.
    pub st: Standing,
    /// Which stage.
    pub stage: Stage,
    /// Reason code when out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A subject of the roster as the draw sees it: only the attributes the plan looks at. Not active = left out
/// with the status as reason.
pub fn subject_entry(plan: &DrawPlan, subject: &Subject) -> SubjectEntry {
    let value = |field: &str| match field {
        "class" => subject.class.clone(),
        "risk" => subject.risk.clone(),
        "district" => subject.district.clone(),
        "industry" => subject.industry.clone(),
        "status" => subject.status.clone(),
        other => subject.extra.get(other).cloned().unwrap_or_default(),
    };
    let attrs = plan
        .subject_fields()
        .into_iter()
        .map(|f| (f.to_owned(), value(f)));
    SubjectEntry {
        id: subject.id.clone(),
        attrs: attrs.filter(|(_, v)| !v.is_empty()).collect(),
        why: (subject.status != "active").then(|| subject.status.clone()),
    }
}

/// An inspector of the roster as the draw sees it. Left out when not active or when the certificate ends
/// before the plan's date.
pub fn inspector_entry(plan: &DrawPlan, inspector: &Inspector) -> InspectorEntry {
    let fields = [
        ("post", &inspector.post),
        ("department", &inspector.department),
        ("sex", &inspector.sex),
    ];
    let mut attrs = inspector.extra.clone();
    attrs.extend(fields.map(|(k, v)| (k.to_owned(), v.clone())));
    let expired = inspector.certificate_until.is_some_and(|until| until < plan.date);
    let why = match inspector.status.as_str() {
        "active" => expired.then(|| "certificate_expired".to_owned()),
        other => Some(other.to_owned()),
    };
    InspectorEntry {
        id: inspector.id.clone(),
        dept: inspector.department.clone(),
        lead: all_hold(&plan.lead, &attrs),
        qual: inspector.qualifications.clone(),
        prior: 0,
        hard: None,
        why,
        recusals: inspector.recusals.keys().cloned().collect(),
    }
}
