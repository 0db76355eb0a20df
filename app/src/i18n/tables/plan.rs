//! Writing the plan of a task.

use domain::problem::Problem;

super::table! {
    /// The plan of a task.
    PlanWords {
        tasks: "任务与摇号", "Tasks and draws";
        new_task: "新建任务", "New task";
        none: "还没有任务", "No tasks yet";
        none_hint: "一个任务就是一份计划，只摇一次号。先写计划，核对抽取名单，再提交承诺。", "A task is one plan, drawn once. Write the plan, check the pool, then commit.";
        title_new: "新建任务：写计划", "New task: write the plan";
        title_edit: "修改计划", "Change the plan";
        section_what: "抽什么", "What";
        title: "任务名称", "Title";
        title_hint: "写进公开记录，例如“2026年11月火灾高危单位抽查”。", "Goes into the public record.";
        regime: "依据的规则", "Regime";
        regime_choose: "请选择", "Please choose";
        section_inputs: "规则要求填写的内容", "What the regime asks for";
        inputs_hint: "这些内容原文没有写明，必须由计划确定；填写人和时间会写进公开记录。", "The source does not say these; the plan decides. Who entered them, and when, becomes public.";
        inputs_wait: "先选择规则，这里会列出必须填写的内容。", "Choose a regime first.";
        inputs_none: "本规则没有要求计划补充的内容。", "This regime asks for nothing more.";
        input_choose: "请选择", "Please choose";
        entered_by(&str, &str): |who, at| format!("{who} 填写于 {at}"), |who, at| format!("entered by {who}, {at}");
        enters_you(&str): |who| format!("将记录为 {who} 填写"), |who| format!("will be recorded as entered by {who}");
        with_unit(&str, &str): |l, u| format!("{l}（{u}）"), |l, u| format!("{l} ({u})");
        ratio_hint: "写成百分数（5%）或分数（1/20）", "As a percentage (5%) or a fraction (1/20)";
        section_when: "什么时候", "When";
        window_from: "检查开始日", "First day of visits";
        window_until: "检查截止日", "Last day of visits";
        deadline: "最迟摇号时间（北京时间）", "Latest moment of the draw (China time)";
        deadline_hint: "到时还没有摇号，这次承诺作废，并在公开记录里写明原因。", "If not drawn by then, the commitment is void and the public record says why.";
        section_witnesses: "见证人", "Witnesses";
        witnesses_hint: "每位见证人用自己的浏览器出一份随机数。只要有一位诚实，谁也控制不了结果。不选见证人也合法，但会处处标明“无独立见证”。", "Each witness adds randomness from a browser of its own. If one of them is honest, nobody controls the result. None is legal, but is labelled everywhere.";
        witnesses_none: "没有见证人账号。请管理员开设，或不设见证人。", "There is no witness account. Ask the administrator, or go without.";
        witness_ready: "浏览器已登记", "browser registered";
        witness_no_key: "还没有登记浏览器：请先请他登录一次见证页", "no browser yet: have this witness log in once";
        section_filter: "从名录中抽哪些", "Which subjects";
        filter_hint: "不选就是名录里全部正常的检查对象。每一项限制都会写进公开记录。", "Nothing chosen means all active subjects. Every restriction becomes public.";
        filter_field(&str): |f| match f { "district" => "区县", "class" => "类别", "industry" => "行业", "risk" => "风险", other => other }.to_owned(),
            |f| match f { "district" => "District", "class" => "Class", "industry" => "Trade", "risk" => "Risk", other => other }.to_owned();
        filter_value(&str, u64): |v, n| format!("{v}（{n}）"), |v, n| format!("{v} ({n})");
        filter_empty_value: "（未填）", "(empty)";
        save: "保存计划，预览抽取名单", "Save the plan and preview the pool";
        saving: "正在保存……", "Saving …";
        incomplete(usize): |n| format!("还有 {n} 处没有填好，计划没有提交"), |n| format!("{n} fields are not right yet; the plan was not submitted");
        saved: "计划已保存", "The plan is saved";
        fault(&str, &str): |name, why| format!("{name}：{why}"), |name, why| format!("{name}: {why}");
        required: "必须填写", "Required";
        bad_number: "请填整数，例如 5", "Write a whole number, for example 5";
        bad_ratio: "请填百分数（5%）或分数（1/20）", "Write 5% or 1/20";
        bad_date: "请填日期", "Write a date";
        window_reversed: "截止日不能早于开始日", "The last day must not come before the first";
        deadline_past: "最迟摇号时间已经过去", "That moment has passed";
        problem(&Problem): problem_zh, problem_en;
    }
}

/// Codes of a plan's problems, wherever they are shown.
pub(super) fn says(code: &str) -> bool {
    code.starts_with("plan.") || matches!(code, "roster.field.lacking" | "pool.empty")
}

fn problem_zh(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    let cite = if arg("cite").is_empty() {
        String::new()
    } else {
        format!("（{}）", arg("cite"))
    };
    match problem.code.as_str() {
        "plan.input.missing" => format!("必须填写“{}”{cite}：{}", arg("label"), arg("why")),
        "plan.input.invalid" => format!("“{}”不能用作“{}”{cite}", arg("value"), arg("label")),
        "plan.input.nobody" => format!("“{}”没有记下填写人", arg("label")),
        "plan.input.unknown" => format!("规则没有要求填写 {}", problem.path),
        "plan.input.rising" => format!("风险高的比例不得低于风险低的{cite}"),
        "plan.title.missing" => "请写任务名称".to_owned(),
        "plan.witness.none" => "没有见证人：合法，但处处标明“无独立见证”".to_owned(),
        "plan.witness.twice" => "同一位见证人选了两次".to_owned(),
        "plan.approver.own" => "更换审批人不能是写计划的人".to_owned(),
        "plan.approver.unknown" => "没有这位更换审批人，或他已没有审批权限：请重新选择".to_owned(),
        "plan.no_inspector" => "没有一名检查人员可以参加抽取：原因见下面的名单".to_owned(),
        "plan.window.reversed" | "plan.window.order" => "截止日不能早于开始日".to_owned(),
        "plan.deadline.past" => "最迟摇号时间已经过去".to_owned(),
        "plan.witness.unknown" => format!("没有这位见证人：{}", arg("value")),
        "plan.window.outside" => format!("检查只能在 {} 至 {} 之间进行{cite}", arg("start"), arg("end")),
        "plan.filter.required" => format!("“{}”须先选定抽取范围（类别、区域或标签）{cite}", arg("label")),
        "plan.draw.too_early" => format!("检查出发前才能抽取，最早 {}{cite}", arg("day")),
        "plan.approval.missing" => format!("须先经{}批准{cite}", arg("approver")),
        "plan.principle.reason" => format!("另定比例须写明理由{cite}"),
        "plan.principle.departed" => format!("不按“原则上”的规定办理{cite}：{}", arg("reason")),
        "roster.field.lacking" => (super::rosters::ZH.problem)(problem),
        "plan.pool.empty" | "pool.empty" => "没有可以抽取的检查对象：请放宽抽取范围，或先导入名录".to_owned(),
        other => general(other, problem, "："),
    }
}

fn problem_en(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "plan.input.missing" => format!("“{}” is required ({}): {}", arg("label"), arg("cite"), arg("why")),
        "plan.input.invalid" => format!(
            "“{}” cannot be used for “{}” ({})",
            arg("value"),
            arg("label"),
            arg("cite")
        ),
        "plan.input.nobody" => format!("Nobody is recorded for “{}”", arg("label")),
        "plan.input.unknown" => format!("The regime does not ask for {}", problem.path),
        "plan.input.rising" => format!("A higher risk must not have a lower ratio ({})", arg("cite")),
        "plan.title.missing" => "The title is missing".to_owned(),
        "plan.witness.none" => "No witness: legal, but labelled everywhere".to_owned(),
        "plan.witness.twice" => "A witness is named twice".to_owned(),
        "plan.approver.own" => "Who writes the plan does not approve its changes".to_owned(),
        "plan.approver.unknown" => "There is no such approver any more: choose again".to_owned(),
        "plan.no_inspector" => "No inspector can be drawn: see who is left out".to_owned(),
        "plan.window.reversed" | "plan.window.order" => {
            "The last day must not come before the first".to_owned()
        }
        "plan.deadline.past" => "The latest moment of the draw has passed".to_owned(),
        "plan.witness.unknown" => format!("There is no such witness: {}", arg("value")),
        "plan.window.outside" => format!(
            "Visits must lie between {} and {} ({})",
            arg("start"),
            arg("end"),
            arg("cite")
        ),
        "plan.filter.required" => format!(
            "“{}” draws inside a class, an area or a tag: name one ({})",
            arg("label"),
            arg("cite")
        ),
        "plan.draw.too_early" => format!(
            "Drawn only before departure, not before {} ({})",
            arg("day"),
            arg("cite")
        ),
        "plan.approval.missing" => format!(
            "Needs the approval of {} first ({})",
            arg("approver"),
            arg("cite")
        ),
        "plan.principle.reason" => format!("Another share needs a written reason ({})", arg("cite")),
        "plan.principle.departed" => format!(
            "Departs from a rule in principle ({}): {}",
            arg("cite"),
            arg("reason")
        ),
        "roster.field.lacking" => (super::rosters::EN.problem)(problem),
        "plan.pool.empty" | "pool.empty" => {
            "No subject can be drawn: widen the pool, or import the roster".to_owned()
        }
        other => general(other, problem, ": "),
    }
}

/// A code without a sentence of its own, with everything it brought along.
fn general(code: &str, problem: &Problem, colon: &str) -> String {
    let args: Vec<&str> = problem.args.values().map(String::as_str).collect();
    let about = [problem.path.as_str(), &args.join(" · ")].join(" ");
    format!("{code}{colon}{}", about.trim())
}

#[cfg(test)]
mod tests {
    use crate::i18n::tables::draw;
    use domain::problem::Problem;

    #[test]
    fn what_rows_lack_is_said_in_words_on_the_page_of_the_task_too() {
        let problem = Problem::warning("roster.field.lacking", "fields.专业技术职称类别")
            .with("field", "专业技术职称类别")
            .with("count", "12")
            .with("first", "某甲")
            .with("cite", "第九条第2款");
        for said in [(draw::ZH.problem)(&problem), (draw::EN.problem)(&problem)] {
            assert!(!said.contains("roster.") && !said.contains("fields."), "{said}");
            assert!(said.contains("12") && said.contains("第九条第2款"), "{said}");
        }
    }
}
