//! Words of a published result: labels and sentences, in the language of the public record.

use domain::inspection::view::InspectionView;
use domain::regime::form::{AnswerKind, Item};
use domain::submission::{DepartmentResult, answer_words};
use domain::time::Date;

type Line = (String, String);

fn line(label: &str, text: impl Into<String>) -> Line {
    (label.to_owned(), text.into())
}

/// Who was inspected.
pub fn subject(name: &str) -> Line {
    line("检查对象", name)
}

/// Its credit code.
pub fn credit_code(code: &str) -> Line {
    line("统一社会信用代码", code)
}

/// When.
pub fn date(date: Date) -> Line {
    line("检查日期", date.format("%Y年%-m月%-d日").to_string())
}

/// By whom.
pub fn body(name: &str) -> Line {
    line("检查机关", name)
}

/// What was checked.
pub fn items(titles: &[String]) -> Line {
    line("检查内容", titles.join("、"))
}

/// What came of it.
pub fn outcome(text: &str) -> Line {
    line("检查结果", text)
}

/// One problem found.
pub fn numbered(n: usize, text: &str) -> Line {
    line(&format!("问题{n}"), text)
}

/// One thing ordered: the problem, what is to be done, and until when.
pub fn measure(problem: &str, order: &str, deadline: &str) -> String {
    let until = match deadline.trim() {
        "" => String::new(),
        day => format!("，限{day}前改正"),
    };
    match order.trim() {
        "" => format!("责令改正：{problem}{until}"),
        order => format!("责令改正：{problem}（{order}）{until}"),
    }
}

/// What was ordered.
pub fn measures(text: &str) -> Line {
    line("处理措施", text)
}

/// A step before publication and who did it when.
pub fn step(step: &str, who: &str) -> String {
    format!("{step}：{who}")
}

/// The officers.
pub fn inspectors(names: &[String]) -> Line {
    line("执法检查人员", names.join("、"))
}

/// One problem in words: the question, what was chosen or measured where a tap alone would not say it, and the officers'
/// note.
pub fn finding(item: &Item, value: &str, note: &str) -> String {
    let answer = match &item.kind {
        AnswerKind::Verdict { .. } => String::new(),
        AnswerKind::Choice { .. }
        | AnswerKind::MultiChoice { .. }
        | AnswerKind::Text { .. }
        | AnswerKind::Number { .. }
        | AnswerKind::Date
        | AnswerKind::Fraction { .. } => answer_words(&item.kind, value).replace("; ", "、"),
    };
    let said: Vec<&str> = [answer.as_str(), note.trim()]
        .into_iter()
        .filter(|w| !w.is_empty())
        .collect();
    match said.is_empty() {
        true => item.text.clone(),
        false => format!("{}：{}", item.text, said.join("；")),
    }
}

/// The result in one phrase: in the words of the code that the officers chose, where the form has one.
pub fn result(view: &InspectionView, chosen: &[String], problems: usize) -> String {
    match (&view.skip, chosen, problems) {
        (Some(_), _, _) => "未能实施检查".to_owned(),
        (None, [], 0) => "未发现问题".to_owned(),
        (None, [], n) => format!("发现问题{n}项"),
        (None, chosen, _) => chosen.join("；"),
    }
}

/// Further lines: what each department of a joint visit found, the officers' summary, and why a visit could not take
/// place.
pub fn lines(view: &InspectionView, departments: &[DepartmentResult]) -> Vec<Line> {
    let mut lines: Vec<Line> = departments.iter().map(department).collect();
    if !view.remarks.trim().is_empty() {
        lines.push(line("检查情况", view.remarks.trim()));
    }
    if view.skip.is_some() && !view.skip_note.trim().is_empty() {
        lines.push(line("未能检查的情况", view.skip_note.trim()));
    }
    lines
}

fn department(of: &DepartmentResult) -> Line {
    let online = match of.online {
        0 => String::new(),
        online => format!("（其中网络检查核实{online}项）"),
    };
    let found = match (of.checked, of.problems) {
        // Who checked nothing has found nothing out either.
        (0, _) => "没有检查结果".to_owned(),
        (_, 0) => "未发现问题".to_owned(),
        (_, n) => format!("发现问题{n}项"),
    };
    line(&of.department, format!("检查{}项{online}，{found}", of.checked))
}

/// The name of a redacted field.
pub fn field(path: &str) -> String {
    let (head, n) = path.split_once('.').unwrap_or((path, ""));
    let label = match head {
        "subject_name" => "检查对象",
        "items" => "检查内容",
        "result" => "检查结果",
        "findings" => "问题",
        "measures" => "处理措施",
        "inspectors" => "执法检查人员",
        "document_no" => "文书编号",
        "lines" => "其他内容",
        other => other,
    };
    match n.parse::<usize>() {
        Ok(n) => format!("{label}{}", n + 1),
        Err(_) => label.to_owned(),
    }
}

/// What was taken out.
pub fn what(code: &str) -> &str {
    match code {
        "name" => "姓名",
        "home_address" => "住所地址",
        "employer" => "工作单位",
        "family" => "家庭成员",
        "contact" => "联系方式",
        "id_number" => "公民身份号码",
        "identifying" => "可识别身份的内容",
        "person_property" => "个人财产",
        "organisation_property" => "单位财产",
        "privacy" => "个人隐私",
        "trade_secret" => "商业秘密",
        "seal" => "印章",
        "unfit" => "其他不宜公开的内容",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(checked: usize, problems: usize) -> DepartmentResult {
        DepartmentResult {
            department: "演示甲局".to_owned(),
            checked,
            problems,
            online: 0,
        }
    }

    #[test]
    fn a_department_that_checked_nothing_found_nothing_out() {
        let said = [of(0, 0), of(3, 0), of(3, 1)].map(|d| department(&d).1);
        assert_eq!(
            said,
            [
                "检查0项，没有检查结果",
                "检查3项，未发现问题",
                "检查3项，发现问题1项"
            ]
        );
    }
}
