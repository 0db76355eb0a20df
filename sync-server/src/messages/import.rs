//! What an import says: one sentence for each code, with what to do next. `docs/PROTOCOL.md` lists the codes.

use domain::problem::{Problem, Severity};
use domain::roster::headers::Kind;
use domain::roster::import::ImportReport;

/// Heading of the column that explains, in a marked copy.
pub const PROBLEM_COLUMN: &str = "问题";
/// Width of that column in characters.
pub const NOTE_COLUMN_WIDTH: f64 = 60.0;
/// Name of the page of a template that explains the others.
pub const TEMPLATE_HELP_SHEET: &str = "填写说明";

/// The sentence of a problem, without its place.
pub fn sentence(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    let value = arg("value");
    match problem.code.as_str() {
        code if code.starts_with("import.") => file_sentence(code, &arg),
        code if code.starts_with("roster.code.") => code_sentence(code, &arg),
        "roster.header.missing" => "没有找到表头：请保留“名称、统一社会信用代码”或“姓名、执法证号”等列名所在的行，或先保存一份列对应关系".to_owned(),
        "roster.header.column_missing" => format!("缺少必需的列“{}”：请补上该列，或在列对应关系中指明它叫什么", arg("column")),
        "roster.rows.none" => "表头下面没有数据行".to_owned(),
        "roster.sheet.others" => format!("只读取了工作表“{}”，未读取：{}", arg("sheet"), arg("others")),
        "roster.name.missing" => "没有填写名称（姓名）".to_owned(),
        "roster.text.too_long" => format!("文字过长：{} 字，最多 {} 字", arg("found"), arg("max")),
        "roster.cell.error" => format!("单元格是公式错误“{value}”：请改成实际内容"),
        "roster.phone.number" => format!("电话“{value}”是科学计数法，号码已不完整，未导入电话：请把该列设为文本格式后重新填写"),
        "roster.subject.duplicate" => format!("与第 {} 行重复（{}）：本行未导入", arg("first_row"), arg("id")),
        "roster.item.duplicate" => format!("与第 {} 行是同一事项（{value}）：本行未导入", arg("first_row")),
        "roster.status.unknown" => format!("不认识的状态“{value}”：请改用存续、停业、注销、吊销、迁出（人员：在岗、请假、调离、辅助人员），或在列对应关系中说明"),
        "roster.class.unknown" => format!("不认识的类别“{value}”：按原文保留"),
        "roster.risk.unknown" => format!("不认识的风险等级“{value}”：已导入但未定级，请改用重大（红）、较大（黄）、一般（蓝）、低（绿）"),
        "roster.date.unreadable" => format!("看不懂的日期“{value}”：请写成 2026-05-01"),
        "roster.date.impossible" => format!("日历上没有这一天：“{value}”"),
        "roster.certificate.missing" => "没有填写执法证号：无证人员不得列入名录".to_owned(),
        "roster.certificate.number" => format!("执法证号“{value}”以数字保存，末尾数字可能已丢失：请把该列设为文本格式后重新填写"),
        "roster.certificate.duplicate" => format!("执法证号“{value}”与第 {} 行重复：本行未导入", arg("first_row")),
        "roster.certificate.expired" => format!("执法证已于 {} 到期：已导入，但不参加抽取", arg("until")),
        "roster.certificate.until_missing" => "没有填写证件有效期：有的细则会因此不抽取此人".to_owned(),
        "roster.recusal.unreadable" => format!("回避申报“{value}”对应不到检查对象：请写统一社会信用代码，多个用分号隔开，原因写在括号里"),
        "roster.row.footer" => format!("不是名录数据，已跳过：“{}”", arg("text")),
        "roster.row.repeated_header" => "重复的表头，已跳过".to_owned(),
        unknown => format!("{unknown} {value}"),
    }
}

fn code_sentence<'a>(code: &str, arg: &impl Fn(&str) -> &'a str) -> String {
    let value = arg("value");
    match code {
        "roster.code.number" => format!(
            "统一社会信用代码“{value}”以数字保存，Excel 只留 15 位，后面的已丢失：请把该列设为文本格式（@），再按营业执照重新填写 18 位代码"
        ),
        "roster.code.length" => format!(
            "统一社会信用代码应为 18 位，这里是 {} 位：“{value}”",
            arg("found")
        ),
        "roster.code.charset" => format!(
            "统一社会信用代码第 {} 位“{}”不在允许的字符中（不用 I、O、S、V、Z）：“{value}”",
            arg("at"),
            arg("character")
        ),
        "roster.code.checksum" => format!(
            "统一社会信用代码“{value}”校验位不对：末位是 {}，按前 17 位应为 {}，请核对营业执照，可能是其中任何一位写错",
            arg("found"),
            arg("expected")
        ),
        "roster.code.old_registration" => {
            format!("“{value}”是 15 位旧注册号，不是统一社会信用代码：已按注册号导入，请补 18 位代码")
        }
        "roster.code.missing" => "没有统一社会信用代码：已导入，按注册号或名称加地址编号".to_owned(),
        unknown => format!("{unknown} {value}"),
    }
}

fn file_sentence<'a>(code: &str, arg: &impl Fn(&str) -> &'a str) -> String {
    match code {
        "import.empty" => "文件是空的：没有任何内容".to_owned(),
        "import.unknown_type" => format!(
            "不是表格文件（看起来是 {}）：请用 Excel 或 WPS 打开后另存为 .xlsx，或导出 .csv",
            arg("looks_like")
        ),
        "import.encrypted" => "文件有打开密码：请去掉密码后再导入".to_owned(),
        "import.damaged" => "文件已损坏，读不出来：请用 Excel 或 WPS 打开并另存一份".to_owned(),
        "import.too_large" => format!(
            "文件超过 {} MB：请只保留名录所在的工作表，删去图片，或分成几个文件",
            arg("max")
        ),
        "import.unpacks_too_large" => {
            format!("文件解压后超过 {} MB：请把数据复制到新的工作簿再保存", arg("max"))
        }
        "import.too_many_rows" => format!("超过 {} 行：请分成几个文件", arg("max")),
        "import.too_many_columns" => format!("超过 {} 列：请删去名录以外的列", arg("max")),
        "import.too_many_cells" => format!("单元格过多（上限 {}）：请分成几个文件", arg("max")),
        unknown => unknown.to_owned(),
    }
}

/// A sentence as it stands in the column of a marked copy.
pub fn in_column(refused: bool, sentence: &str) -> String {
    let kind = if refused { "未导入" } else { "提醒" };
    format!("{kind}：{sentence}")
}

/// A problem on one line of a terminal.
pub fn line(problem: &Problem) -> String {
    let kind = match problem.severity {
        Severity::Error => "错误",
        Severity::Warning => "提醒",
        Severity::Note => "说明",
    };
    format!("{kind}  {}：{}", problem.path, sentence(problem))
}

/// The outcome in one line.
pub fn summary(report: &ImportReport) -> String {
    format!(
        "{}：共 {} 行，导入 {} 行，未导入 {} 行，跳过 {} 行",
        kind_name(report.kind),
        report.rows,
        report.accepted,
        report.refused,
        report.passed_over
    )
}

/// Where the marked copy was written.
pub fn copy_written(path: &str) -> String {
    format!("已把问题标在副本中：{path}")
}

/// `名录.xlsx` → `名录.xlsx.问题.xlsx`.
pub fn copy_name(file: &str) -> String {
    format!("{file}.{PROBLEM_COLUMN}.xlsx")
}

/// What a roster is called.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Subjects => "检查对象名录库",
        Kind::Inspectors => "执法检查人员名录库",
        Kind::Items => "随机抽查事项清单",
    }
}

/// The help page of a template: title and explanations.
pub fn template_help(kind: Kind) -> Vec<&'static str> {
    let mut lines = vec![
        "从第 2 行起填写，每行一条；不要合并单元格，不要改动表头文字（列的先后可以变，可以加列）。",
        "加列会按列名原样保留。",
        "代码、证号、电话各列已设为文本格式：直接填写，不要改成数字，否则末尾数字会丢失。",
        "日期写成 2026-05-01。",
        "标 * 的列必须填写。",
    ];
    lines.extend(match kind {
        Kind::Subjects => &[
            "统一社会信用代码为 18 位（GB 32100），导入时核对末位校验码；没有代码的填注册号。",
            "状态、管理类别、风险等级请从下拉列表中选择。",
        ][..],
        Kind::Inspectors => &[
            "执法证号不得重复；有效期至当日仍有效，过期的会导入但不参加抽取。",
            "回避申报：写应回避单位的统一社会信用代码，原因写在括号里，多个用分号隔开；没有写“无”。",
            "岗位资格有多项时用顿号隔开。",
        ][..],
        Kind::Items => &["抽查类别、检查主体可以只在第一行填写，以下各行空着表示同上。"][..],
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_what_to_do() {
        let problem =
            Problem::error("roster.code.number", "行 7 / 统一社会信用代码").with("value", "5.1E+17");
        assert!(sentence(&problem).contains("5.1E+17") && sentence(&problem).contains("文本格式"));
        assert!(line(&problem).starts_with("错误  行 7 / 统一社会信用代码："));
    }

    #[test]
    fn every_code_of_the_protocol_page_has_its_sentence() {
        let page = include_str!("../../../docs/PROTOCOL.md");
        let section = page
            .split("## Import problems")
            .nth(1)
            .expect("the section exists");
        let section = section.split("\n## ").next().unwrap_or_default();
        let codes: Vec<&str> = section
            .split('`')
            .filter(|s| s.starts_with("roster.") || s.starts_with("import."))
            .collect();
        assert!(codes.len() > 30);
        for code in codes {
            assert!(
                !sentence(&Problem::error(code, "")).contains(code),
                "{code} has no sentence"
            );
        }
    }
}
