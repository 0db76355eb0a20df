//! The frozen lists and what was committed: sorted again, counted again, built again from plan and rows.

use super::diff;
use super::{Check, Parts, differs};
use crate::draw::commit::{self, Committed};
use crate::draw::freeze::{self, Frozen, Standing};
use crate::draw::leaf::{Leaf, PlanLeaf};
use crate::draw::transcript::Transcript;
use std::collections::BTreeMap;

pub(super) fn thaw(transcript: &Transcript) -> Check<Frozen> {
    let rows = (transcript.rows.clone(), transcript.inspectors.clone());
    let rule = "canonical rows, each id above the one before";
    let children = transcript.children.clone();
    freeze::thaw_with(rows.0, rows.1, children, transcript.recuse.clone())
        .or_else(|place| differs(place, rule, "another spelling or order"))
}

pub(super) fn check_rows(leaf: &PlanLeaf, frozen: &Frozen) -> Check<()> {
    for (i, row) in frozen.subjects.iter().enumerate() {
        let attrs: BTreeMap<String, String> = row.attrs.iter().cloned().collect();
        let stratum = freeze::stratum_of(&leaf.plan, &attrs);
        if row.str.as_deref() != stratum {
            let show = |s: Option<&str>| s.unwrap_or("none").to_owned();
            return differs(format!("rows[{i}].str"), show(stratum), show(row.str.as_deref()));
        }
        let by_plan = freeze::excluded_by(&leaf.plan, &attrs).or(stratum.is_none().then_some("no_stratum"));
        match (row.st, by_plan, &row.why) {
            (Standing::In, None, None) | (Standing::Out, _, Some(_)) => {}
            (Standing::In, Some(why), _) => {
                return differs(format!("rows[{i}].st"), format!("out: {why}"), "in");
            }
            (Standing::In, None, Some(why)) => return differs(format!("rows[{i}].why"), "none", why),
            (Standing::Out, _, None) => return differs(format!("rows[{i}].why"), "a reason", "none"),
        }
    }
    if let Some(i) = freeze::first_stray(&leaf.plan, &frozen.subjects, &frozen.children) {
        return differs(
            format!("children[{i}]"),
            "a child of a frozen stage",
            &frozen.children[i].id,
        );
    }
    for (i, row) in frozen.inspectors.iter().enumerate() {
        if row.lead > 1 {
            return differs(format!("inspectors[{i}].lead"), "0 or 1", row.lead);
        }
        if (row.st == Standing::Out) != row.why.is_some() {
            return differs(
                format!("inspectors[{i}].why"),
                "a reason if and only if out",
                "otherwise",
            );
        }
    }
    Ok(())
}

/// The plan, roster and commit leaves are built again from plan and rows.
pub(super) fn check_commit(leaves: &[Leaf], parts: &Parts<'_>, frozen: &Frozen) -> Check<Committed> {
    let plan = &parts.plan.plan;
    if let Some(problem) = plan.problems().first() {
        return differs("leaves[2].plan", "a plan that can be drawn", &problem.code);
    }
    let strata = commit::stratum_sizes(plan, frozen);
    let commit = parts.commit;
    let committed = commit::leaves(plan, frozen, strata, commit.seq, commit.srv, &commit.wit)
        .or_else(|e| differs("leaves[2].plan", "canonical text", e))?;
    for (j, text) in [
        (2, &committed.plan_text),
        (3, &committed.roster_text),
        (4, &committed.commit_text),
    ] {
        diff::texts(&format!("leaves[{j}]"), text, &leaves[j])?;
    }
    if commit.wit.len() as u64 != plan.witness.n {
        return differs("leaves[4].wit", plan.witness.n, commit.wit.len());
    }
    Ok(committed)
}
