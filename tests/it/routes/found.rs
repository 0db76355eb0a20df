//! Draws among things found on site: drawn on a tablet, admitted, logged once each, re-run by two verifiers.

use super::desk::Desk;
use super::field::team_of;
use super::tablet::Tablet;
use domain::draw::leaf::LateLeaf;
use domain::draw::verify::{Verdict, verify};
use domain::draw::{Leaf, Transcript};
use domain::id::InspectionId;
use domain::inspection::edit::Edit;
use domain::inspection::view::DocState;
use domain::wire::api::InspectionDetail;
use std::path::Path;
use std::process::Command;

/// Two shops that R16 has looked at in their stores (表二第4行); the demo has inspectors in one area only.
const SHOPS: &str = "单位名称,地址,标签,监管领域\n演示兽药店一,演示路1号,兽药经营,工贸安全\n演示兽药店二,演示路2号,兽药经营,工贸安全\n";

async fn shops(desk: &mut Desk) -> (String, Vec<Tablet>, InspectionId) {
    let import = desk.import("subjects", "shops.csv", SHOPS.into()).await;
    assert_eq!((import.accepted, import.refused), (2, 0), "{:?}", import.problems);
    let inputs = [
        ("share_random", "50"),
        ("stock_drugs", "2"),
        ("stock_pesticides", "3"),
        ("team_size", "2"),
    ];
    let draft = desk.draft("R16", "工贸安全", &inputs).await;
    let (task, tablets) = team_of(desk, draft).await;
    let id = task.drawn[0].inspection.clone();
    (task.summary.id.to_string(), tablets, id)
}

fn fix(tablet: &mut Tablet, id: &InspectionId, names: &[&str], salt: u8, why: &str) -> String {
    let list = "drugs".to_owned();
    tablet.edit(
        id,
        &Edit::FixList {
            list,
            names: names.iter().map(|n| (*n).to_owned()).collect(),
            salt: hex::encode([salt; 16]),
            why: why.to_owned(),
        },
    );
    tablet.held[id].doc.view().lists.last().unwrap().key.clone()
}

fn draw(tablet: &mut Tablet, id: &InspectionId, fixed: String, dice: &str) {
    let party = hex::encode(dice);
    tablet.edit(id, &Edit::DrawList { fixed, party });
}

/// What the public file tells of draws on site, re-run by our verifier and by the one that shares no code with it.
async fn told(desk: &mut Desk, task: &str) -> (Vec<LateLeaf>, Vec<u8>) {
    let path = format!("/public/tasks/{task}/transcript");
    let transcript = desk.raw("", "GET", &path, Vec::new()).await.body;
    let Verdict::Ok(_) = verify(&transcript) else {
        panic!("{:?}", verify(&transcript))
    };
    let file = desk.data().join("transcript.json");
    std::fs::write(&file, &transcript).unwrap();
    let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("verifier/draw.py");
    let python = Command::new("python3").arg(verifier).arg(&file).output().unwrap();
    assert!(
        python.status.success(),
        "{}",
        String::from_utf8_lossy(&python.stdout)
    );
    let read: Transcript = serde_json::from_slice(&transcript).unwrap();
    let leaves = read
        .leaves
        .iter()
        .filter_map(|l| match serde_json::from_str(&l.leaf) {
            Ok(Leaf::Late(late)) => Some(late),
            _ => None,
        });
    (leaves.collect(), transcript)
}

#[tokio::test]
async fn r16_2_what_is_drawn_in_the_store_is_logged_and_can_be_re_run() {
    let mut desk = Desk::open().await;
    let (task, mut tablets, id) = shops(&mut desk).await;
    let rules: Vec<_> = tablets[0].held[&id].package.onsite.clone();
    let lists: Vec<&str> = rules.iter().map(|d| d.list.as_str()).collect();
    assert_eq!(
        lists,
        ["drugs"],
        "a shop without pesticides is not asked for them"
    );
    assert_eq!(rules[0].cite, "表二第3行、第4行、第9行");
    let names = ["甲药 批号01", "乙药 批号02", "丙药 批号03", "丁药 批号04"];
    let first = fix(&mut tablets[0], &id, &names, 1, "");
    tablets[0].sync(&desk).await;
    let (leaves, _) = told(&mut desk, &task).await;
    assert_eq!(
        leaves,
        [],
        "a list that waits for its dice is nobody's business yet"
    );
    draw(&mut tablets[0], &id, first, "351624");
    tablets[0].sync(&desk).await;
    tablets[1].sync(&desk).await;
    let (leaves, file) = told(&mut desk, &task).await;
    let [leaf] = leaves.as_slice() else {
        panic!("one leaf: {leaves:?}")
    };
    assert_eq!(
        (leaf.rows.len(), leaf.drawn.len(), leaf.no),
        (4, 2, 0),
        "as many as the plan says"
    );
    assert_eq!(leaf.party, hex::encode("351624"));
    assert!(
        !String::from_utf8_lossy(&file).contains("甲药"),
        "the log names nothing"
    );

    // The colleague has the same result, and draws once more, with a reason.
    let seen = tablets[1].held[&id].doc.view();
    assert_eq!(seen.lists[0].drawings[0].drawn.len(), 2);
    let further = fix(
        &mut tablets[1],
        &id,
        &["戊药 批号05", "己药 批号06", "庚药 批号07"],
        2,
        "二号库房",
    );
    draw(&mut tablets[1], &id, further, "111111");
    tablets[1].sync(&desk).await;
    tablets[1].sync(&desk).await;
    let (leaves, _) = told(&mut desk, &task).await;
    let numbers: Vec<(u64, bool)> = leaves.iter().map(|l| (l.no, l.why.is_some())).collect();
    assert_eq!(
        numbers,
        [(0, false), (1, true)],
        "each once, the first stays, the second has its reason"
    );
    answered_and_seen(&mut desk, &mut tablets[1], &id).await;
}

/// What was drawn is answered like any other part of the form, sealed, and seen by the office.
async fn answered_and_seen(desk: &mut Desk, tablet: &mut Tablet, id: &InspectionId) {
    tablet.finish(id);
    tablet.sync(desk).await;
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.state, DocState::Sealed);
    let rows: Vec<&String> = detail.view.rows.iter().map(|r| &r.name).collect();
    assert_eq!(rows.len(), 4);
    let asked: Vec<String> = detail
        .package
        .forms
        .iter()
        .flat_map(|f| f.items())
        .filter(|i| i.id.as_str().starts_with("sd-1@"))
        .map(|i| i.text.clone())
        .collect();
    assert_eq!(asked.len(), 4, "{asked:?}");
    assert!(
        asked
            .iter()
            .zip(rows)
            .all(|(text, name)| text.starts_with(name.as_str()))
    );
    let trail = desk
        .raw(
            "reviewer",
            "GET",
            &format!("/inspections/{id}/audit.csv"),
            Vec::new(),
        )
        .await;
    let trail = String::from_utf8_lossy(&trail.body).into_owned();
    assert!(trail.contains("甲药 批号01"), "{trail}");
}

#[tokio::test]
async fn a_list_nothing_was_drawn_from_is_told_at_the_seal() {
    let mut desk = Desk::open().await;
    let (task, mut tablets, id) = shops(&mut desk).await;
    fix(&mut tablets[0], &id, &["甲药", "乙药", "丙药"], 1, "");
    let further = fix(
        &mut tablets[0],
        &id,
        &["甲药", "乙药", "丙药", "丁药"],
        2,
        "漏列丁药",
    );
    draw(&mut tablets[0], &id, further, "666666");
    tablets[0].sync(&desk).await;
    let (leaves, _) = told(&mut desk, &task).await;
    let told: Vec<(u64, usize, usize)> = leaves
        .iter()
        .map(|l| (l.no, l.rows.len(), l.drawn.len()))
        .collect();
    assert_eq!(told, [(0, 3, 0), (1, 4, 2)]);
}
