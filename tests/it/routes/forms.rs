//! F63: the form of a regime changes while a campaign runs. A visit keeps the form it was issued with, on its tablet,
//! in admission and in review; the next draw gets the new one.

use super::desk::Desk;
use super::field::{team, team_of};
use domain::regime::form::Form;
use domain::review::{ReviewAct, ReviewState};
use domain::wire::api::{InspectionDetail, ReviewRequest};
use sync_server::regimes::Regimes;

/// The next release of the program: every form of the regime asks one thing under another name, and in other words.
fn next_release(regime: &str) -> Regimes {
    let built = Regimes::built_in(&[], &[]).unwrap();
    let mut packs = built.all().to_vec();
    let pack = packs.iter_mut().find(|p| p.id.as_str() == regime).unwrap();
    pack.version += 1;
    for form in &mut pack.forms {
        form.version += 1;
        let item = &mut form.sections[0].items[0];
        item.id.0.push_str("-2027");
        item.text.push_str("（新版）");
    }
    Regimes::of(packs, built.calendar().clone())
}

fn items(forms: &[Form]) -> Vec<String> {
    forms
        .iter()
        .flat_map(Form::items)
        .map(|i| i.id.0.clone())
        .collect()
}

#[tokio::test]
async fn f63_a_visit_keeps_the_form_of_its_package_and_review_shows_each_its_own() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, old) = team(&mut desk).await;
    let before = items(&tablets[0].held[&old].package.forms);
    let mut desk = desk.close().open_under(next_release("R27"));
    let mut draft = desk.small_draft().await;
    draft.title = "演示 改版之后".to_owned();
    let (task, mut later) = team_of(&mut desk, draft).await;
    let new = task.drawn[0].inspection.clone();
    let after = items(&later[0].held[&new].package.forms);
    assert!(after.iter().any(|id| id.ends_with("-2027")), "{after:?}");
    assert!(!before.iter().any(|id| id.ends_with("-2027")));

    // A further cosignature has the old packages signed anew: nothing else in them changes.
    for tablet in tablets.iter_mut() {
        tablet.sync(&desk).await;
        assert_eq!(items(&tablet.held[&old].package.forms), before);
    }
    for (tablet, id) in [(&mut tablets[0], &old), (&mut later[0], &new)] {
        tablet.finish(id);
        tablet.sync(&desk).await;
    }
    for (id, asked) in [(&old, &before), (&new, &after)] {
        let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
        assert_eq!(&items(&detail.package.forms), asked);
        let answered: Vec<&String> = detail.view.answers.keys().map(|k| &k.0).collect();
        assert!(answered.iter().all(|k| asked.contains(k)), "{answered:?}");
        let ask = ReviewRequest {
            act: ReviewAct::Approve,
            comment: String::new(),
            steps: Vec::new(),
        };
        let done: InspectionDetail = desk
            .post("reviewer", &format!("/inspections/{id}/review"), &ask)
            .await;
        assert_eq!(done.row.review, ReviewState::Approved);
    }
}
