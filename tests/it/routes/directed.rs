//! Draws inside a class, an area or a tag (定向抽查, 分类分事项检索): what a text lets a task look for is all it can draw.

use super::desk::Desk;
use domain::roster::Subject;
use domain::wire::api::{Facet, PoolPreview, RegimePage, RosterPage, TaskDetail, TaskDraft};
use domain::wire::code::ErrorBody;
use std::collections::BTreeSet;

/// A draw inside what the plan names.
const DIRECTED: &[(&str, &str)] = &[("check_type", "directed")];

/// The code of a subject left out by the task's own filter.
const FILTERED: &str = "plan.filter";

/// A plan of the regime with every input it asks for: the chosen ones, else the first option, else ten of it.
pub(super) async fn filled(desk: &mut Desk, regime: &str, chosen: &[(&str, &str)]) -> TaskDraft {
    let page: RegimePage = desk.get("planner", &format!("/regimes/{regime}")).await;
    let asked = page.inputs.iter().filter(|i| !i.optional);
    let inputs: Vec<(&str, &str)> = asked
        .map(|one| {
            let named = chosen
                .iter()
                .find(|(id, _)| one.id == *id)
                .map(|(_, value)| *value);
            let first = one.options.first().map(|(id, _)| id.as_str());
            (one.id.as_str(), named.or(first).unwrap_or("10"))
        })
        .collect();
    let mut draft = desk.draft(regime, "", &inputs).await;
    draft.filter.clear();
    draft
}

async fn whole_roster(desk: &mut Desk) -> Vec<Subject> {
    let mut all = Vec::new();
    for page in 0.. {
        let of: RosterPage = desk
            .get("planner", &format!("/rosters/subjects?page={page}"))
            .await;
        if of.subjects.is_empty() {
            break;
        }
        all.extend(of.subjects);
    }
    all
}

fn value<'a>(of: &'a Subject, field: &str) -> &'a str {
    match field {
        "district" => &of.district,
        "class" => &of.class,
        "industry" => &of.industry,
        "risk" => &of.risk,
        tag => of.extra.get(tag).map_or("", String::as_str),
    }
}

/// A task of the regime that names one value of each field: exactly the subjects with other values are left out by it.
async fn draws_only_among(desk: &mut Desk, regime: &str, chosen: &[(&str, &str)], fields: &[&str]) {
    let facets: Vec<Facet> = desk.get("planner", "/rosters/subjects/facets").await;
    let all = whole_roster(desk).await;
    let first = all
        .iter()
        .find(|s| fields.iter().all(|f| !value(s, f).is_empty()));
    let like = first.expect("a subject with every column").clone();
    let mut draft = filled(desk, regime, chosen).await;
    for field in fields {
        let offered = facets.iter().find(|f| f.field == *field);
        let offered = offered.unwrap_or_else(|| panic!("{regime}: {field} is offered"));
        let wanted = value(&like, field);
        assert!(
            offered.values.iter().any(|(v, _)| v == wanted),
            "{regime}: {wanted}"
        );
        draft.filter.insert((*field).to_owned(), vec![wanted.to_owned()]);
    }
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let path = format!("/tasks/{}/pool", task.summary.id);
    let pool: PoolPreview = desk.get("planner", &path).await;
    let of_code = |code: &str| -> BTreeSet<&str> {
        let out = pool.excluded_subjects.iter();
        let own = out.filter(|e| (e.code == FILTERED) == (code == FILTERED));
        own.map(|e| e.id.as_str()).collect()
    };
    let (filtered, otherwise) = (of_code(FILTERED), of_code("any other"));
    let alike = |s: &Subject| fields.iter().all(|f| value(s, f) == value(&like, f));
    let mut inside = 0;
    for one in &all {
        let id = one.id.as_str();
        if alike(one) {
            assert!(!filtered.contains(id), "{regime}: {id} is of the kind");
            inside += u64::from(!otherwise.contains(id));
        } else {
            assert!(filtered.contains(id) || otherwise.contains(id), "{regime}: {id}");
        }
    }
    let drawn_from: u64 = pool.strata.iter().map(|s| s.pool).sum();
    assert!(inside > 0 && inside < all.len() as u64, "{regime}: {inside}");
    assert_eq!(drawn_from, inside, "{regime}");
}

/// R01 第十一条: special checks are drawn from the sub-roster of a tag. R20 第十三条: by trade and area.
#[tokio::test]
async fn r01_11_a_tags_own_roster_and_r20_13_trade_and_area_bound_the_draw() {
    let mut desk = Desk::open().await;
    draws_only_among(&mut desk, "R01", &[("check_type", "special")], &["监管领域"]).await;
    draws_only_among(&mut desk, "R20", &[], &["industry", "district"]).await;
}

/// R11 第十一条, R14 第七条、第十二条: by class and by item. R25 第十条（一）: the roster is tagged by item.
#[tokio::test]
async fn r11_11_r14_7_and_r25_10_1_classes_and_items_bound_the_draw() {
    let mut desk = Desk::open().await;
    draws_only_among(&mut desk, "R11", DIRECTED, &["class", "监管领域"]).await;
    draws_only_among(&mut desk, "R14", DIRECTED, &["class", "监管领域"]).await;
    draws_only_among(&mut desk, "R25", &[], &["监管领域"]).await;
}

/// R24 第十条第2款: inside the area complained of. R26 四: by administrative division. R27 第12条: by area, class and
/// business. R28 （二）: by division and kind of supervision.
#[tokio::test]
async fn r24_10_2_r26_4_r27_12_and_r28_2_an_area_bounds_the_draw() {
    let mut desk = Desk::open().await;
    draws_only_among(&mut desk, "R24", &[], &["district"]).await;
    draws_only_among(&mut desk, "R26", &[], &["district"]).await;
    draws_only_among(&mut desk, "R27", &[], &["district", "class", "industry"]).await;
    draws_only_among(&mut desk, "R28", &[], &["district", "监管领域"]).await;
}

/// R11 第十四条: a task that says it draws inside something and names nothing is not committed.
#[tokio::test]
async fn r11_14_a_directed_task_without_a_class_is_refused() {
    let mut desk = Desk::open().await;
    let draft = filled(&mut desk, "R11", DIRECTED).await;
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let path = format!("/tasks/{}/commit", task.summary.id);
    let got = desk.ask("planner", "POST", &path, &()).await;
    let refused: ErrorBody = got.json();
    let told = refused.problems.iter().find(|p| p.code == "plan.filter.required");
    let cite = told.and_then(|p| p.args.get("cite"));
    assert_eq!(cite.map(String::as_str), Some("第十四条"), "{refused:?}");
}
