//! Freezing: rosters become rows of canonical bytes under one root, before any entropy exists (§2.2).
//!
//! Excluded subjects and inspectors stay in the list with their reason code, so that leaving somebody out is
//! as public as drawing somebody. Rows carry opaque ids and every attribute a rule looks at, never names.

mod rows;

pub use rows::{
    ChildRow, InspectorEntry, InspectorRow, Standing, SubjectEntry, SubjectRow, inspector_entry,
    subject_entry,
};

use super::plan::{DrawPlan, Found, Stage, all_hold};
use crate::canon;
use crate::digest::{Digest, Secret, hmac, push_lp, sha256};
use crate::id::{InspectorId, SubjectId};
use crate::log::{Tree, leaf_hash};
use crate::problem::Problem;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Children by id; empty unless a stage of the plan is frozen.
    pub children: Vec<ChildRow>,
    /// Canonical row of each child.
    pub child_rows: Vec<String>,
    /// Merkle root over `child_rows`; absent when there are none.
    pub children_root: Option<Digest>,
    /// Merkle root over `rows`.
    pub roster_root: Digest,
    /// Merkle root over `inspector_rows`.
    pub inspectors_root: Digest,
    /// SHA-256 of the recusal list's canonical bytes.
    pub recuse_digest: Digest,
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
    freeze_with(plan, subjects, inspectors, &[], salt_key)
}

/// As [`freeze`], with the children of the plan's frozen stages.
///
/// # Errors
/// As [`freeze`]; a child of nobody, of the wrong stage, or out without a reason.
pub fn freeze_with(
    plan: &DrawPlan,
    subjects: &[SubjectEntry],
    inspectors: &[InspectorEntry],
    children: &[ChildRow],
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
    let mut below = children.to_vec();
    below.sort_by(|a, b| a.id.cmp(&b.id));
    problems.extend(id_problems("children", children.iter().map(|c| c.id.as_str())));
    problems.extend(
        first_stray(plan, &rows, &below)
            .map(|i| Problem::error("draw.freeze.child", format!("children[{i}]")).with("id", &below[i].id)),
    );
    let texts = Texts {
        rows: texts("subjects", &rows, &mut problems),
        inspectors: texts("inspectors", &staff, &mut problems),
        children: texts("children", &below, &mut problems),
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    seal((rows, staff, below), recuse.into_iter().collect(), texts)
        .map_err(|e| vec![Problem::error("draw.freeze.text", "recuse").with("rule", e.to_string())])
}

struct Texts {
    rows: Vec<String>,
    inspectors: Vec<String>,
    children: Vec<String>,
}

fn seal(
    (subjects, inspectors, children): (Vec<SubjectRow>, Vec<InspectorRow>, Vec<ChildRow>),
    recuse: Vec<(InspectorId, SubjectId)>,
    texts: Texts,
) -> Result<Frozen, canon::CanonError> {
    let recuse_digest = recuse_digest(&recuse)?;
    let (rows, inspector_rows, child_rows) = (texts.rows, texts.inspectors, texts.children);
    let (roster_root, inspectors_root) = (rows_root(&rows), rows_root(&inspector_rows));
    let children_root = (!child_rows.is_empty()).then(|| rows_root(&child_rows));
    Ok(Frozen {
        subjects,
        inspectors,
        recuse,
        rows,
        inspector_rows,
        children,
        child_rows,
        children_root,
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
    thaw_with(rows, inspector_rows, Vec::new(), recuse)
}

/// As [`thaw`], with the rows of children.
///
/// # Errors
/// As [`thaw`].
pub fn thaw_with(
    rows: Vec<String>,
    inspector_rows: Vec<String>,
    child_rows: Vec<String>,
    recuse: Vec<(InspectorId, SubjectId)>,
) -> Result<Frozen, String> {
    let subjects: Vec<SubjectRow> = thaw_rows("rows", &rows)?;
    first_unsorted(subjects.iter().map(|r| r.id.as_str())).map_or(Ok(()), |i| Err(format!("rows[{i}]")))?;
    let inspectors: Vec<InspectorRow> = thaw_rows("inspectors", &inspector_rows)?;
    first_unsorted(inspectors.iter().map(|r| r.id.as_str()))
        .map_or(Ok(()), |i| Err(format!("inspectors[{i}]")))?;
    first_unsorted(recuse.iter()).map_or(Ok(()), |i| Err(format!("recuse[{i}]")))?;
    let children: Vec<ChildRow> = thaw_rows("children", &child_rows)?;
    first_unsorted(children.iter().map(|r| r.id.as_str()))
        .map_or(Ok(()), |i| Err(format!("children[{i}]")))?;
    let texts = Texts {
        rows,
        inspectors: inspector_rows,
        children: child_rows,
    };
    seal((subjects, inspectors, children), recuse, texts).map_err(|_| "recuse".to_owned())
}

fn thaw_rows<T>(place: &str, rows: &[String]) -> Result<Vec<T>, String>
where
    T: serde::de::DeserializeOwned + Serialize,
{
    let row = |(i, text): (usize, &String)| {
        let row: T = canon::decode(text.as_bytes()).map_err(|_| format!("{place}[{i}]"))?;
        // What says nothing is left out: there is one spelling only.
        let same = canon::encode(&row).is_ok_and(|again| again == *text);
        if same {
            Ok(row)
        } else {
            Err(format!("{place}[{i}]"))
        }
    };
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

/// Place of the first child (rising by id) that belongs to no frozen stage, to no parent of the stage above,
/// or is out without a reason.
pub(super) fn first_stray(plan: &DrawPlan, subjects: &[SubjectRow], children: &[ChildRow]) -> Option<usize> {
    let frozen = |stage: Stage| {
        plan.stages
            .iter()
            .any(|s| s.stage == stage && s.found == Found::Frozen)
    };
    let has_parent = |child: &ChildRow| match child.stage {
        Stage::Unit => subjects
            .binary_search_by(|s| s.id.as_str().cmp(&child.of))
            .is_ok(),
        Stage::Part => {
            let parent = children.binary_search_by(|c| c.id.cmp(&child.of));
            parent.is_ok_and(|p| children[p].stage == Stage::Unit)
        }
    };
    let good = |child: &ChildRow| {
        frozen(child.stage) && has_parent(child) && (child.st == Standing::Out) == child.why.is_some()
    };
    children.iter().position(|child| !good(child))
}

/// The reason the plan itself leaves these attributes out: not in the set drawn from, then the first match.
pub fn excluded_by<'a>(plan: &'a DrawPlan, attrs: &BTreeMap<String, String>) -> Option<&'a str> {
    if !all_hold(&plan.filter, attrs) {
        return Some("not_in_filter");
    }
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
