//! The trail as `audit.csv`: columns and quoting as the XForms sub-specification "Client Audit Logs" has them.

use super::super::testing::{LI, WANG, exchange, pair};
use crate::clock::Run;
use crate::id::EvidenceId;
use crate::inspection::edit::Edit;

/// Second of the device clock as the trail writes it: so many edits after the tablet was opened.
fn at(edits: i64) -> String {
    (1_795_000_000_000 + edits * 15_000).to_string()
}

#[test]
fn the_trail_says_who_wrote_what_over_which_value_and_why() {
    let (mut a, mut b) = pair();
    a.answer("q0", "ok");
    exchange(&mut a, &mut b);
    b.answer("q0", "bad");
    b.note("q0", "门锁, \"常闭\"\n见照片");
    let first = [
        "event,node,start,end,latitude,longitude,accuracy,old-value,new-value,user,change-reason".to_owned(),
        format!("form start,,{},,,,,,,{WANG},", at(1)),
        format!("question,/data/q0,{},,,,,,ok,{WANG},", at(1)),
        format!("form start,,{},,,,,,,{LI},", at(1)),
        format!("question,/data/q0,{},,,,,ok,bad,{LI},", at(1)),
        format!(
            "question,/data/q0/note,{},,,,,,\"门锁, \"\"常闭\"\"\n见照片\",{LI},",
            at(2)
        ),
    ];
    assert_eq!(b.doc.audit_csv(), format!("{}\n", first.join("\n")));
}

#[test]
fn seals_amendments_and_what_was_set_aside_have_their_reasons() {
    let (mut a, mut b) = pair();
    a.photo("first");
    a.edit(Edit::Withdraw {
        evidence: EvidenceId::from("first"),
        reason: "拍糊了".to_owned(),
    });
    a.fill();
    a.sign_all();
    a.seal();
    a.edit(Edit::Amend {
        reason: "退回补正".to_owned(),
    });
    exchange(&mut a, &mut b);
    let trail = a.doc.audit_csv();
    assert_eq!(trail, b.doc.audit_csv(), "the same on every tablet");
    // SHA-256 of the five letters of the photo, by sha256sum(1).
    let photo = "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e";
    let rows: Vec<&str> = trail.lines().collect();
    let has = |row: &str| assert!(rows.contains(&row), "{row} is not in\n{trail}");
    has(&format!(
        "question,/data/evidence/first,{},,,,,,{photo},{WANG},",
        at(1)
    ));
    has(&format!(
        "question,/data/evidence/first,{},,,,,,,{WANG},拍糊了",
        at(2)
    ));
    has(&format!("change reason,,{},,,,,,,{WANG},退回补正", at(12)));
    let of = |event: &str| rows.iter().filter(|r| r.starts_with(event)).count();
    assert_eq!((of("form finalize,/data/seals/"), of("form start,")), (1, 1));
    let signed: Vec<&str> = rows
        .iter()
        .filter(|r| r.contains("/data/signatures/"))
        .filter_map(|r| r.split(',').nth(8))
        .collect();
    assert_eq!(signed, ["officer", "officer", "subject"]);
    assert!(
        !trail.contains("演示负责人"),
        "the record names who signed, the trail need not"
    );
}

// OWASP "CSV Injection": =, +, -, @, tab and carriage return begin a formula; a negative figure is none.
#[test]
fn what_a_spreadsheet_would_take_for_a_formula_is_text() {
    let (mut a, _) = pair();
    a.note("q0", "=HYPERLINK(\"http://example.org\")");
    a.note("q1", "-20");
    let trail = a.doc.audit_csv();
    assert!(trail.contains(",'=HYPERLINK(\"http://example.org\"),"), "{trail}");
    assert!(trail.contains(",-20,"), "{trail}");
}

/// F19: the tablet's clock is set back by an hour between two marks ten minutes apart; what it would have said is the
/// running clock's reading, and the order stays that of cause.
#[test]
fn f19_a_clock_that_was_set_stands_in_the_trail_and_on_the_view() {
    let (mut a, mut b) = pair();
    let began = a.now / 1000;
    let run = |began| {
        Some(Run {
            id: "0badcafe".to_owned(),
            began,
        })
    };
    a.run = run(began);
    a.answer("q0", "ok");
    let before = a.now;
    a.run = run(began - 3_600);
    a.now = before - 3_600_000 + 600_000 - 15_000;
    a.answer("q1", "bad");
    exchange(&mut a, &mut b);
    let (ran, told) = (before + 600_000, before - 3_000_000);
    let trail = b.doc.audit_csv();
    let rows: Vec<&str> = trail.lines().collect();
    assert_eq!(
        rows[2..],
        [
            format!("question,/data/q0,{before},,,,,,ok,{WANG},"),
            format!("clock moved,,{told},,,,,{ran},{told},{WANG},"),
            format!("question,/data/q1,{told},,,,,,bad,{WANG},"),
        ]
    );
    let moves = b.doc.view().clock_moves;
    assert_eq!(moves.len(), 1);
    assert_eq!((moves[0].moved.ran.0, moves[0].moved.told.0), (ran, told));
}
