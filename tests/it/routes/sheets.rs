//! The record sheet as a file, read by a program that shares nothing with the one that wrote it.

use super::desk::Desk;
use super::field::team;
use super::tablet::Tablet;
use super::visits;
use axum::http::StatusCode;
use domain::evidence::Evidence;
use domain::id::InspectionId;
use domain::inspection::doc::next_number;
use domain::inspection::edit::{Edit, TextField};
use domain::inspection::paper::{Paper, PaperKind};
use domain::inspection::signature::Stroke;
use domain::sheet::{EachPage, Mark, Part, Place, Row, Sheet};
use domain::time::Timestamp;
use domain::wire::api::InspectionDetail;
use lopdf::{Dictionary, Document, Object};
use std::path::{Path, PathBuf};
use sync_server::pdf::{self, Fonts};

/// A folder with a Chinese font: the pinned one, or on a machine without it the one the browser draws with.
fn fonts() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fonts");
    let pinned = std::env::var_os("SUICHA_FONTS").map_or(beside, PathBuf::from);
    if pinned.is_dir() {
        return pinned.canonicalize().unwrap();
    }
    let asked = std::process::Command::new("fc-match")
        .args(["--format=%{file}", "Noto Serif CJK SC"])
        .output()
        .expect("fontconfig, which browser stories need, too");
    let file = PathBuf::from(String::from_utf8(asked.stdout).unwrap());
    file.parent().unwrap().to_owned()
}

/// Fonts where the desk's server looks for them.
pub(super) fn lay_fonts(desk: &Desk) {
    std::os::unix::fs::symlink(fonts(), desk.data().join("fonts")).unwrap();
}

pub(super) async fn fetch(desk: &mut Desk, id: &InspectionId) -> Vec<u8> {
    let path = format!("/inspections/{id}/record.pdf");
    let got = desk.raw("reviewer", "GET", &path, Vec::new()).await;
    assert_eq!(
        got.status,
        StatusCode::OK,
        "{}",
        String::from_utf8_lossy(&got.body)
    );
    assert_eq!(got.headers["content-type"], "application/pdf");
    got.body
}

/// What a reader finds on each page, without the blanks between what is drawn apart.
fn pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = |n: &u32| document.extract_text(&[*n]).unwrap();
    let bare = |text: String| text.split_whitespace().collect::<String>();
    numbers.iter().map(text).map(bare).collect()
}

fn dictionaries(document: &Document) -> impl Iterator<Item = &Dictionary> {
    document.objects.values().filter_map(|o| o.as_dict().ok())
}

#[tokio::test]
async fn a_record_is_a_file_of_numbered_pages_with_its_fonts_in_it() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let path = format!("/inspections/{id}/record.pdf");
    let none = desk.raw("reviewer", "GET", &path, Vec::new()).await;
    assert_eq!(
        (none.status, none.code()),
        (StatusCode::SERVICE_UNAVAILABLE, "paper.no_font".to_owned())
    );
    lay_fonts(&desk);

    let remarks = Edit::SetText {
        target: TextField::Remarks,
        // The last character of CJK Extension H (Unicode 15.0, U+31350–323AF): no font of ours draws it.
        text: "负责人龘\u{323AF}到场，\n通道（二层）畅通。".to_owned(),
    };
    tablets[0].edit(&id, &remarks);
    tablets[0].sync(&desk).await;
    let draft = pages(&fetch(&mut desk, &id).await);
    assert!(
        draft.iter().all(|page| page.contains("未签封，仅供核对")),
        "on every page"
    );

    let number = order(&mut tablets[0], &id);
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    let bytes = fetch(&mut desk, &id).await;
    assert_eq!(
        fetch(&mut desk, &id).await,
        bytes,
        "the same record is the same file"
    );
    assert!(bytes.len() < 300_000, "{} bytes", bytes.len());
    let read = pages(&bytes);
    let whole = read.concat();
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    let package = &detail.package;
    assert!(!whole.contains("未签封"), "{whole}");
    for (n, page) in read.iter().enumerate() {
        assert!(page.contains(&format!("{}/{}", n + 1, read.len())), "{page}");
        assert!(page.contains(&format!("编号{id}")), "{page}");
    }
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let forms = package
        .forms
        .iter()
        .filter(|f| package.form_order.contains(&f.id));
    let items = forms.flat_map(|form| {
        let items = form.items().filter(|i| i.relevant.is_none());
        items.map(|i| bare(&i.text)).chain([bare(&form.title)])
    });
    let due: Vec<String> = items.chain([bare(&package.subject.name)]).collect();
    let names = package.team.iter().map(|m| m.name.clone());
    for text in due.into_iter().chain(names) {
        assert!(whole.contains(text.as_str()), "{text} in {whole}");
    }
    let digest = domain::submission::Submission::of(package, &detail.view)
        .unwrap()
        .sha256();
    assert!(whole.contains(&digest), "whole");
    assert!(
        read.iter().all(|page| page.contains(&digest[..16])),
        "at every foot"
    );
    order_alone(read.last().unwrap(), &number);
    // A rare character is drawn or named, never left out.
    assert!(whole.contains("负责人龘[U+323AF]到场"), "{whole}");
    assert!(
        whole.contains("没有下列字") && whole.contains("[U+323AF]（1处）"),
        "{whole}"
    );
    embedded(&bytes);
}

/// The order stands on a sheet of its own, with its number and its day.
fn order_alone(own: &str, number: &str) {
    assert!(own.contains("责令改正通知书") && own.contains(number), "{own}");
    assert!(
        own.contains("2026-12-20") && own.contains("清除并保持畅通"),
        "{own}"
    );
}

/// An order to put right; answers its number.
fn order(tablet: &mut Tablet, id: &InspectionId) -> String {
    let officer = &tablet.held[id].package.team[0].inspector;
    let (package, device) = (&tablet.held[id].package, &tablet.enrolment.device);
    let number = next_number(&[], package, PaperKind::Order, officer, device);
    let mut paper = Paper::new(PaperKind::Order, number.clone());
    paper.person = "演示负责人".to_owned();
    paper.deadline = "2026-12-20".to_owned();
    paper.rows[0].what = "疏散通道堆放杂物".to_owned();
    paper.rows[0].says = "清除并保持畅通".to_owned();
    tablet.edit(
        id,
        &Edit::Paper {
            paper: Box::new(paper),
        },
    );
    number
}

/// Every font is embedded, and a part of itself: ISO 32000-1, 9.6.4 – six capitals and a plus sign.
fn embedded(bytes: &[u8]) {
    let document = Document::load_mem(bytes).unwrap();
    let mut fonts = 0;
    for found in dictionaries(&document).filter(|d| d.has_type(b"FontDescriptor")) {
        let name = found.get(b"FontName").and_then(Object::as_name).unwrap();
        let tag = &name[..7];
        assert!(
            tag[..6].iter().all(u8::is_ascii_uppercase) && tag[6] == b'+',
            "{}",
            String::from_utf8_lossy(name)
        );
        assert!(found.has(b"FontFile2") || found.has(b"FontFile3"));
        fonts += 1;
    }
    assert!(fonts >= 1, "a font is described");
}

/// 逐页签名: where a rule asks for it, signatures and the photo of a seal stand at the foot of every page.
#[test]
fn what_is_due_on_every_page_is_drawn_on_every_page() {
    // The smallest picture there is: one grey pixel (PNG, ISO/IEC 15948).
    let pixel = hex::decode(concat!(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55",
        "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
    ));
    let (pixel, photo) = (pixel.unwrap(), evidence());
    let row = |n: usize| Row {
        about: format!("演示要点 {n}"),
        says: "合格".to_owned(),
        follows: false,
    };
    let ink = Mark::Ink(vec![Stroke {
        points: (0..40).map(|i| [i * 100, 3_000, i * 4, 500]).collect(),
    }]);
    let seal = Mark::Photo(Some(Box::new(photo.clone())));
    let place = |mark: &Mark| Place {
        capacity: "被检查单位",
        who: "演示负责人".to_owned(),
        mark: Some(mark.clone()),
        notes: vec!["2026-11-20 10:00".to_owned()],
    };
    let sheet = Sheet {
        titles: vec!["演示表".to_owned()],
        number: "t2026-001-001".to_owned(),
        warnings: Vec::new(),
        state: "演示".to_owned(),
        sealed_at: None,
        parts: vec![Part {
            title: "节".to_owned(),
            rows: (0..90).map(row).collect(),
        }],
        after: vec![Part {
            title: "签封后办理".to_owned(),
            rows: vec![row(91)],
        }],
        places: vec![place(&ink), place(&seal)],
        papers: Vec::new(),
        refused: Vec::new(),
        each_page: Some(EachPage {
            places: vec![
                ("演示员".to_owned(), Some(ink)),
                ("被检查单位".to_owned(), Some(seal)),
            ],
            cite: "第十五条".to_owned(),
        }),
        digest: "ab".repeat(32),
        key: None,
        code: "demo".to_owned(),
    };
    let fonts = Fonts::open(Some(&fonts())).unwrap();
    let pictures = |bytes: &[u8]| [(photo.sha256.clone(), bytes.to_vec())].into();
    let bytes = pdf::write(&sheet, pictures(&pixel), &fonts, Timestamp(0)).unwrap();
    let read = pages(&bytes);
    assert!(read.len() >= 3, "{} pages", read.len());
    let signed = signed_pages(&read);
    let document = Document::load_mem(&bytes).unwrap();
    for page in document.get_pages().into_values().take(signed.len()) {
        let images = document.get_page_images(page).unwrap();
        assert!(!images.is_empty(), "the seal is on every page");
    }
    let broken = pdf::write(&sheet, pictures(b"no picture"), &fonts, Timestamp(0)).unwrap();
    assert!(
        pages(&broken)[..signed.len()]
            .iter()
            .all(|page| page.contains("见证据照片")),
        "said in words"
    );
}

/// All pages but the last, which holds what came after the seal and which nobody signed.
fn signed_pages(read: &[String]) -> &[String] {
    let (last, signed) = read.split_last().unwrap();
    assert!(
        last.contains("不在签名范围内") && last.contains("演示要点91"),
        "{last}"
    );
    assert!(!last.contains("逐页签名"), "{last}");
    assert!(signed.iter().all(|page| page.contains("逐页签名第十五条")
        && page.contains("演示员")
        && !page.contains("演示要点91")));
    signed
}

fn evidence() -> Evidence {
    let value = serde_json::json!({
        "id": "e1", "kind": "photo", "sha256": "cd".repeat(32), "size_bytes": 67, "media_type": "image/png",
        "taken_at": 0, "place": { "known": "none", "reason": "denied" }, "device": "d1", "caption": "印章"
    });
    serde_json::from_value(value).unwrap()
}

/// The ground of a visit that no draw names stands on its record.
#[tokio::test]
async fn the_record_of_a_visit_without_a_draw_says_so() {
    let mut desk = Desk::open().await;
    lay_fonts(&desk);
    let (order, officers) = visits::order(&mut desk).await;
    let ordered: InspectionDetail = desk.post("approver", "/inspections", &order).await;
    let id = ordered.row.id;
    let mut tablet = Tablet::enrol(&mut desk, &officers[0].id, 1).await;
    tablet.sync(&desk).await;
    let whole = pages(&fetch(&mut desk, &id).await).concat();
    assert!(
        whole.contains("非随机检查事由") && whole.contains("第三条"),
        "{whole}"
    );
    assert!(whole.contains("演示：举报疏散通道堵塞"), "{whole}");
}
