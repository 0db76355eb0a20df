//! What a paper must say, and when its signature is of other words.

use super::*;

fn order() -> Paper {
    let inspection = InspectionId::from("t2026-001-001");
    let device = DeviceId::new("tablet-1");
    Paper {
        person: "演示负责人".to_owned(),
        // 安全生产行政执法文书 (2016), 责令限期整改指令书: numbered problems, each with the day by which.
        deadline: "2026-12-20".to_owned(),
        rows: vec![PaperRow {
            what: "疏散通道堆放杂物".to_owned(),
            says: "清除，保持畅通".to_owned(),
        }],
        ..Paper::new(
            PaperKind::Order,
            number(&inspection, PaperKind::Order, 1, 2, &device),
        )
    }
}

fn checked(change: impl Fn(&mut Paper)) -> Result<(), PaperWrong> {
    let mut paper = order();
    change(&mut paper);
    paper.check(&InspectionId::from("t2026-001-001"))?;
    paper.complete()
}

#[test]
fn an_order_has_its_day_its_lines_and_a_number_of_this_inspection() {
    assert_eq!(checked(|_| ()), Ok(()));
    assert_eq!(checked(|p| p.deadline.clear()), Err(PaperWrong::Deadline));
    assert_eq!(
        checked(|p| p.deadline = "2026-02-30".to_owned()),
        Err(PaperWrong::Deadline)
    );
    assert_eq!(checked(|p| p.rows[0].says.clear()), Err(PaperWrong::Rows));
    assert_eq!(checked(|p| p.rows.clear()), Err(PaperWrong::Rows));
    assert_eq!(checked(|p| p.person = " ".to_owned()), Err(PaperWrong::Person));
    assert_eq!(
        checked(|p| p.number = "t2026-001-002-O1-2AAAA".to_owned()),
        Err(PaperWrong::Number)
    );
    assert_eq!(
        checked(|p| (p.rows.clear(), p.void = "写错".to_owned()).1),
        Ok(()),
        "it does not count"
    );
    assert_eq!(checked(|p| p.number.push('/')), Err(PaperWrong::Number));
    assert_eq!(
        checked(|p| p.place = "长".repeat(CHARS_MAX + 1)),
        Err(PaperWrong::TooLong)
    );
    assert_eq!(
        checked(|p| p.to = "2026-11-20T10:00".to_owned()),
        Err(PaperWrong::Time)
    );
    assert_eq!(
        checked(|p| p.from = "2026-11-20T10".to_owned()),
        Err(PaperWrong::Time)
    );
    let other = checked(|p| p.kind = PaperKind::Sampling);
    assert_eq!(other, Err(PaperWrong::Number), "the letter says the kind");
}

#[test]
fn no_two_tablets_and_no_two_officers_give_the_same_number() {
    let inspection = InspectionId::from("t2026-001-001");
    let tablets = ["tablet-1", "tablet-2"].map(DeviceId::new);
    let mut all = std::collections::BTreeSet::new();
    for kind in PaperKind::ALL {
        for count in 1..4 {
            for member in 1..4 {
                for tablet in &tablets {
                    assert!(all.insert(number(&inspection, kind, count, member, tablet)));
                }
            }
        }
    }
}

/// What was signed is what was shown: every later word takes the signature off.
#[test]
fn a_signature_is_of_the_words_above_it() {
    let strokes = vec![Stroke {
        points: (0..40).map(|i| [i * 100, 3_000, i * 4, 500]).collect(),
    }];
    let inspection = InspectionId::from("t2026-001-001");
    let device = DeviceId::new("tablet-1");
    let mut paper = Paper {
        kind: PaperKind::Interview,
        number: number(&inspection, PaperKind::Interview, 1, 1, &device),
        deadline: String::new(),
        ..order()
    };
    paper.signed = Some(PaperSigned {
        shown_sha256: paper.sha256(),
        strokes,
        at: Timestamp(1_795_000_000_000),
    });
    assert_eq!(paper.check(&inspection), Ok(()));
    let mut later = paper.clone();
    later.rows[0].says.push_str("，另补");
    assert_eq!(later.check(&inspection), Err(PaperWrong::Signature));
    let mut blank = paper.clone();
    blank.signed.as_mut().unwrap().strokes.clear();
    assert_eq!(blank.check(&inspection), Err(PaperWrong::Signature));
}
