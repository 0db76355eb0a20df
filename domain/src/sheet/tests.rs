//! What stands on the sheet, before and after the seal.

use super::words::{EN, ZH};
use super::{Mark, Sheet};
use crate::inspection::doc::testing::{Copy, pair};
use crate::inspection::edit::Edit;
use crate::inspection::signature::Signer;
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

/// The sheet adds nothing to the page that was read back and leaves nothing out.
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
        assert_eq!(part.rows.len(), lines(n), "{}", part.title);
    }
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
