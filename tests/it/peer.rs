//! A document taken out by `inspection export --format automerge` opens in the JavaScript Automerge with the same
//! values, and what that program saves opens here. Without npm the test says that it is skipped.

use crate::routes::desk::Desk;
use crate::routes::field::team;
use domain::inspection::doc::InspectionDoc;
use domain::inspection::edit::{Edit, TextField};
use domain::inspection::view::InspectionView;
use domain::wire::api::InspectionDetail;
use serde::Deserialize;
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use test_support::audit::scripts;

/// Outside the basic plane, of several code points, from right to left: where programs count texts differently.
const WORDS: &str = "消防通道被占用 🧯 👨\u{200d}🚒 עברית";

/// What the other program says.
#[derive(Deserialize)]
struct Told {
    heads: Vec<String>,
    changes: usize,
    document: Value,
}

#[tokio::test]
async fn the_javascript_automerge_reads_an_exported_document_with_the_same_values() {
    let Some(peer) = scripts() else {
        // Past the runner that swallows what a passing test prints.
        return drop(writeln!(
            std::io::stderr(),
            "JavaScript Automerge: skipped, there is no npm on this machine"
        ));
    };
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let (target, text) = (TextField::Remarks, WORDS.to_owned());
    tablets[0].edit(&id, &Edit::SetText { target, text });
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    let (raw, wanted) = (id.clone(), id.clone());
    let raw = desk.app.store.read_now(move |v| v.changes(&raw)).unwrap();
    let stored = desk
        .app
        .store
        .read_now(move |v| v.document(&wanted))
        .unwrap()
        .unwrap();
    let exported = export(desk, id.as_str()).unwrap_or_else(|| stored.bytes.clone());
    assert_eq!(exported, stored.bytes);

    let files = tempfile::tempdir().unwrap();
    let told = read(&peer, files.path(), &exported);
    let view = &detail.view;
    assert_eq!(told.heads, view.heads);
    assert_eq!(told.changes, raw.len(), "every change is in the export");
    let answers = expect_same(&told.document, view);
    let again = std::fs::read(files.path().join("back.automerge")).unwrap();
    let again = InspectionDoc::load(&[again]).unwrap();
    let heads: Vec<String> = again.heads().iter().map(|h| h.to_hex()).collect();
    assert_eq!(
        (heads.as_slice(), again.view().remarks.as_str()),
        (view.heads.as_slice(), WORDS)
    );
    let line = format!(
        "JavaScript Automerge: {} changes, {answers} answers, {} signatures read the same",
        told.changes,
        view.signatures.len()
    );
    writeln!(std::io::stderr(), "{line}").unwrap();
}

/// Has the other program read these bytes, and write them back.
fn read(peer: &Path, files: &Path, bytes: &[u8]) -> Told {
    let (file, back) = (files.join("record.automerge"), files.join("back.automerge"));
    std::fs::write(&file, bytes).unwrap();
    let mut node = Command::new("node");
    node.arg("../read.mjs").args([&file, &back]).current_dir(peer);
    let ran = node.output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).unwrap()
}

/// Compares what it read with what a screen shows here; answers how many answers were compared.
fn expect_same(doc: &Value, view: &InspectionView) -> usize {
    let (schema, remarks) = (doc["schema"].as_u64(), doc["words"]["remarks"].as_str());
    assert_eq!((schema, remarks), (Some(1), Some(WORDS)));
    assert_eq!(doc["inspection"], view.id.as_str());
    let mut answers = 0;
    for (item, answer) in &view.answers {
        let Some(value) = &answer.value else { continue };
        answers += 1;
        let (register, text) = (&doc["answers"][item.as_str()], &doc["texts"][item.as_str()]);
        assert!(
            register == value.as_str() || text == value.as_str(),
            "{item}: {value}"
        );
    }
    assert!(answers > 5, "the record is filled in: {answers}");
    let of = |section: &str| doc[section].as_object().map_or(0, serde_json::Map::len);
    let drawn = view.signatures.iter().filter(|s| !s.signature.strokes.is_empty());
    assert_eq!(
        (of("signatures"), of("strokes")),
        (view.signatures.len(), drawn.count())
    );
    assert_eq!((of("seals"), view.seals.len()), (1, 1));
    answers
}

/// The bytes as the command writes them, when the run names the server binary.
fn export(desk: Desk, id: &str) -> Option<Vec<u8>> {
    let program = std::env::var_os("SUICHA_SERVER")?;
    let closed = desk.close();
    let ran = Command::new(program)
        .args(["inspection", "export", id, "--format", "automerge", "--data"])
        .arg(closed.data())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Some(ran.stdout)
}
