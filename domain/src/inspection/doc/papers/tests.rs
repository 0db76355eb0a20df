//! Papers of two tablets in one record: read back, sealed, and written no more.

use super::super::testing::{Copy, LI, WANG, exchange, pair};
use super::*;
use crate::inspection::edit::Edit;
use crate::inspection::paper::PaperRow;
use crate::submission::{Label, read_back};

fn order(copy: &Copy, who: &str) -> Paper {
    let number = next_number(
        &copy.view().papers,
        &copy.package,
        PaperKind::Order,
        &InspectorId::from(who),
        &copy.device,
    );
    Paper {
        person: "演示负责人".to_owned(),
        deadline: "2026-12-20".to_owned(),
        rows: vec![PaperRow {
            what: "通道堆物".to_owned(),
            says: "清除".to_owned(),
        }],
        ..Paper::new(PaperKind::Order, number)
    }
}

#[test]
fn orders_written_apart_at_once_both_stand_under_their_own_numbers_and_are_sealed() {
    let (mut a, mut b) = pair();
    for (copy, who) in [(&mut a, WANG), (&mut b, LI)] {
        let paper = order(copy, who);
        copy.edit(Edit::Paper {
            paper: Box::new(paper),
        });
    }
    exchange(&mut a, &mut b);
    let papers = a.view().papers;
    assert_eq!(papers.len(), 2);
    assert_ne!(papers[0].paper.number, papers[1].paper.number);
    let second = order(&a, WANG);
    assert!(
        papers.iter().all(|p| p.paper.number != second.number),
        "counted on"
    );

    let page = read_back(&a.package, &a.view(), &a.view().heads);
    let code = Label::Code("paper.order".to_owned());
    let read = page.sections.iter().filter(|s| s.title == code);
    assert_eq!(read.count(), 2, "read out with the record");

    a.fill();
    a.sign_all();
    assert!(a.view().signatures.iter().all(|s| !s.before_change));
    let mut changed = papers[0].paper.clone();
    changed.deadline = "2026-12-21".to_owned();
    a.edit(Edit::Paper {
        paper: Box::new(changed.clone()),
    });
    assert!(
        a.view().signatures.iter().all(|s| s.before_change),
        "they signed another day"
    );
    a.sign_all();
    a.seal();
    let after = a.try_edit(&Edit::Paper {
        paper: Box::new(changed),
    });
    assert_eq!(after, Err(EditRefused::Sealed));
}

#[test]
fn a_paper_of_another_inspection_is_refused_and_half_a_paper_holds_up_the_seal() {
    let (mut a, _) = pair();
    let good = order(&a, WANG);
    let mut foreign = good.clone();
    foreign.number = "insp-2-O1-1AAAA".to_owned();
    assert_eq!(
        a.try_edit(&Edit::Paper {
            paper: Box::new(foreign)
        }),
        Err(EditRefused::WrongValue)
    );
    assert!(a.view().papers.is_empty());
    // What is typed is kept, but nothing is sealed with half a paper.
    let blocked = |copy: &Copy| {
        let open = crate::inspection::progress::progress(&copy.package, &copy.view()).blocking;
        open.iter().any(|b| b.code == "paper.incomplete")
    };
    let mut half = good.clone();
    half.rows.clear();
    a.edit(Edit::Paper {
        paper: Box::new(half),
    });
    assert!(blocked(&a));
    a.edit(Edit::Paper {
        paper: Box::new(good),
    });
    assert!(!blocked(&a));
}
