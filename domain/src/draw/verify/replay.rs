//! The result leaf by leaf against what the seed gives, and then the course it took.
//!
//! Salts, the software's name and what people decided are taken as found; everything else is derived.

use super::diff;
use super::{Check, Parts, differs};
use crate::draw::commit::Committed;
use crate::draw::course::{Course, Unfit};
use crate::draw::leaf::{AssignLeaf, GroupLeaf, Leaf, SubLeaf};
use crate::draw::plan::Mode;
use crate::draw::result::{Outcome, open_leaf};
use crate::draw::transcript::Transcript;
use std::collections::BTreeMap;

/// Leaves from `alloc` to the end; gives the course at the end.
pub(super) fn check<'a>(
    transcript: &Transcript,
    leaves: &[Leaf],
    parts: &Parts<'_>,
    committed: &'a Committed,
    outcome: &Outcome,
    next: usize,
) -> Check<Course<'a>> {
    let (salts, soft) = as_found(leaves);
    let salt = |kind: &str, id: &str| {
        let found = salts.get(&(kind.to_owned(), id.to_owned()));
        found.map_or(String::new(), |s| (*s).to_owned())
    };
    let first = transcript.leaves[next.min(leaves.len() - 1)].i;
    let commit_index = transcript.leaves[4].i;
    let expected = outcome.leaves_with(commit_index, first, &parts.secret, soft, &salt);
    for (k, wanted) in expected.iter().enumerate() {
        let j = next + k;
        let Some(found) = leaves.get(j) else {
            return differs(format!("leaves[{j}]"), "one more leaf", "none");
        };
        diff::values(&format!("leaves[{j}]"), wanted, found)?;
        if transcript.leaves[j].i != first + k as u64 {
            return differs(format!("leaves[{j}].i"), first + k as u64, transcript.leaves[j].i);
        }
        if let Some(salt) = salt_of(found)
            && !(salt.len() == 32 && salt.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
        {
            return differs(format!("leaves[{j}].salt"), "16 bytes in hex", salt);
        }
    }
    let mut course = Course::new(committed, outcome, commit_index);
    let mut opened = committed.plan.mode == Mode::Open;
    for (j, leaf) in leaves.iter().enumerate().skip(next + expected.len()) {
        let place = format!("leaves[{j}]");
        if matches!(leaf, Leaf::Open(_)) && !opened {
            diff::values(&place, &open_leaf(commit_index, &parts.secret), leaf)?;
            opened = true;
        } else {
            act(&course, leaf, &place)?;
        }
        course.take(transcript.leaves[j].i, leaf, &transcript.leaves[j].leaf);
    }
    if course.owes() {
        return differs(format!("leaves[{}]", leaves.len()), "one more leaf", "none");
    }
    Ok(course)
}

type Salts<'a> = BTreeMap<(String, String), &'a str>;

/// Salts by kind and id, up to the result, and the software's name.
fn as_found(leaves: &[Leaf]) -> (Salts<'_>, &str) {
    let mut salts = BTreeMap::new();
    for leaf in leaves {
        let (kind, id) = match leaf {
            Leaf::Group(g) => ("group", g.no.to_string()),
            Leaf::Assign(a) => ("assign", a.obj.to_string()),
            Leaf::Sub(s) => (s.stage.name(), s.of.clone()),
            Leaf::Result(r) => return (salts, &r.soft),
            Leaf::Genesis(_)
            | Leaf::Policy(_)
            | Leaf::Plan(_)
            | Leaf::Roster(_)
            | Leaf::Commit(_)
            | Leaf::Wit(_)
            | Leaf::Beacon(_)
            | Leaf::Alloc(_)
            | Leaf::Late(_)
            | Leaf::Void(_)
            | Leaf::Open(_)
            | Leaf::ReplReq(_)
            | Leaf::ReplOk(_)
            | Leaf::ReplNo(_)
            | Leaf::Manual(_) => continue,
        };
        salts.extend(salt_of(leaf).map(|salt| ((kind.to_owned(), id), salt)));
    }
    (salts, "")
}

fn salt_of(leaf: &Leaf) -> Option<&str> {
    if let Leaf::Group(GroupLeaf { salt, .. })
    | Leaf::Assign(AssignLeaf { salt, .. })
    | Leaf::Sub(SubLeaf { salt, .. }) = leaf
    {
        Some(salt)
    } else {
        None
    }
}

/// One leaf after the result.
fn act(course: &Course<'_>, leaf: &Leaf, place: &str) -> Check<()> {
    let named = |unfit: Unfit| differs(format!("{place}.{}", unfit.place), unfit.expected, unfit.found);
    match leaf {
        Leaf::ReplReq(request) => course.check_request(request).or_else(named),
        Leaf::ReplOk(ok) => {
            let expected = course.approve(ok.req, ok.otp, ok.e, ok.b.as_deref(), &ok.salt);
            match expected {
                Ok(expected) => diff::values(place, &Leaf::ReplOk(expected), leaf),
                Err(unfit) => named(unfit),
            }
        }
        Leaf::ReplNo(no) => course.check_refusal(no).or_else(named),
        Leaf::Sub(sub) => match course.owed_sub(sub) {
            Ok(expected) => diff::values(place, &expected, leaf),
            Err(unfit) => named(unfit),
        },
        Leaf::Late(late) => match course.choose_late(late) {
            Ok(expected) => diff::values(place, &Leaf::Late(expected), leaf),
            Err(unfit) => named(unfit),
        },
        Leaf::Manual(manual) => course.check_manual(manual).or_else(named),
        Leaf::Void(void) => course.check_void(void).or_else(named),
        Leaf::Genesis(_)
        | Leaf::Policy(_)
        | Leaf::Plan(_)
        | Leaf::Roster(_)
        | Leaf::Commit(_)
        | Leaf::Wit(_)
        | Leaf::Beacon(_)
        | Leaf::Alloc(_)
        | Leaf::Group(_)
        | Leaf::Assign(_)
        | Leaf::Result(_)
        | Leaf::Open(_) => differs(place, "no more leaf", "one more"),
    }
}
