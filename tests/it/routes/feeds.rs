//! Files for platforms: what goes into them, what stays out, read back by a reader of workbooks.

use super::desk::{Desk, plainly};
use super::field::team_of;
use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use domain::regime::pack::after::Published;
use domain::review::ReviewAct;
use domain::roster::Inspector;
use domain::wire::api::{FeedView, InspectionDetail, PublicResult, TaskDetail, Withheld};
use std::io::Cursor;

type Table = Vec<Vec<String>>;

/// The sheets of a workbook, each with its rows as text.
fn read(bytes: Vec<u8>) -> Vec<(String, Table)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let rows = range
                .rows()
                .map(|row| row.iter().map(ToString::to_string).collect());
            (name, rows.collect())
        })
        .collect()
}

fn rows_of(feed: &FeedView, what: Published) -> u32 {
    feed.parts.iter().find(|p| p.what == what).unwrap().rows
}

/// R27 第8条、第19条: list, plan, what was drawn and what was found are entered. A result is in the file once it is
/// public, and as it is public.
#[tokio::test]
async fn r27_19_what_goes_to_the_platform_is_a_file_of_what_is_public() {
    let mut desk = Desk::open().await;
    let draft = desk.small_draft().await;
    let (task, mut tablets) = team_of(&mut desk, draft).await;
    let (task_id, drawn) = (task.summary.id.to_string(), &task.drawn[0]);
    let list = format!("/tasks/{task_id}/feeds");
    let before: Vec<FeedView> = desk.get("publisher", &list).await;
    let [platform] = &before[..] else {
        panic!("one platform: {before:?}")
    };
    assert_eq!(platform.place, "山东省政府“双随机、一公开”监管平台");
    assert_eq!(rows_of(platform, Published::Result), 0, "nothing is public yet");
    let file = format!("{list}/{}", platform.id);

    let id = drawn.inspection.clone();
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    let path = format!("/inspections/{id}/review");
    for (user, act) in [
        ("reviewer", ReviewAct::Approve),
        ("publisher", ReviewAct::Publish),
    ] {
        let ask = plainly(act);
        let _: InspectionDetail = desk.post(user, &path, &ask).await;
    }
    let after: Vec<FeedView> = desk.get("publisher", &list).await;
    assert_eq!(rows_of(&after[0], Published::Result), 1);
    let answer = desk.raw("publisher", "GET", &file, Vec::new()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let sheets = read(answer.body);
    let sheet = |name: &str| &sheets.iter().find(|(n, _)| n.ends_with(name)).unwrap().1;
    let results = sheet("检查结果");
    assert_eq!(results.len(), 2, "heads and one result");
    let public: Vec<PublicResult> = desk.get("", "/public/results").await;
    for (label, text) in &public[0].fields {
        let column = results[0].iter().position(|head| head == label).unwrap();
        assert!(results[1][column].contains(text.as_str()), "{label}");
    }
    let lists = sheet("抽取结果");
    assert_eq!(lists.len(), task.drawn.len() + 1);
    let names: Vec<&str> = drawn.team.iter().map(|(_, name, _)| name.as_str()).collect();
    assert_eq!(
        (lists[1][1].as_str(), &lists[1][3]),
        (drawn.subject_name.as_str(), &names.join("、"))
    );
    let plan = sheet("抽查计划");
    assert_eq!(plan[1][0], task.summary.title);
    assert_eq!(plan[1][4], task.drawn.len().to_string());
}

/// R09 第九条第2款、第十条第2款: into the system of the authorities the rosters go with the fields the text prescribes.
#[tokio::test]
async fn r09_11_2_rosters_go_with_the_fields_the_text_prescribes() {
    let mut desk = Desk::open().await;
    let draft = desk.draft("R09", "工贸安全", &[]).await;
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let file = format!("/tasks/{}/feeds/platform", task.summary.id);
    let feeds: Vec<FeedView> = desk.get("publisher", file.trim_end_matches("/platform")).await;
    let file = file.replace("/platform", &format!("/{}", feeds[0].id));
    let sheets = read(desk.raw("publisher", "GET", &file, Vec::new()).await.body);
    let heads = |name: &str| sheets.iter().find(|(n, _)| n.ends_with(name)).unwrap().1[0].clone();
    assert_eq!(
        heads("检查人员名录库"),
        [
            "姓名",
            "处（科、室）",
            "职务",
            "执法证号",
            "执法证有效期",
            "执法类型（范围）"
        ]
    );
    assert_eq!(
        heads("检查对象名录库"),
        ["统一社会信用代码/注册号", "检查对象名称", "法定代表人/负责人"]
    );
    assert!(rows_of(&feeds[0], Published::SubjectRoster) > 1);
    // Who left or is away stands in the office's roster and in no file.
    let people = &sheets
        .iter()
        .find(|(n, _)| n.ends_with("检查人员名录库"))
        .unwrap()
        .1;
    let away: Vec<Inspector> = desk
        .app
        .store
        .read_now(|v| -> anyhow::Result<_> {
            let all = v.inspectors()?.into_iter();
            Ok(all.filter(|i| i.status.trim() != "active").collect())
        })
        .unwrap();
    assert!(!away.is_empty(), "the demo has somebody on leave");
    let named = |one: &Inspector| people.iter().any(|row| row[3] == one.certificate_no);
    assert!(!away.iter().any(named));
}

/// R26 九、十（三）: the drawn list is secret and the site is public, so neither names nor rows leave.
#[tokio::test]
async fn r26_10_3_no_row_of_a_roster_leaves_without_named_fields() {
    let mut desk = Desk::open().await;
    let inputs = [("item_list", "演示清单"), ("share_all", "1")];
    let draft = desk.draft("R26", "工贸安全", &inputs).await;
    let (task, _) = team_of(&mut desk, draft).await;
    let list = format!("/tasks/{}/feeds", task.summary.id);
    let feeds: Vec<FeedView> = desk.get("publisher", &list).await;
    let rosters = [Published::SubjectRoster, Published::InspectorRoster];
    for part in feeds[0].parts.iter().filter(|p| rosters.contains(&p.what)) {
        assert_eq!((part.rows, &part.withheld), (0, &Some(Withheld::NoFields)));
    }
    let file = format!("{list}/{}", feeds[0].id);
    let sheets = read(desk.raw("publisher", "GET", &file, Vec::new()).await.body);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        names.len() == 1 && names[0].ends_with("抽查事项清单"),
        "{names:?}"
    );
    let unknown = desk
        .raw("publisher", "GET", &format!("{list}/none"), Vec::new())
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
