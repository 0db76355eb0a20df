//! What packs, calendars and deadlines say on the command line: one sentence for each code.

use domain::calendar::Deadline;
use domain::calendar::deadline::{DeadlineUnit, WARN_REST_DAY, WARN_UNOFFICIAL};
use domain::problem::Problem;
use domain::regime::Derived;

/// No clock starts with the event.
pub const NO_CLOCK: &str = "该细则没有由此起算的期限";
/// `--duty-day` without `--year`.
pub const DUTY_DAYS_NEED_YEAR: &str = "安保执勤日只计入每月检查量的工作日数，请同时给出 --year";

/// How `--parent` is written.
pub const PARENT_SHAPE: &str = "写作 细则=上位规则包，或者 细则=上位规则包:规则种类,规则种类";

/// The question of an input that no pack writes down: departing from a rule, or making use of one.
pub fn derived_label(what: Derived, about: &str) -> (String, String) {
    let about = about.trim_end_matches('。');
    let label = match what {
        Derived::Reason if about.is_empty() => "不按“原则上”的规定办理的理由，或者所属的例外".to_owned(),
        Derived::Reason => format!("不按“原则上”的规定办理的理由，或者所属的例外：{about}"),
        Derived::Share => format!("另定的抽查比例（须写理由）：{about}"),
        Derived::Use => format!("是否适用：{about}"),
    };
    let why = match what {
        Derived::Reason | Derived::Share => "原文为“原则上”或者列有例外：照办的不填。",
        Derived::Use => "原文为“可以”：不适用的不填。",
    };
    (label, why.to_owned())
}

/// Yes and no of a permission.
pub const USE_OPTIONS: [(&str, &str); 2] = [("yes", "适用"), ("no", "不适用")];

/// The sentence of a problem, without its place.
pub fn sentence(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    let rule = match arg("rule") {
        "" => String::new(),
        id => format!("规则 {id}："),
    };
    let said = match problem.code.as_str() {
        "regime.toml.syntax" => format!("不是正确的 TOML：{}", arg("message")),
        "regime.format.unknown" => format!("不认识的规则包格式 {}", arg("format")),
        "regime.key.unknown" => format!("不认识的键“{}”", arg("key")),
        "regime.key.missing" => format!("缺少键“{}”", arg("key")),
        "regime.value.invalid" => format!("值不正确：{}", arg("message")),
        "regime.rule.kind_unknown" => format!("没有“{}”这种规则", arg("kind")),
        "regime.rule.not_a_table" => format!("“{}”应当写成 [[{}]] 表", arg("kind"), arg("kind")),
        "regime.rule.cite_missing" => "没有写明条文出处（cite）".to_owned(),
        "regime.rule.id_twice" => "规则编号重复".to_owned(),
        "regime.id_twice" => "规则包编号重复".to_owned(),
        "regime.dates.backwards" => "起止日期前后矛盾".to_owned(),
        "regime.silent.contradicted" => format!("已声明没有“{}”规则，却又写了", arg("kind")),
        "regime.parent.missing" => "写了 inherit 却没有写 parent".to_owned(),
        "regime.parent.thin" => "上位规则包不能是它自己，也不能是另一个需要上位规则包的细则".to_owned(),
        "regime.parent.not_offered" => format!("本细则没有把“{}”留给上位规则包", arg("kind")),
        "regime.parent.silent" => format!("上位规则包 {} 自己也没有“{}”规则", arg("parent"), arg("kind")),
        "regime.adopt.held" => format!("“{}”有不让位（yields）的规则，不能写进 adopt", arg("kind")),
        "regime.input.never" => format!("计划必填项“{}”的 only_if 没有写值", arg("input")),
        "regime.cap.unsound" => {
            "上限须有 n 或 input 之一；per 只用 subject、project、item；按项目计的写明 project 列".to_owned()
        }
        "regime.cooldown.unsound" => "间隔须有 period 或 months 之一".to_owned(),
        "regime.coverage.unsound" => "覆盖率的分子、分母不正确".to_owned(),
        "regime.parent.unknown" => "上位规则包不在目录中".to_owned(),
        "regime.overlay.is_regime" => "细则本身不能写 overlays".to_owned(),
        "regime.stratum.overlap" => format!("与分层“{}”可能重叠：请写明互斥条件或 after", arg("stratum")),
        "regime.stratum.twice" => format!("分层“{}”重复", arg("stratum")),
        "regime.stratum.after_unknown" => format!("after 中的分层“{}”不在前面", arg("stratum")),
        "regime.stratum.ratio" => "比例的分子、分母不正确".to_owned(),
        "regime.input.unknown" => format!("没有名为“{}”的计划必填项（gap）", arg("input")),
        "regime.input.twice" => format!("计划必填项“{}”重复", arg("input")),
        "regime.form.unknown" => format!("没有表“{}”", arg("form")),
        "regime.form.twice" => format!("表“{}”重复", arg("form")),
        "regime.question.twice" => format!(
            "题号“{}”在表“{}”和“{}”中重复：答案按题号保存",
            arg("item"),
            arg("first"),
            arg("form")
        ),
        "regime.item.unknown" => format!("没有抽查事项“{}”", arg("item")),
        "regime.clock.unknown" => format!("没有期限“{}”", arg("clock")),
        "regime.clock.zero" => "期限天数为零".to_owned(),
        "regime.clock.rest_day" => "末日为休息日的处理只用于按日计算的期限，且须写明出处".to_owned(),
        "regime.clock.date" => "日期不存在".to_owned(),
        "regime.list.key" => format!("现场清单的代号“{}”重复或含有不允许的字符", arg("list")),
        "regime.section.unknown" => format!("没有供现场抽取填写的重复组“{}”", arg("section")),
        "regime.section.twice" => format!("重复组“{}”在不止一张表中出现", arg("section")),
        "regime.step.unknown" => format!("没有“{}”这种现场步骤", arg("action")),
        "regime.signature.refusal_without_signature" => "没有签字要求却写了拒签".to_owned(),
        "regime.condition.unsound" => format!("条件“{}”不完整或字段不认识", arg("field")),
        "regime.exclusion.everybody" => "没有条件，会排除所有对象".to_owned(),
        code if code.starts_with("form.") => form_sentence(code, &arg),
        code if code.starts_with("calendar.") => calendar_sentence(code, arg("message")),
        code => code.to_owned(),
    };
    format!("{rule}{said}")
}

fn form_sentence<'a>(code: &str, arg: &impl Fn(&str) -> &'a str) -> String {
    match code {
        "form.kind.unknown" => format!("[kinds] 中没有“{}”", arg("kind")),
        "form.kind.unsound" => format!("第“{}”项的回答方式不正确", arg("item")),
        "form.item.twice" => format!("项目编号“{}”重复", arg("item")),
        "form.constraint.unsound" => format!(
            "第“{}”项的校验不正确：须写明说法（says），条件须涉及本项，且只涉及本表的项目",
            arg("item")
        ),
        "form.compare.unsound" => format!(
            "第“{}”项的比较不正确：只能数字与数字、日期与日期相比，并且只写 other 或 value 之一",
            arg("item")
        ),
        "form.relevant.unknown" => format!("显示条件中的项目“{}”不存在", arg("item")),
        "form.section.empty" => format!("小节“{}”没有项目", arg("section")),
        other => other.to_owned(),
    }
}

fn calendar_sentence(code: &str, message: &str) -> String {
    match code {
        "calendar.file.unreadable" => format!("日历文件无法读取：{message}"),
        "calendar.year.gap" => "年份不连续".to_owned(),
        "calendar.years.none" => "没有任何年份".to_owned(),
        "calendar.year.name" => "年份不是数字".to_owned(),
        "calendar.year.notice_missing" => "没有写明国务院通知的出处".to_owned(),
        "calendar.day.other_year" => "日期不属于该年".to_owned(),
        "calendar.make_up.weekday" => "调休上班日不是周末".to_owned(),
        "calendar.day.twice" => "同一天既放假又上班".to_owned(),
        other => other.to_owned(),
    }
}

/// One line of `regimes list`.
pub fn list_line(id: &str, issuer: &str, title: &str, rules: usize, gaps: usize) -> String {
    format!("{id:<12} {issuer}　{title}　{rules} 条规则，计划必填 {gaps} 项")
}

/// No such regime.
pub fn no_such_regime(id: &str, known: &[&str]) -> String {
    format!("没有编号为 {id} 的规则包；现有：{}", known.join("、"))
}

/// A folder without packs.
pub fn no_pack_in(dir: &str) -> String {
    format!("{dir} 中没有 regime.toml，也没有含 regime.toml 的子目录")
}

/// Rules that an office gave as its own and that claim to be something else.
pub fn not_of_an_office(dir: &str) -> String {
    format!(
        "{dir} 不是本单位规定：单位自行编写的规则包必须写 layer = \"office\"，并写明 id，以免被当作法规。服务器没有启动，数据没有改动"
    )
}

/// Last line of `regimes check`.
pub fn checked(packs: usize, problems: usize) -> String {
    format!("检查了 {packs} 个规则包，{problems} 个问题")
}

/// Neither event nor year.
pub fn event_or_year(kinds: &[&str]) -> String {
    format!(
        "请给出 --event 事件=日期 或 --year 年份；事件：{}",
        kinds.join("、")
    )
}

/// An event that cannot be read.
pub fn bad_event(given: &str, kinds: &[&str]) -> String {
    format!(
        "看不懂“{given}”：应为 事件=YYYY-MM-DD；事件：{}",
        kinds.join("、")
    )
}

/// One deadline, with how it was counted.
pub fn deadline(deadline: &Deadline, last_official_year: i32) -> String {
    let counted: Vec<_> = deadline
        .counted
        .iter()
        .map(|day| day.format("%m-%d").to_string())
        .collect();
    let how = match (deadline.unit, deadline.event_date, deadline.count) {
        (DeadlineUnit::WorkingDay, Some(on), Some(n)) => {
            format!("自 {on}（{}）起 {n} 个工作日", deadline.from)
        }
        (DeadlineUnit::Day, Some(on), Some(n)) => format!("自 {on}（{}）起 {n} 日", deadline.from),
        (_, _, Some(n)) => format!("本月 {n} 个工作日"),
        (_, _, None) => "固定日期".to_owned(),
    };
    let mut line = format!("{}　{}　{how}【{}】", deadline.due, deadline.label, deadline.cite);
    if !counted.is_empty() {
        line.push_str(&format!("\n    计入：{}", counted.join(" ")));
    }
    match deadline.warning.as_deref() {
        Some(WARN_UNOFFICIAL) => {
            line.push_str(&format!(
                "\n    注意：{last_official_year} 年以后（或日历以外）没有官方放假安排，只按周末推算"
            ));
        }
        Some(WARN_REST_DAY) => line.push_str("\n    注意：该日为休息日，细则没有规定是否顺延"),
        Some(other) => line.push_str(&format!("\n    注意：{other}")),
        None => {}
    }
    line
}
