//! What an import must report, and what it must keep.

use super::*;
use crate::problem::Severity;
use crate::roster::table::{Cell, Row};

/// Codes printed by public bodies and companies about themselves; sources in `tests/vectors/import/codes.json`.
const CODES: [&str; 3] = ["11370800004234373R", "9152000071430580XT", "91310000741627329A"];

fn today() -> Date {
    Date::from_ymd_opt(2026, 11, 20).unwrap()
}

fn table(rows: &[&[Cell]]) -> Table {
    let rows = rows.iter().zip(1..).map(|(cells, number)| Row {
        number,
        cells: (0..).zip(cells.iter().cloned()).collect(),
    });
    Table::new("名录", rows.collect(), &[])
}

fn t(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text.to_owned())
    }
}

fn header(words: &[&str]) -> Vec<Cell> {
    words.iter().map(|word| t(word)).collect()
}

fn found(report: &ImportReport) -> Vec<(String, String)> {
    report
        .problems
        .iter()
        .map(|p| (p.problem.path.clone(), p.problem.code.clone()))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[test]
fn every_bad_row_is_named_and_no_good_row_is_lost() {
    let number = Cell::Number("5.1E+17".to_owned());
    let table = table(&[
        &header(&["名称", "统一社会信用代码", "状态"]),
        &[t("甲"), t(CODES[0]), t("存续")],
        &[t("乙"), number, t("存续")],
        &[t("丙"), t("9152000071430580XQ"), t("存续")],
        &[t(""), t(CODES[1]), t("存续")],
        &[t("戊"), t(CODES[1]), t("存续（在营、开业、在册）")],
        &[t("己"), t("１１３７０８００００４２３４３７３ｒ"), t("存续")],
        &[t("庚"), t(CODES[2]), t("飞走了")],
        &[t("合计"), t("7户")],
    ]);
    let (subjects, report) = subjects(&table, &Options::on(today()));
    assert_eq!(
        found(&report),
        pairs(&[
            ("行 3 / 统一社会信用代码", "roster.code.number"),
            ("行 4 / 统一社会信用代码", "roster.code.checksum"),
            ("行 5 / 名称", "roster.name.missing"),
            ("行 7 / 统一社会信用代码", "roster.subject.duplicate"),
            ("行 8 / 状态", "roster.status.unknown"),
            ("行 9", "roster.row.footer"),
        ])
    );
    assert_eq!(
        subjects.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(),
        ["甲", "戊"]
    );
    assert_eq!(
        (report.rows, report.accepted, report.refused, report.passed_over),
        (8, 2, 5, 1)
    );
    assert_eq!(report.refused_rows(), [3, 4, 5, 7, 8].into());
}

#[test]
fn an_old_registration_number_is_kept_as_such_and_not_as_a_code() {
    let table = table(&[
        &header(&["名称", "统一社会信用代码", "地址", "风险等级", "管理类别"]),
        &[
            t("甲"),
            Cell::Number("360100000000001".to_owned()),
            t("某路1号"),
            t("重大（红）"),
            t("九小场所"),
        ],
        &[t("乙"), t(""), t("某路2号"), t("超高"), t("A类")],
    ]);
    let (subjects, report) = subjects(&table, &Options::on(today()));
    assert_eq!(
        found(&report),
        pairs(&[
            ("行 2 / 统一社会信用代码", "roster.code.old_registration"),
            ("行 3 / 统一社会信用代码", "roster.code.missing"),
            ("行 3 / 管理类别", "roster.class.unknown"),
            ("行 3 / 风险等级", "roster.risk.unknown"),
        ])
    );
    assert!(report.is_clean());
    assert_eq!(subjects[0].registration_no.as_deref(), Some("360100000000001"));
    assert_eq!(
        (subjects[0].risk.as_str(), subjects[0].class.as_str()),
        ("red", "nine_small")
    );
    assert_eq!(
        (subjects[1].risk.as_str(), subjects[1].class.as_str()),
        ("", "A类")
    );
    assert_eq!(subjects[1].extra["风险等级"], "超高");
    assert_ne!(subjects[0].id, subjects[1].id);
}

#[test]
fn an_expired_certificate_is_a_warning_and_the_day_itself_is_still_valid() {
    let table = table(&[
        &header(&["姓名", "执法证号", "有效期至", "人员状态", "岗位资格", "回避申报"]),
        &[
            t("演示甲"),
            t("演示-001"),
            t("2026年11月19日"),
            t("在岗"),
            t("消防、电气"),
            t("无"),
        ],
        &[
            t("演示乙"),
            t("演示-002"),
            t("2026-11-20"),
            t("请假"),
            t(""),
            t("91310000741627329A（配偶任职）"),
        ],
        &[
            t("演示丙"),
            t("演示－００２"),
            t("2027-01-01"),
            t(""),
            t(""),
            t(""),
        ],
        &[t("演示丁"), t("演示-003"), t("2025-02-30"), t(""), t(""), t("")],
        &[
            t("演示戊"),
            t("演示-004"),
            t("2027-01-01"),
            t(""),
            t(""),
            t("某家公司"),
        ],
    ]);
    let (inspectors, report) = inspectors(&table, &Options::on(today()));
    assert_eq!(
        found(&report),
        pairs(&[
            ("行 2 / 有效期至", "roster.certificate.expired"),
            ("行 4 / 执法证号", "roster.certificate.duplicate"),
            ("行 5 / 有效期至", "roster.date.impossible"),
            ("行 6 / 回避申报", "roster.recusal.unreadable"),
        ])
    );
    assert_eq!(report.problems[0].problem.severity, Severity::Warning);
    assert_eq!(inspectors.len(), 2);
    assert!(inspectors[0].certificate_expired(today()) && !inspectors[1].certificate_expired(today()));
    assert_eq!(inspectors[0].qualifications, ["消防", "电气"]);
    assert_eq!(inspectors[1].status, "leave");
    assert_eq!(
        inspectors[1].recusals[&SubjectId::from("91310000741627329A")],
        "配偶任职"
    );
}

#[test]
fn a_missing_column_and_a_missing_header_are_said_once() {
    let (none, report) = inspectors(
        &table(&[&header(&["姓名", "工作单位"]), &[t("演示甲"), t("某队")]]),
        &Options::on(today()),
    );
    assert!(none.is_empty());
    assert_eq!(found(&report), pairs(&[("表头", "roster.header.column_missing")]));
    let (none, report) = subjects(&table(&[&[t("只有"), t("数据")]]), &Options::on(today()));
    assert!(none.is_empty());
    assert_eq!(found(&report), pairs(&[("表头", "roster.header.missing")]));
}

#[test]
fn numbers_of_a_status_column_mean_what_the_office_says_and_nothing_before() {
    let table = table(&[&header(&["名称", "ZT"]), &[t("甲"), Cell::Number("1".to_owned())]]);
    let (none, report) = subjects(&table, &Options::on(today()));
    assert!(none.is_empty());
    assert_eq!(
        report.problems.last().unwrap().problem.code,
        "roster.status.unknown"
    );
    let mut options = Options::on(today());
    options.mapping.words.insert(
        "status".to_owned(),
        [("1".to_owned(), "active".to_owned())].into(),
    );
    assert_eq!(subjects(&table, &options).0[0].status, "active");
}

#[test]
fn item_lists_are_filled_down_and_names_never() {
    let table = table(&[
        &header(&["编制单位名称", "抽查类别", "抽查事项", "检查主体"]),
        &[t("某局"), t("消防"), t("甲项"), t("支队")],
        &[t(""), t(""), t("乙项"), t("")],
        &[t(""), t("用电"), t(""), t("")],
    ]);
    let (items, report) = items(&table, &Options::on(today()));
    assert_eq!(
        found(&report),
        pairs(&[("行 4 / 抽查事项", "roster.name.missing")])
    );
    assert_eq!(
        (items[1].category.as_str(), items[1].body.as_str()),
        ("消防", "支队")
    );
    assert_eq!(items[1].extra["编制单位名称"], "某局");
}

#[test]
fn text_is_composed_and_invisible_characters_vanish() {
    let table = table(&[
        &header(&["名称", "地址"]),
        &[t("  e\u{301}\u{200b}甲　乙\n店 "), t("路")],
    ]);
    assert_eq!(
        subjects(&table, &Options::on(today())).0[0].name,
        "\u{e9}甲 乙 店"
    );
}

#[test]
fn the_same_rows_get_the_same_ids_again() {
    let table = table(&[
        &header(&["名称", "地址"]),
        &[t("甲"), t("路1号")],
        &[t("甲"), t("路2号")],
    ]);
    let ids = |table: &Table| {
        subjects(table, &Options::on(today()))
            .0
            .into_iter()
            .map(|s| s.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&table), ids(&table));
    assert_ne!(ids(&table)[0], ids(&table)[1]);
}
