//! Which words offices write into status, class and risk columns, and what they mean here.
//!
//! Register states in the wild come with full-width and half-width brackets and commas; they are compared after
//! `normalise`. Numbers (`1`, `2`) mean different things in different systems and are never guessed:
//! an office maps them once and keeps the mapping.

use super::aliases::{Field, Kind};
use super::{Mapping, normalise};

type Words = (&'static str, &'static [&'static str]);

#[rustfmt::skip]
const SUBJECT_STATUS: &[Words] = &[
    ("active", &["存续", "在业", "开业", "在营", "在册", "正常", "营业", "营业中", "正常经营", "生产", "登记成立", "存续（在营、开业、在册）", "有效", "active"]),
    ("closed", &["停业", "歇业", "关闭", "停产", "停用", "清算", "正在清算", "停业、停用", "已关闭停业", "closed"]),
    ("moved", &["迁出", "搬离", "已迁出", "外迁", "moved"]),
    ("deregistered", &["注销", "已注销", "deregistered"]),
    ("revoked", &["吊销", "吊销，未注销", "吊销,未注销", "吊销未注销", "吊销，已注销", "撤销", "已撤销", "被吊销", "被撤销", "revoked"]),
    ("preparing", &["筹建", "在建", "preparing"]),
];

#[rustfmt::skip]
const INSPECTOR_STATUS: &[Words] = &[
    ("active", &["在岗", "在职", "正常", "在编在岗", "可参加", "参加", "有效", "active"]),
    ("leave", &["请假", "休假", "病假", "产假", "事假", "出差", "培训", "学习", "借调", "抽调", "不参加", "leave"]),
    ("moved", &["调离", "调出", "退休", "离职", "辞职", "离岗", "注销", "moved"]),
    ("assisting", &["辅助", "辅助人员", "执法辅助人员", "协管员", "辅警", "文员", "assisting"]),
];

#[rustfmt::skip]
const CLASS: &[Words] = &[
    ("key", &["重点单位", "消防安全重点单位", "重点", "消防重点单位", "key"]),
    ("general", &["一般单位", "一般", "非重点单位", "general"]),
    ("nine_small", &["九小场所", "九小", "“九小”场所", "小场所", "nine_small"]),
];

#[rustfmt::skip]
const RISK: &[Words] = &[
    ("red", &["红", "红色", "重大", "重大风险", "重大（红）", "重大(红色)", "红（重大）", "red"]),
    ("yellow", &["黄", "黄色", "较大", "较大风险", "较大（黄）", "较大(黄色)", "黄（较大）", "yellow"]),
    ("blue", &["蓝", "蓝色", "一般", "一般风险", "一般（蓝）", "一般(蓝色)", "蓝（一般）", "blue"]),
    ("green", &["绿", "绿色", "低", "低风险", "低（绿）", "低(绿色)", "绿（低）", "green"]),
];

#[rustfmt::skip]
const ITEM_CLASS: &[Words] = &[
    ("key", &["重点检查事项", "重点事项", "重点抽查事项", "重点", "key"]),
    ("general", &["一般检查事项", "一般事项", "一般抽查事项", "一般", "general"]),
];

/// What a word of a coded column means; `None` for a word nobody has explained.
pub fn meaning(kind: Kind, field: Field, word: &str, mapping: &Mapping) -> Option<String> {
    let normal = normalise(word);
    let saved = mapping.words.get(field.name()).and_then(|words| {
        words
            .iter()
            .find(|(theirs, _)| normalise(theirs) == normal)
            .map(|(_, ours)| ours.clone())
    });
    saved.or_else(|| {
        table(kind, field)
            .iter()
            .find(|(_, words)| words.iter().any(|known| normalise(known) == normal))
            .map(|(ours, _)| (*ours).to_owned())
    })
}

/// The words a template offers for a coded column, one for each meaning.
pub fn offered(kind: Kind, field: Field) -> Vec<&'static str> {
    table(kind, field)
        .iter()
        .filter_map(|(_, words)| words.first().copied())
        .collect()
}

fn table(kind: Kind, field: Field) -> &'static [Words] {
    match (kind, field) {
        (Kind::Subjects, Field::Status) => SUBJECT_STATUS,
        (Kind::Inspectors, Field::Status) => INSPECTOR_STATUS,
        (Kind::Subjects, Field::Class) => CLASS,
        (Kind::Items, Field::Class) => ITEM_CLASS,
        (Kind::Subjects, Field::Risk) => RISK,
        (_, _) => &[],
    }
}

/// True for "yes" in a yes/no column.
pub fn yes(word: &str) -> bool {
    matches!(
        normalise(word).as_str(),
        "是" | "演示" | "演示数据" | "YES" | "TRUE" | "1" | "DEMO" | "Y"
    )
}

/// True when a lone cell under the data is a note or a total, not a row of the roster.
pub fn footer(text: &str) -> bool {
    let normal = normalise(text);
    [
        "合计",
        "总计",
        "共计",
        "备注",
        "注",
        "说明",
        "填表人",
        "制表",
        "审核人",
        "填报",
        "联系人",
        "以上",
    ]
    .iter()
    .any(|start| normal.starts_with(start))
}

/// Splits a cell that lists several things.
pub fn list(text: &str) -> Vec<String> {
    text.split(['、', ',', '，', ';', '；', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Splits declared interests: `编号（原因）；编号：原因` into what is named and why.
pub fn declarations(text: &str) -> Vec<(String, String)> {
    let trimmed = text.trim();
    if matches!(trimmed, "" | "无" | "-" | "/" | "无需回避" | "没有") {
        return Vec::new();
    }
    trimmed
        .split([';', '；', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| match part.find(['（', '(', '：', ':']) {
            Some(at) => {
                let (who, why) = part.split_at(at);
                let why = why.trim_matches(['（', '(', '：', ':', ')', '）', ' ']);
                (who.trim().to_owned(), why.to_owned())
            }
            None => (part.to_owned(), String::new()),
        })
        .collect()
}
