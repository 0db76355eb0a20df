//! Acts after the seal stand beside it: they come only after one, are merged, and leave what was sealed as it was.

use super::super::testing::{Copy, WANG, exchange, pair};
use super::super::{EditRefused, InspectionDoc};
use crate::id::EvidenceId;
use crate::inspection::act::{Act, CopyMeans};
use crate::inspection::edit::Edit;
use crate::submission::{Submission, read_back};

fn copy(means: CopyMeans, to: &str, address: &str) -> Edit {
    Edit::Act {
        act: Act::CopyGiven {
            means,
            to: to.to_owned(),
            position: String::new(),
            address: address.to_owned(),
        },
    }
}

fn sealed() -> (Copy, Copy) {
    let (mut a, mut b) = pair();
    a.fill();
    a.sign_all();
    a.seal();
    exchange(&mut a, &mut b);
    (a, b)
}

#[test]
fn before_a_seal_there_is_nothing_to_give_a_copy_of() {
    let (mut a, _) = pair();
    a.fill();
    let paper = copy(CopyMeans::PaperA4, "演示负责人", "");
    assert_eq!(a.try_edit(&paper), Err(EditRefused::NotSealed));
    assert!(a.view().acts.is_empty());
}

#[test]
#[cfg(feature = "switches")]
fn without_its_guard_a_copy_of_a_draft_would_be_recorded() {
    crate::guard::fails_without(
        "acts-follow-a-seal",
        before_a_seal_there_is_nothing_to_give_a_copy_of,
    );
}

#[test]
fn an_act_leaves_seal_page_and_signatures_as_they_were() {
    let (mut a, mut b) = sealed();
    let before = a.view();
    let frozen = Submission::of(&a.package, &before).unwrap();
    let page = read_back(&a.package, &before, &before.seals[0].heads);
    // Both officers record at once: both stand, in the same order everywhere.
    a.edit(copy(CopyMeans::PaperSlip, "演示负责人", ""));
    b.edit(copy(CopyMeans::Post, "演示单位甲", "演示路1号"));
    exchange(&mut a, &mut b);
    let after = a.view();
    assert_eq!(after.acts.len(), 2);
    assert_eq!(
        after.acts.iter().filter(|x| x.stamp.by.as_str() == WANG).count(),
        1
    );
    assert_eq!(Submission::of(&a.package, &after), Some(frozen));
    assert_eq!(read_back(&a.package, &after, &before.seals[0].heads), page);
    assert_eq!(after.state, before.state);
    assert_eq!(
        (&after.seals, &after.signatures),
        (&before.seals, &before.signatures)
    );
    assert!(after.supplements.is_empty(), "no supplement either");
    let again = InspectionDoc::load(&[a.doc.save_compacted().unwrap()]).unwrap();
    assert_eq!(again.view().acts, after.acts);
}

#[test]
fn the_trail_says_how_and_to_whom() {
    let (mut a, _) = sealed();
    a.edit(copy(CopyMeans::Declined, "演示负责人", ""));
    let trail = a.doc.audit_csv();
    let key = a.view().acts[0].key.clone();
    let row = trail.lines().find(|row| row.contains(&key)).unwrap();
    assert!(
        row.starts_with(&format!("question,/data/settled/{key},")),
        "{row}"
    );
    assert!(row.contains(",copy_given declined 演示负责人,"), "{row}");
}

#[test]
fn what_an_act_needs_is_asked_for() {
    let (mut a, _) = sealed();
    let refused = |a: &mut Copy, edit: Edit| a.try_edit(&edit).unwrap_err();
    let nobody = copy(CopyMeans::PaperA4, " ", "");
    assert_eq!(refused(&mut a, nobody), EditRefused::WordsMissing);
    let nowhere = copy(CopyMeans::Electronic, "演示负责人", "");
    assert_eq!(refused(&mut a, nowhere), EditRefused::WordsMissing);
    let far = copy(CopyMeans::Post, "演示负责人", &"路".repeat(2_001));
    assert_eq!(refused(&mut a, far), EditRefused::TooLong);
    let of_no_camera = Edit::Act {
        act: Act::RecordingFile {
            evidence: EvidenceId::from("none"),
            sha256: "0".repeat(64),
        },
    };
    assert_eq!(refused(&mut a, of_no_camera), EditRefused::UnknownEvidence);
}
