//! Freezing: rosters become rows of canonical bytes under one root, before any entropy exists (§2.2).
//!
//! Excluded subjects and inspectors stay in the list with their reason code, so that leaving somebody out is
//! as public as drawing somebody. Rows carry opaque ids and every attribute a rule looks at, never names.

use super::plan::{DrawPlan, all_hold};
use crate::canon;
use crate::digest::{Digest, Secret, hmac, push_lp, sha256};
use crate::id::{InspectorId, SubjectId};
use crate::log::{Tree, leaf_hash};
use crate::problem::Problem;
use crate::roster::{Inspector, Subject};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    #[serde(default, skip_serializing_if = "is_zero")]
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

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// The frozen lists: values, their exact bytes, and their digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Subjects by id.
    pub subjects: Vec<SubjectRow>,
    /// Inspectors by id.
    pub inspectors: Vec<InspectorRow>,
    /// Recusals: inspector, subject; sorted.
    pub recuse: Vec<(InspectorId, SubjectId)>,
    /// Canonical row of each subject.
    pub rows: Vec<String>,
    /// Canonical row of each inspector.
    pub inspector_rows: Vec<String>,
    /// Merkle root over `rows`.
    pub roster_root: Digest,
    /// Merkle root over `inspector_rows`.
    pub inspectors_root: Digest,
    /// SHA-256 of the recusal list's canonical bytes.
    pub recuse_digest: Digest,
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

/// Freezes both rosters. `salt_key` is 32 secret bytes kept with the draw: salts follow from it, so a crash
/// between freezing and committing gives the same rows again.
///
/// # Errors
/// Every duplicate or unprintable id, every text outside Unicode NFC, and every recusal's inspector unknown.
pub fn freeze(
    plan: &DrawPlan,
    subjects: &[SubjectEntry],
    inspectors: &[InspectorEntry],
    salt_key: &Secret,
) -> Result<Frozen, Vec<Problem>> {
    let mut problems = plan.problems();
    problems.extend(id_problems("subjects", subjects.iter().map(|s| s.id.as_str())));
    problems.extend(id_problems(
        "inspectors",
        inspectors.iter().map(|i| i.id.as_str()),
    ));
    let mut rows: Vec<SubjectRow> = subjects.iter().map(|s| subject_row(plan, s)).collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    let mut staff: Vec<InspectorRow> = inspectors.iter().map(|i| inspector_row(i, salt_key)).collect();
    staff.sort_by(|a, b| a.id.cmp(&b.id));
    let known: BTreeSet<&SubjectId> = subjects.iter().map(|s| &s.id).collect();
    let pairs = inspectors
        .iter()
        .flat_map(|i| i.recusals.iter().map(|s| (i.id.clone(), s.clone())));
    let recuse: BTreeSet<(InspectorId, SubjectId)> = pairs.filter(|(_, s)| known.contains(s)).collect();
    let texts = (
        texts("subjects", &rows, &mut problems),
        texts("inspectors", &staff, &mut problems),
    );
    if !problems.is_empty() {
        return Err(problems);
    }
    seal(rows, staff, recuse.into_iter().collect(), texts)
        .map_err(|e| vec![Problem::error("draw.freeze.text", "recuse").with("rule", e.to_string())])
}

fn seal(
    subjects: Vec<SubjectRow>,
    inspectors: Vec<InspectorRow>,
    recuse: Vec<(InspectorId, SubjectId)>,
    (rows, inspector_rows): (Vec<String>, Vec<String>),
) -> Result<Frozen, canon::CanonError> {
    let recuse_digest = recuse_digest(&recuse)?;
    let (roster_root, inspectors_root) = (rows_root(&rows), rows_root(&inspector_rows));
    Ok(Frozen {
        subjects,
        inspectors,
        recuse,
        rows,
        inspector_rows,
        roster_root,
        inspectors_root,
        recuse_digest,
    })
}

/// Merkle root over rows.
pub fn rows_root(rows: &[String]) -> Digest {
    let tree = Tree::of(rows.iter().map(|r| leaf_hash(r.as_bytes())));
    tree.root(tree.len()).expect("a tree has a root at its own size")
}

/// SHA-256 of the canonical array of pairs.
///
/// # Errors
/// [`canon::CanonError`] for ids outside the profile.
pub fn recuse_digest(recuse: &[(InspectorId, SubjectId)]) -> Result<Digest, canon::CanonError> {
    Ok(sha256(&[canon::encode(&recuse)?.as_bytes()]))
}

/// The lists again from published rows; each row must be canonical, in order and unique. The error is the
/// place: `rows[3]`.
///
/// # Errors
/// The first row that is not as [`freeze`] writes it.
pub fn thaw(
    rows: Vec<String>,
    inspector_rows: Vec<String>,
    recuse: Vec<(InspectorId, SubjectId)>,
) -> Result<Frozen, String> {
    let subjects: Vec<SubjectRow> = thaw_rows("rows", &rows)?;
    first_unsorted(subjects.iter().map(|r| r.id.as_str())).map_or(Ok(()), |i| Err(format!("rows[{i}]")))?;
    let inspectors: Vec<InspectorRow> = thaw_rows("inspectors", &inspector_rows)?;
    first_unsorted(inspectors.iter().map(|r| r.id.as_str()))
        .map_or(Ok(()), |i| Err(format!("inspectors[{i}]")))?;
    first_unsorted(recuse.iter()).map_or(Ok(()), |i| Err(format!("recuse[{i}]")))?;
    seal(subjects, inspectors, recuse, (rows, inspector_rows)).map_err(|_| "recuse".to_owned())
}

fn thaw_rows<T: serde::de::DeserializeOwned>(place: &str, rows: &[String]) -> Result<Vec<T>, String> {
    let row =
        |(i, text): (usize, &String)| canon::decode(text.as_bytes()).map_err(|_| format!("{place}[{i}]"));
    rows.iter().enumerate().map(row).collect()
}

/// Place of the first item that is not above the one before it.
fn first_unsorted<T: PartialOrd>(items: impl Iterator<Item = T>) -> Option<usize> {
    let mut before: Option<T> = None;
    for (i, item) in items.enumerate() {
        if before.is_some_and(|b| b >= item) {
            return Some(i);
        }
        before = Some(item);
    }
    None
}

/// The stratum that takes these attributes, first match first.
pub fn stratum_of<'a>(plan: &'a DrawPlan, attrs: &BTreeMap<String, String>) -> Option<&'a str> {
    plan.strata
        .iter()
        .find(|s| all_hold(&s.when, attrs))
        .map(|s| s.key.as_str())
}

/// The reason the plan itself leaves these attributes out, first match first.
pub fn excluded_by<'a>(plan: &'a DrawPlan, attrs: &BTreeMap<String, String>) -> Option<&'a str> {
    plan.exclude
        .iter()
        .find(|e| all_hold(&e.when, attrs))
        .map(|e| e.why.as_str())
}

fn subject_row(plan: &DrawPlan, entry: &SubjectEntry) -> SubjectRow {
    let stratum = stratum_of(plan, &entry.attrs).map(str::to_owned);
    let by_plan = excluded_by(plan, &entry.attrs).map(str::to_owned);
    let no_stratum = stratum.is_none().then(|| "no_stratum".to_owned());
    let why = entry.why.clone().or(by_plan).or(no_stratum);
    SubjectRow {
        attrs: entry.attrs.clone().into_iter().collect(),
        id: entry.id.clone(),
        st: if why.is_some() {
            Standing::Out
        } else {
            Standing::In
        },
        str: stratum,
        why,
    }
}

fn inspector_row(entry: &InspectorEntry, salt_key: &Secret) -> InspectorRow {
    let qual: BTreeSet<String> = entry.qual.iter().cloned().collect();
    InspectorRow {
        dept: entry.dept.clone(),
        hard: entry.hard,
        id: entry.id.clone(),
        lead: u8::from(entry.lead),
        prior: entry.prior,
        qual: qual.into_iter().collect(),
        salt: salt(salt_key, "inspector", entry.id.as_str()),
        st: if entry.why.is_some() {
            Standing::Out
        } else {
            Standing::In
        },
        why: entry.why.clone(),
    }
}

/// 16 bytes hex that follow from the salt key, what is salted, and its id.
pub fn salt(salt_key: &Secret, kind: &str, id: &str) -> String {
    let mut label = Vec::new();
    for part in ["ssj-draw/1 salt", kind, id] {
        push_lp(&mut label, part.as_bytes());
    }
    hex::encode(&hmac(salt_key.bytes(), &[&label]).0[..16])
}

fn texts<T: Serialize>(list: &str, rows: &[T], problems: &mut Vec<Problem>) -> Vec<String> {
    let mut out = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        match canon::encode(row) {
            Ok(text) => out.push(text),
            Err(e) => problems
                .push(Problem::error("draw.freeze.text", format!("{list}[{i}]")).with("rule", e.to_string())),
        }
    }
    out
}

fn id_problems<'a>(list: &str, ids: impl Iterator<Item = &'a str>) -> Vec<Problem> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for (i, id) in ids.enumerate() {
        let path = format!("{list}[{i}].id");
        if id.is_empty() || id.chars().any(char::is_control) {
            found.push(Problem::error("draw.freeze.id", path));
        } else if !seen.insert(id) {
            found.push(Problem::error("draw.freeze.id_twice", path).with("id", id));
        }
    }
    found
}
