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
    paper.complete(Some(day("2026-11-20")))
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
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
        checked(|p| p.deadline = "2026-11-19".to_owned()),
        Err(PaperWrong::Past),
        "the day before the visit"
    );
    assert_eq!(
        checked(|p| p.deadline = "2026-11-20".to_owned()),
        Ok(()),
        "put right on the spot"
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

/// A paper is one value: were a time refused because of another, every word typed after it would be refused with it.
#[test]
fn an_end_before_its_begin_is_kept_as_typed_and_holds_up_the_seal() {
    let (mut paper, inspection) = signed_interview();
    paper.signed = None;
    paper.unsigned = "拒绝签名".to_owned();
    paper.to = "2026-11-20T09:00".to_owned();
    assert_eq!(paper.check(&inspection), Ok(()));
    assert_eq!(paper.complete(None), Err(PaperWrong::Time));
    paper.from.clear();
    assert_eq!(paper.check(&inspection), Ok(()), "the end may be typed first");
    assert_eq!(paper.complete(None), Err(PaperWrong::Time));
    paper.from = "2026-11-20T08:30".to_owned();
    assert_eq!(paper.complete(None), Ok(()));
}

/// 行政处罚程序 asks for the signature of whoever was interviewed, or a note why there is none.
#[test]
fn an_interview_is_signed_or_says_why_not() {
    let (mut paper, _) = signed_interview();
    assert_eq!(paper.complete(None), Ok(()));
    paper.signed = None;
    assert_eq!(paper.complete(None), Err(PaperWrong::Unsigned));
    paper.unsigned = " ".to_owned();
    assert_eq!(paper.complete(None), Err(PaperWrong::Unsigned));
    paper.unsigned = "被询问人拒绝签名".to_owned();
    assert_eq!(paper.complete(None), Ok(()));
    assert_eq!(checked(|_| ()), Ok(()), "an order is signed with the record");
}

/// A paper as programs wrote it before a reason could stand in it; its digest by `sha256sum`.
#[test]
fn a_paper_of_an_earlier_version_opens_and_its_signature_still_covers_it() {
    let (paper, inspection) = signed_interview();
    assert_eq!(paper.unsigned, "");
    assert_eq!(
        paper.sha256(),
        "e6bbbd66d7ab4540027b2f3c6e5f457c07d2ec0f7b9858424eb1120a7b59ec42"
    );
    assert_eq!(paper.check(&inspection), Ok(()));
    let again = serde_json::to_string(&paper).unwrap();
    assert!(!again.contains("unsigned"), "and is written as it was: {again}");
}

fn signed_interview() -> (Paper, InspectionId) {
    let points: Vec<[i32; 4]> = (0..40).map(|i| [i * 100, 3_000, i * 4, 500]).collect();
    let json = serde_json::json!({"kind": "interview", "number": "t2026-001-001-I1-1ABCD", "person": "演示证人",
        "position": "", "place": "", "from": "2026-11-20T09:30", "to": "", "deadline": "", "basis": "",
        "rows": [{"what": "何时开业", "says": "去年"}], "void": "",
        "signed": {"shown_sha256": "e6bbbd66d7ab4540027b2f3c6e5f457c07d2ec0f7b9858424eb1120a7b59ec42",
            "strokes": [{"points": points}], "at": 1_795_000_000_000_i64}});
    (
        serde_json::from_value(json).unwrap(),
        InspectionId::from("t2026-001-001"),
    )
}

#[test]
fn the_number_says_who_writes() {
    let (device, inspection) = (DeviceId::new("tablet-1"), InspectionId::from("t2026-001-001"));
    for member in 0..13 {
        let number = number(&inspection, PaperKind::Order, 1, member, &device);
        let named = Paper::new(PaperKind::Order, number).writer();
        assert_eq!(
            named,
            Some(member).filter(|m| *m > 0),
            "0: somebody outside the team"
        );
    }
    assert_eq!(Paper::new(PaperKind::Order, "O1".to_owned()).writer(), None);
}
