//! What headers must be understood as.

use super::*;
use crate::roster::table::Merge;

fn row(number: u32, cells: &[&str]) -> Row {
    let cells = cells.iter().zip(0..).map(|(text, column)| {
        let cell = if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text((*text).to_owned())
        };
        (column, cell)
    });
    Row {
        number,
        cells: cells.collect(),
    }
}

fn fields(layout: &Layout) -> Vec<(&str, Option<Field>)> {
    layout
        .columns
        .iter()
        .map(|c| (c.header.as_str(), c.field))
        .collect()
}

#[test]
fn a_real_header_of_chinese_and_pinyin_is_understood() {
    // Header row of a county's roster in public use (ux.md §3.3); no row of it was copied.
    let header = [
        "企业名称",
        "注册号",
        "TYXYDM",
        "企业类型名称",
        "QYLX_ZL",
        "QYLX_XL",
        "法定代表人",
        "经营地址",
        "经营范围",
        "总注册资本",
        "创建日期",
        "QYSX",
        "ZT",
        "LXDH",
        "ROW_NO",
    ];
    let table = Table::new("", vec![row(1, &["某某县市场主体名录"]), row(2, &header)], &[]);
    let layout = detect(&table, Kind::Subjects, &Mapping::default()).unwrap();
    assert_eq!(layout.header_rows, [2]);
    assert_eq!(layout.first_data, 2);
    let known: Vec<_> = fields(&layout)
        .into_iter()
        .filter(|(_, field)| field.is_some())
        .collect();
    assert_eq!(
        known,
        [
            ("企业名称", Some(Field::Name)),
            ("注册号", Some(Field::RegistrationNo)),
            ("TYXYDM", Some(Field::CreditCode)),
            ("法定代表人", Some(Field::ResponsiblePerson)),
            ("经营地址", Some(Field::Address)),
            ("创建日期", Some(Field::Established)),
            ("ZT", Some(Field::Status)),
            ("LXDH", Some(Field::Phone)),
        ]
    );
    assert!(
        layout.columns.iter().any(|c| c.header == "经营范围"),
        "further columns are kept"
    );
    assert!(
        !layout.columns.iter().any(|c| c.header == "ROW_NO"),
        "row numbers mean nothing"
    );
}

#[test]
fn two_merged_header_rows_are_one_header() {
    // The real item list of Hainan 2020: 抽查项目 stands over 抽查类别 and 抽查事项 (ux.md §3.3).
    let rows = vec![
        row(1, &["随机抽查事项清单"]),
        row(
            2,
            &[
                "编制单位名称",
                "序号",
                "抽查项目",
                "",
                "检查对象",
                "事项类别",
                "检查方式",
                "检查主体",
                "检查依据",
            ],
        ),
        row(3, &["", "", "抽查类别", "抽查事项"]),
        row(
            4,
            &[
                "某局",
                "1",
                "甲",
                "乙",
                "企业",
                "一般检查事项",
                "现场检查",
                "某局",
                "某法",
            ],
        ),
    ];
    let mut merges = vec![
        Merge {
            rows: (1, 1),
            columns: (0, 8),
        },
        Merge {
            rows: (2, 2),
            columns: (2, 3),
        },
    ];
    merges.extend([0, 1, 4, 5, 6, 7, 8].map(|c| Merge {
        rows: (2, 3),
        columns: (c, c),
    }));
    let layout = detect(&Table::new("", rows, &merges), Kind::Items, &Mapping::default()).unwrap();
    assert_eq!(layout.first_data, 3);
    let named: Vec<_> = fields(&layout)
        .into_iter()
        .filter_map(|(h, f)| f.map(|f| (h, f)))
        .collect();
    assert_eq!(named.len(), 8);
    assert!(named.contains(&("抽查类别", Field::Category)) && named.contains(&("抽查事项", Field::Name)));
}

#[test]
fn two_header_rows_without_merges_are_one_header_too() {
    let rows = vec![
        row(1, &["姓名", "执法证件", "", "工作单位"]),
        row(2, &["", "编号", "有效期至", ""]),
        row(3, &["某人", "1", "2027-01-01", "某局"]),
    ];
    let merges = [Merge {
        rows: (1, 1),
        columns: (1, 2),
    }];
    for merges in [&merges[..], &[]] {
        let layout = detect(
            &Table::new("", rows.clone(), merges),
            Kind::Inspectors,
            &Mapping::default(),
        )
        .unwrap();
        assert_eq!(layout.first_data, 2);
        assert_eq!(layout.columns.iter().filter(|c| c.field.is_some()).count(), 4);
    }
}

#[test]
fn a_saved_mapping_wins_over_the_aliases() {
    let table = Table::new("", vec![row(1, &["企业名称", "店招", "地址", "内部"])], &[]);
    let columns = [("店招", "name"), ("内部", "ignore")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let mapping = Mapping {
        columns: columns.into(),
        words: BTreeMap::new(),
    };
    let layout = detect(&table, Kind::Subjects, &mapping).unwrap();
    assert_eq!(
        fields(&layout),
        [
            ("企业名称", None),
            ("店招", Some(Field::Name)),
            ("地址", Some(Field::Address))
        ]
    );
}

#[test]
fn brackets_stars_and_spaces_around_a_header_do_not_matter() {
    let table = Table::new(
        "",
        vec![row(
            1,
            &["*单位 名称（全称）", "统一社会信用代码\n(18位)", "联系电话："],
        )],
        &[],
    );
    let layout = detect(&table, Kind::Subjects, &Mapping::default()).unwrap();
    let found: Vec<_> = layout.columns.iter().filter_map(|c| c.field).collect();
    assert_eq!(found, [Field::Name, Field::CreditCode, Field::Phone]);
}

#[test]
fn no_header_is_no_guess() {
    let table = Table::new("", vec![row(1, &["你好", "世界"]), row(2, &["1", "2"])], &[]);
    assert_eq!(detect(&table, Kind::Subjects, &Mapping::default()), None);
}

#[test]
fn columns_have_the_letters_of_excel() {
    assert_eq!(
        [0, 25, 26, 701, 702, 16_383].map(column_letters),
        ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    );
}

#[test]
fn interests_are_split_into_who_and_why() {
    let pairs = words::declarations("91350100M000100Y43（配偶任职）；演示企业002：持股");
    assert_eq!(
        pairs,
        [("91350100M000100Y43", "配偶任职"), ("演示企业002", "持股")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert_eq!(words::declarations("无"), []);
}
