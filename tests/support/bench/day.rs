//! Workload W: what the officers of a day write, the same for every run.
//!
//! Thirty answers, a comment beside every fifth of them, and a remark typed in ten pieces in each inspection; a
//! colleague at the office's network writes two fields of every fourth. Invariant: what was written is kept apart
//! from the document, so that a document can be held against it.
use super::native::Native;
use anyhow::{Context, Result, ensure};
use domain::id::{InspectionId, ItemId};
use domain::inspection::edit::{Edit, TextField};
use domain::inspection::view::InspectionView;
use domain::regime::form::AnswerKind;
use std::collections::BTreeMap;

const ANSWERS: usize = 30;
const PIECES: usize = 10;
/// What remarks and comments are made of, as officers repeat themselves.
const PHRASES: [&str; 20] = [
    "灭火器压力不足",
    "消防通道堆放杂物",
    "应急照明损坏",
    "已责令当场改正",
    "负责人签字确认",
    "疏散指示标志缺失",
    "配电箱未上锁",
    "台账记录不完整",
    "二层",
    "东侧楼梯间",
    "仓库",
    "三具",
    "两处",
    "，",
    "。",
    "限期整改",
    "现场",
    "未见异常",
    "抽查",
    "员工未佩戴防护用品",
];

/// What stands in one inspection when all is done.
#[derive(Debug, Clone, Default)]
pub struct Written {
    answers: BTreeMap<ItemId, String>,
    comments: BTreeMap<ItemId, String>,
    locations: BTreeMap<ItemId, String>,
    remarks: String,
    subject_words: String,
}

impl Written {
    /// Whether the document says just this.
    pub fn stands_in(&self, view: &InspectionView) -> bool {
        let given = |item: &ItemId| view.answers.get(item);
        self.answers.iter().all(|(item, value)| {
            given(item).is_some_and(|a| a.value.as_ref() == Some(value) && a.alternatives.len() <= 1)
        }) && self
            .comments
            .iter()
            .all(|(item, text)| given(item).is_some_and(|a| &a.note == text))
            && self
                .locations
                .iter()
                .all(|(item, text)| given(item).is_some_and(|a| &a.location == text))
            && view.remarks == self.remarks
            && view.subject_words == self.subject_words
    }
}

/// Items answered by a tap, with their answers.
fn verdicts(tablet: &Native, id: &InspectionId) -> Result<Vec<(ItemId, Vec<String>)>> {
    let package = tablet.engine.package(id).context("the package is here")?;
    let items = package.forms.iter().flat_map(|f| f.items());
    let verdicts = items.filter_map(|item| {
        let AnswerKind::Verdict { na, .. } = &item.kind else {
            return None;
        };
        let na = na.as_ref().map(|_| "na".to_owned());
        let values = ["ok", "bad"].map(str::to_owned).into_iter().chain(na).collect();
        Some((item.id.clone(), values))
    });
    let found: Vec<_> = verdicts.collect();
    ensure!(!found.is_empty(), "a form of taps");
    Ok(found)
}

fn words(tablet: &mut Native, phrases: usize) -> String {
    (0..phrases)
        .map(|_| PHRASES[tablet.roll() as usize % PHRASES.len()])
        .collect()
}

/// The officer's day at one inspection.
pub fn inspect(tablet: &mut Native, id: &InspectionId, written: &mut Written) -> Result<u64> {
    let items = verdicts(tablet, id)?;
    let mut changes = 0;
    for n in 0..ANSWERS {
        let (item, values) = &items[n % items.len()];
        // Mostly the first answer; coming back to an item changes it.
        let roll = tablet.roll() as usize;
        let before = written.answers.get(item);
        let first = values.iter().filter(|v| Some(*v) != before);
        let open: Vec<&String> = first.collect();
        let other = if roll.is_multiple_of(4) {
            roll / 4 % open.len()
        } else {
            0
        };
        let value = open[other].clone();
        let edit = Edit::Answer {
            item: item.clone(),
            value: Some(value.clone()),
        };
        tablet.edit(id, edit)?;
        written.answers.insert(item.clone(), value);
        changes += 1;
        if n % 5 == 4 {
            let text = words(tablet, 3);
            let target = TextField::ItemNote { item: item.clone() };
            set(tablet, id, target, &text)?;
            written.comments.insert(item.clone(), text);
            changes += 1;
        }
    }
    for _ in 0..PIECES {
        let text = format!("{}{}", written.remarks, words(tablet, 2));
        set(tablet, id, TextField::Remarks, &text)?;
        written.remarks = text;
        changes += 1;
    }
    Ok(changes)
}

/// The colleague's two fields, while the officer is away.
pub fn join_in(tablet: &mut Native, id: &InspectionId, written: &mut Written) -> Result<()> {
    let (item, _) = verdicts(tablet, id)?.swap_remove(0);
    let text = words(tablet, 2);
    let edit = Edit::Locate {
        item: item.clone(),
        location: text.clone(),
    };
    tablet.edit(id, edit)?;
    written.locations.insert(item, text);
    let text = words(tablet, 4);
    set(tablet, id, TextField::SubjectWords, &text)?;
    written.subject_words = text;
    Ok(())
}

fn set(tablet: &mut Native, id: &InspectionId, target: TextField, text: &str) -> Result<()> {
    let text = text.to_owned();
    tablet.edit(id, Edit::SetText { target, text })
}
