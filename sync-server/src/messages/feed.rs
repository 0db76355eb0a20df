//! Words of files for platforms: sheets and columns, in the language of the public record.

use domain::regime::pack::after::Published;

/// Columns of an item list.
pub const ITEMS: [&str; 3] = ["序号", "抽查事项", "检查依据"];
/// Columns of a plan: a row a stratum.
pub const PLAN: [&str; 7] = [
    "抽查任务",
    "依据",
    "分层",
    "对象数",
    "抽取数",
    "检查开始",
    "检查截止",
];
/// Columns of what was drawn.
pub const DRAW: [&str; 5] = ["序号", "检查对象", "统一社会信用代码", "检查人员", "抽取日期"];
/// Columns of how far a task has come.
pub const EXECUTION: [&str; 4] = ["抽查任务", "抽取数", "已检查", "已公示"];

/// Name of a sheet; Excel takes 31 characters.
pub fn title(what: Published) -> &'static str {
    match what {
        Published::ItemList => "抽查事项清单",
        Published::Plan => "抽查计划",
        Published::Draw => "抽取结果",
        Published::Result => "检查结果",
        Published::Outcome => "处理结果",
        Published::SubjectRoster => "检查对象名录库",
        Published::InspectorRoster => "检查人员名录库",
        Published::Execution => "执行情况",
    }
}

/// Before the name of a sheet of the demo.
pub const DEMO: &str = "演示";
