//! Draws inside a class, an area or a tag (定向抽查, 分类分事项检索): what a text lets a task look for is all it can draw.

use super::desk::Desk;
use domain::roster::Subject;
use domain::wire::api::{Facet, PoolPreview, RosterPage, TaskDetail};
use domain::wire::code::ErrorBody;
use std::collections::BTreeSet;

/// A share and a team, where the text leaves both to the plan.
const LEFT_OPEN: &[(&str, &str)] = &[("share_all", "10"), ("team_size", "2")];

/// The code of a subject left out by the task's own filter.
const FILTERED: &str = "plan.filter";

/// The same, drawn inside what the plan names.
const DIRECTED: &[(&str, &str)] = &[
    ("check_type", "directed"),
    ("share_all", "10"),
    ("team_size", "2"),
];

/// What R01 leaves to the plan.
const FIRE: &[(&str, &str)] = &[
    ("check_type", "special"),
    ("item_list", "演示清单"),
    ("monthly_units", "20"),
    ("post_coefficient", "0.25"),
    ("share_red", "50"),
    ("share_yellow", "30"),
    ("share_blue", "20"),
    ("share_green", "10"),
];

/// What R25 leaves to the plan.
const JOINT: &[(&str, &str)] = &[
    ("share_high", "40"),
    ("share_other", "20"),
    ("share_low", "10"),
    ("team_size", "1"),
    ("item_class", "general"),
    ("joint_lead", "甲局"),
    ("joint_partners", "乙局、丙局"),
    ("joint_each", "1"),
];

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
async fn draws_only_among(desk: &mut Desk, regime: &str, inputs: &[(&str, &str)], fields: &[&str]) {
    let facets: Vec<Facet> = desk.get("planner", "/rosters/subjects/facets").await;
    let all = whole_roster(desk).await;
    let first = all
        .iter()
        .find(|s| fields.iter().all(|f| !value(s, f).is_empty()));
    let like = first.expect("a subject with every column").clone();
    let mut draft = desk.draft(regime, "", inputs).await;
    draft.filter.clear();
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
    draws_only_among(&mut desk, "R01", FIRE, &["监管领域"]).await;
    draws_only_among(&mut desk, "R20", LEFT_OPEN, &["industry", "district"]).await;
}

/// R11 第十一条, R14 第七条、第十二条: by class and by item. R25 第十条（一）: the roster is tagged by item.
#[tokio::test]
async fn r11_11_r14_7_and_r25_10_1_classes_and_items_bound_the_draw() {
    let mut desk = Desk::open().await;
    draws_only_among(&mut desk, "R11", DIRECTED, &["class", "监管领域"]).await;
    draws_only_among(&mut desk, "R14", DIRECTED, &["class", "监管领域"]).await;
    draws_only_among(&mut desk, "R25", JOINT, &["监管领域"]).await;
}

/// R24 第十条第2款: inside the area complained of. R26 四: by administrative division. R27 第12条: by area, class and
/// business. R28 （二）: by division and kind of supervision.
#[tokio::test]
async fn r24_10_2_r26_4_r27_12_and_r28_2_an_area_bounds_the_draw() {
    let mut desk = Desk::open().await;
    draws_only_among(&mut desk, "R24", LEFT_OPEN, &["district"]).await;
    draws_only_among(&mut desk, "R26", &[("share_all", "10")], &["district"]).await;
    draws_only_among(
        &mut desk,
        "R27",
        &[("ratio_unit", "percent"), ("team_size", "2")],
        &["district", "class", "industry"],
    )
    .await;
    draws_only_among(
        &mut desk,
        "R28",
        &[("share_all", "10")],
        &["district", "监管领域"],
    )
    .await;
}

/// R11 第十四条: a task that says it draws inside something and names nothing is not committed.
#[tokio::test]
async fn r11_14_a_directed_task_without_a_class_is_refused() {
    let mut desk = Desk::open().await;
    let mut draft = desk.draft("R11", "", DIRECTED).await;
    draft.filter.clear();
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let path = format!("/tasks/{}/commit", task.summary.id);
    let got = desk.ask("planner", "POST", &path, &()).await;
    let refused: ErrorBody = got.json();
    let told = refused.problems.iter().find(|p| p.code == "plan.filter.required");
    let cite = told.and_then(|p| p.args.get("cite"));
    assert_eq!(cite.map(String::as_str), Some("第十四条"), "{refused:?}");
}
