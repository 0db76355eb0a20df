//! A document of schema 1 as it was first released: it must open, read the same and unframe for ever.
//!
//! The files are never written again. `cargo test -p domain write_golden -- --ignored` made them; a new schema
//! gets files of its own beside these.

use super::super::InspectionDoc;
use super::super::testing::{WANG, exchange, pair};
use crate::inspection::edit::{Edit, TextField};
use crate::inspection::view::InspectionView;
use crate::sync::frame::{from_frame, to_frame};
use std::path::PathBuf;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/vectors/doc")
        .join(name)
}

#[test]
fn a_document_of_schema_1_opens_for_ever() {
    let chunks: [&[u8]; 2] = [
        include_bytes!("../../../../../tests/vectors/doc/schema-1.document.bin"),
        include_bytes!("../../../../../tests/vectors/doc/schema-1.change.bin"),
    ];
    let doc = InspectionDoc::load(&chunks).unwrap();
    let view = include_str!("../../../../../tests/vectors/doc/schema-1.view.json");
    let mut expected: InspectionView = serde_json::from_str(view).unwrap();
    // A view says so since; the file is older. Its one seal is being amended, and no later one is there.
    expected.seals[0].latest = true;
    assert_eq!(doc.view(), expected);
    let frame = include_bytes!("../../../../../tests/vectors/doc/schema-1.frame.bin");
    let changes = from_frame(frame, &[]).unwrap();
    let bytes: Vec<&[u8]> = changes.iter().map(|c| c.bytes.as_slice()).collect();
    assert_eq!(InspectionDoc::load(&bytes).unwrap().view(), expected);
}

/// Everything the schema can hold: answers, a difference, texts, evidence, signatures, a seal, a supplement, an
/// amendment.
#[test]
#[ignore = "writes the golden files; run once for each new schema"]
fn write_golden() {
    let (mut a, mut b) = pair();
    a.fill();
    a.photo("p1");
    a.note("q0", "二层灭火器压力不足");
    a.edit(Edit::Locate {
        item: "q0".into(),
        location: "二层东侧".to_owned(),
    });
    b.note("q1", "已整改");
    exchange(&mut a, &mut b);
    a.edit(Edit::SetText {
        target: TextField::Remarks,
        text: "演示记录".to_owned(),
    });
    a.sign_all();
    a.seal();
    b.answer("q1", "bad");
    exchange(&mut a, &mut b);
    a.edit(Edit::Amend {
        reason: "更正".to_owned(),
    });
    exchange(&mut a, &mut b);
    a.answer("q3", "ok");
    b.answer("q3", "bad");
    exchange(&mut a, &mut b);
    let document = a.doc.save_compacted().unwrap();
    assert_eq!(a.who.as_str(), WANG);
    let change = a.photo("p2");
    std::fs::create_dir_all(file("")).unwrap();
    std::fs::write(file("schema-1.document.bin"), document).unwrap();
    std::fs::write(file("schema-1.change.bin"), change.bytes).unwrap();
    let view = serde_json::to_string(&a.view()).unwrap();
    std::fs::write(file("schema-1.view.json"), view + "\n").unwrap();
    let frame = to_frame(&a.doc.changes_after(&[]), &[]).unwrap();
    std::fs::write(file("schema-1.frame.bin"), frame).unwrap();
}
