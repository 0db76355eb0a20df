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

/// Both had one paper on their screens; each wrote in another line of it, apart.
#[test]
fn two_wordings_of_one_paper_written_apart_both_stand_until_a_person_picks() {
    let (mut a, mut b) = pair();
    let first = order(&a, WANG);
    assert!(is_writer(&a.package, &first, &WANG.into()));
    assert!(!is_writer(&a.package, &first, &LI.into()), "the other reads it");
    a.edit(Edit::Paper {
        paper: Box::new(first.clone()),
    });
    exchange(&mut a, &mut b);
    let (mut at_a, mut at_b) = (first.clone(), first.clone());
    at_a.rows[0].says = "当日清除".to_owned();
    at_b.position = "演示店长".to_owned();
    a.edit(Edit::Paper {
        paper: Box::new(at_a.clone()),
    });
    b.edit(Edit::Paper {
        paper: Box::new(at_b.clone()),
    });
    exchange(&mut a, &mut b);
    let shown: Vec<Paper> = a.view().papers[0]
        .alternatives
        .iter()
        .map(|of| of.paper.clone())
        .collect();
    assert_eq!(shown.len(), 2);
    assert!(shown.contains(&at_a) && shown.contains(&at_b), "neither is lost");
    assert!(differs(&a) && differs(&b));
    b.edit(Edit::Paper {
        paper: Box::new(at_a.clone()),
    });
    exchange(&mut a, &mut b);
    assert!(!differs(&a));
    assert_eq!(a.view().papers[0].paper, at_a);
    assert_eq!(a.view().papers[0].alternatives, []);
}

fn differs(copy: &Copy) -> bool {
    let open = crate::inspection::progress::progress(&copy.package, &copy.view()).blocking;
    open.iter()
        .any(|b| b.code == "paper.conflict" && !b.excusable() && !b.about.is_empty())
}

#[test]
fn without_its_guard_one_wording_is_lost() {
    crate::guard::fails_without(
        "both-answers-show",
        two_wordings_of_one_paper_written_apart_both_stand_until_a_person_picks,
    );
}

/// The day of the visit is the day of the first mark, however much later a paper is put right.
#[test]
fn a_deadline_before_the_visit_and_an_unsigned_interview_hold_up_the_seal() {
    let (mut a, _) = pair();
    let codes = |copy: &Copy| -> Vec<String> {
        let open = crate::inspection::progress::progress(&copy.package, &copy.view()).blocking;
        let papers = open.into_iter().map(|b| b.code);
        papers.filter(|code| code.starts_with("paper.")).collect()
    };
    // 1 795 000 000 s is 18 November 2026 in China (`date -d @1795000000`).
    a.fill();
    let mut paper = order(&a, WANG);
    paper.deadline = "2026-11-17".to_owned();
    a.edit(Edit::Paper {
        paper: Box::new(paper.clone()),
    });
    assert_eq!(codes(&a), ["paper.past"]);
    paper.deadline = "2026-11-18".to_owned();
    a.edit(Edit::Paper {
        paper: Box::new(paper.clone()),
    });
    assert_eq!(codes(&a), Vec::<String>::new());
    a.now += 40 * 86_400_000;
    paper.basis = "第九条（六）".to_owned();
    a.edit(Edit::Paper {
        paper: Box::new(paper),
    });
    assert_eq!(codes(&a), Vec::<String>::new(), "what it ordered then stands");

    let number = next_number(
        &a.view().papers,
        &a.package,
        PaperKind::Interview,
        &WANG.into(),
        &a.device,
    );
    let mut interview = Paper {
        person: "演示证人".to_owned(),
        rows: vec![PaperRow {
            what: "何时开业".to_owned(),
            says: "去年".to_owned(),
        }],
        ..Paper::new(PaperKind::Interview, number)
    };
    a.edit(Edit::Paper {
        paper: Box::new(interview.clone()),
    });
    assert_eq!(codes(&a), ["paper.unsigned"]);
    interview.unsigned = "被询问人拒绝签名".to_owned();
    a.edit(Edit::Paper {
        paper: Box::new(interview),
    });
    assert_eq!(codes(&a), Vec::<String>::new());
    let page = read_back(&a.package, &a.view(), &a.view().heads);
    let code = Label::Code("paper.unsigned".to_owned());
    let mut lines = page.sections.iter().flat_map(|s| &s.lines);
    assert!(lines.any(|l| l.label == code && l.value == "被询问人拒绝签名"));
}
