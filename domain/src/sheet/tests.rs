//! What stands on the sheet, before and after the seal.

use super::words::{EN, ZH};
use super::{Mark, Sheet};
use crate::evidence::{About, EvidenceKind, Pages};
use crate::inspection::doc::testing::{Copy, pair, photo};
use crate::inspection::edit::Edit;
use crate::inspection::paper::{Paper, PaperKind};
use crate::inspection::signature::{SignatureForm, Signer};
use crate::submission::read_back;

fn sheet(copy: &Copy) -> Sheet {
    Sheet::of(&copy.package, &copy.view(), false, &ZH)
}

fn warned(sheet: &Sheet) -> Vec<&str> {
    sheet.warnings.iter().map(|w| w.id).collect()
}

#[test]
fn a_sheet_names_itself_a_draft_until_it_is_sealed() {
    let (mut a, _) = pair();
    a.fill();
    let draft = sheet(&a);
    assert_eq!(warned(&draft), ["draft"]);
    assert_eq!((draft.state.as_str(), draft.key.as_ref()), (ZH.draft, None));
    let page = read_back(&a.package, &a.view(), &a.view().heads);
    assert_eq!(draft.digest, page.sha256, "a draft is known by what it says");
    a.sign_all();
    a.seal();
    let sealed = sheet(&a);
    assert_eq!(warned(&sealed), <[&str; 0]>::default());
    assert!(sealed.state.contains("演示员一"), "{}", sealed.state);
    assert!(sealed.key.is_some());
    assert_ne!(sealed.digest, draft.digest);
    assert_eq!(
        sealed.code,
        format!("suicha record v1\ninsp-1\n{}", sealed.digest)
    );
}

/// The sheet leaves nothing out of the page that was read back; what it adds is the authority and the time.
#[test]
fn every_line_that_was_read_back_stands_on_the_sheet_in_order() {
    let (mut a, _) = pair();
    a.fill();
    a.problem("q5");
    let page = read_back(&a.package, &a.view(), &a.view().heads);
    let lines = |n: usize| page.sections[n].lines.len();
    let sheet = sheet(&a);
    assert_eq!(sheet.parts.len(), page.sections.len());
    for (n, part) in sheet.parts.iter().enumerate() {
        let added = if n == 0 { 2 } else { 0 };
        assert_eq!(part.rows.len(), lines(n) + added, "{}", part.title);
    }
    let note = sheet
        .parts
        .iter()
        .flat_map(|p| &p.rows)
        .find(|r| r.says == "演示问题");
    assert!(
        note.is_some_and(|row| row.follows && !row.is_long()),
        "a note stays with its question"
    );
    let all: Vec<_> = sheet
        .parts
        .iter()
        .flat_map(|p| &p.rows)
        .map(|r| r.says.as_str())
        .collect();
    assert!(all.contains(&"不合格") && all.contains(&"演示问题") && all.contains(&"未填"));
    let english = Sheet::of(&a.package, &a.view(), true, &EN);
    assert_eq!(english.parts.len(), sheet.parts.len());
    assert_eq!(warned(&english), ["demo", "draft"]);
}

#[test]
fn everybody_due_has_a_place_and_a_refusal_takes_the_subjects() {
    let (mut a, _) = pair();
    a.fill();
    let capacities = |copy: &Copy| {
        let places = sheet(copy).places;
        places
            .iter()
            .map(|p| (p.capacity, p.mark.is_some()))
            .collect::<Vec<_>>()
    };
    let due = |signed| vec![(ZH.officers, signed), (ZH.officers, signed), (ZH.subject, signed)];
    assert_eq!(capacities(&a), due(false));
    a.sign_all();
    assert_eq!(capacities(&a), due(true));
    // Two interpreters, one of them twice: each once.
    for name in ["演示译员甲", "演示译员乙", "演示译员甲"] {
        a.sign_as(Signer::Interpreter {
            name: name.to_owned(),
            engaged: "演示公司".to_owned(),
        });
    }
    let places = sheet(&a).places;
    assert_eq!(places.len(), 5);
    assert!(places.iter().all(|p| matches!(p.mark, Some(Mark::Ink(_)))));
    a.edit(Edit::Refuse {
        reason: "不认可".to_owned(),
        no_witness: "无人".to_owned(),
    });
    let refused = sheet(&a);
    assert!(refused.places.iter().all(|p| p.capacity != ZH.subject));
    assert_eq!(refused.refused.len(), 2);
    // Signed after all: the place is back with the ink, and that it was refused first stays said.
    a.now += 60_000;
    a.sign_subject();
    let signed = sheet(&a);
    let subject = signed.places.iter().find(|p| p.capacity == ZH.subject).unwrap();
    assert!(matches!(subject.mark, Some(Mark::Ink(_))));
    assert_eq!(signed.refused, ["被检查单位曾拒绝签名：不认可。其后已经签名。"]);
}

/// 逐页签名 stands only where a rule asks for it, and holds no signature that came before a change.
#[test]
fn the_foot_of_every_page_is_signed_where_a_rule_asks_for_it() {
    let (mut a, _) = pair();
    a.fill();
    assert_eq!(sheet(&a).each_page, None);
    a.package.excerpt.signatures.every_page_cite = "六".to_owned();
    let signed = |copy: &Copy| {
        let each = sheet(copy).each_page.unwrap();
        assert_eq!(each.cite, "六");
        each.places.iter().filter(|(_, mark)| mark.is_some()).count()
    };
    assert_eq!(signed(&a), 0);
    a.sign_all();
    assert_eq!(signed(&a), 3);
    a.answer("q7", "ok");
    assert_eq!(signed(&a), 0, "signed before the change");
}

/// 签字确认 (R27 第17条), and the subject adds its seal: two marks, and each has its place, also at the foot.
#[test]
fn a_seal_stands_beside_the_hand() {
    let (mut a, _) = pair();
    a.fill();
    a.package.excerpt.signatures.every_page_cite = "六".to_owned();
    a.photo("seal");
    a.sign_all();
    let mut view = a.view();
    let hand = view.signatures.last().unwrap().clone();
    let mut seal = hand.clone();
    seal.key = "seal".to_owned();
    seal.signature.form = SignatureForm::SealPhoto;
    seal.signature.strokes = Vec::new();
    seal.signature.evidence = Some("seal".into());
    view.signatures.push(seal);
    let inks = |marks: &[Option<Mark>]| {
        let ink = |mark: &Option<Mark>| matches!(mark, Some(Mark::Ink(_)));
        marks.iter().map(ink).collect::<Vec<_>>()
    };
    let sheet = Sheet::of(&a.package, &view, false, &ZH);
    let own = sheet.places.iter().filter(|p| p.capacity == ZH.subject);
    let own: Vec<_> = own.map(|p| p.mark.clone()).collect();
    assert_eq!(inks(&own), [true, false]);
    assert!(matches!(&own[1], Some(Mark::Photo(Some(photo))) if photo.id == "seal".into()));
    let each = sheet.each_page.unwrap().places;
    let each: Vec<_> = each
        .into_iter()
        .filter(|(who, _)| who == ZH.subject)
        .map(|p| p.1)
        .collect();
    assert_eq!(each, own);
    // A hand before a change and a seal after it: the foot shows what stands, the place says what happened.
    view.signatures[2].before_change = true;
    let changed = Sheet::of(&a.package, &view, false, &ZH);
    let each = changed.each_page.unwrap().places;
    let each: Vec<_> = each
        .into_iter()
        .filter(|(who, _)| who == ZH.subject)
        .map(|p| p.1)
        .collect();
    assert_eq!(inks(&each), [false]);
    let told = changed
        .places
        .iter()
        .filter(|p| p.notes.iter().any(|n| n == ZH.before_change));
    assert_eq!(told.count(), 1);
}

/// What officers wrote after the seal is none of what the subject signed: it stands apart, and no mark of a signer with it.
#[test]
fn what_came_after_the_seal_stands_apart() {
    let (mut a, mut b) = pair();
    a.fill();
    b.merge(&a);
    a.sign_all();
    a.seal();
    let before = sheet(&a);
    assert_eq!(before.after, []);
    b.note("q1", "演示补充");
    a.merge(&b);
    let after = sheet(&a);
    assert_eq!(after.parts, before.parts);
    assert_eq!(after.after.len(), 1);
    assert_eq!(after.after[0].title, ZH.supplements);
    assert_eq!(after.after[0].rows[0].says, "演示补充");
}

/// 检查起止时间, 检查机关 (司法部《行政检查文书基本格式文本（试行）》: 现场检查笔录) stand on the sheet, and no digest knows.
#[test]
fn when_and_by_whom_stands_on_the_sheet_alone() {
    let (mut a, _) = pair();
    a.package.subject.phone = "0000-0000000".to_owned();
    let begun = a.now + 15_000;
    a.fill();
    let told = |copy: &Copy, label: &str| {
        let rows = sheet(copy).parts.swap_remove(0).rows;
        rows.into_iter()
            .find(|row| row.about == label)
            .map(|row| row.says)
    };
    let minute = |at: i64| crate::time::Timestamp(at).china_minute();
    assert_eq!(told(&a, "检查机关（部门）").as_deref(), Some("演示大队"));
    assert_eq!(told(&a, "联系电话").as_deref(), Some("0000-0000000"));
    let until = |copy: &Copy| Some(format!("{} 至 {}", minute(begun), minute(copy.now)));
    assert_eq!(told(&a, "检查起止时间"), until(&a));
    a.sign_all();
    a.seal();
    let sealed = until(&a);
    assert_eq!(told(&a, "检查起止时间"), sealed);
    let page = read_back(&a.package, &a.view(), &a.view().heads);
    assert!(!page.text.contains("0000-0000000"), "{}", page.text);
}

/// A paper original of three pages of which one was photographed says which are missing; its times are those of writing in.
#[test]
fn a_paper_original_says_which_pages_are_missing() {
    let (mut a, _) = pair();
    a.fill();
    let mut evidence = photo("page", &a.device);
    evidence.kind = EvidenceKind::Document;
    evidence.about = Some(Box::new(About::PaperOriginal(Pages { page: 1, of: 3 })));
    a.edit(Edit::Attach { evidence });
    let told = sheet(&a).parts;
    let rows = || told.iter().flat_map(|part| &part.rows);
    let missing = rows()
        .find(|row| row.about == "没有拍到的页")
        .map(|row| row.says.as_str());
    assert_eq!(missing, Some("第 2 页，共 3 页；第 3 页，共 3 页"));
    assert!(rows().any(|row| row.about == "录入起止时间"));
    assert!(rows().all(|row| row.about != "检查起止时间"));
}

/// A void paper says so in its title, and nobody's mark stands under it.
#[test]
fn a_void_paper_is_signed_by_nobody() {
    let (mut a, _) = pair();
    a.fill();
    let officer = a.who.clone();
    let number = crate::inspection::doc::next_number(&[], &a.package, PaperKind::Order, &officer, &a.device);
    let mut paper = Paper::new(PaperKind::Order, number);
    paper.person = "演示负责人".to_owned();
    paper.deadline = "2026-12-20".to_owned();
    paper.rows[0].what = "演示问题".to_owned();
    paper.rows[0].says = "演示改正".to_owned();
    let put = |paper: &Paper| Edit::Paper {
        paper: Box::new(paper.clone()),
    };
    a.edit(put(&paper));
    a.sign_all();
    let own = |copy: &Copy| sheet(copy).papers.swap_remove(0);
    assert!(!own(&a).void && own(&a).places.len() == 3);
    paper.void = "写错对象".to_owned();
    a.edit(put(&paper));
    let void = own(&a);
    assert!(void.void && void.places.is_empty());
    assert_eq!(void.part.title, "责令改正通知书（作废）");
}
