//! Reading a pack aloud (规则包朗读): one page in Chinese that an official can sign off, rule by rule.
//!
//! Markdown headings and lists only. Every line ends with its article; what is no rule of the regime says whose it
//! is; what the text is silent on is said to be silent. Silence is never filled.

mod sentences;

use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::form::{AnswerKind, Form, Item};
use crate::regime::pack::{Regime, Rule};
use sentences::Say;

/// The page.
pub fn read_aloud(regime: &Regime) -> String {
    let mut page = Page::default();
    page.head(regime);
    page.rules(regime);
    page.silence(regime);
    if !regime.defects.is_empty() {
        page.heading("原文缺陷");
        for defect in &regime.defects {
            page.line(&format!("{}【{}】", defect.text, defect.cite));
        }
    }
    for form in &regime.forms {
        page.form(form, &form_owner(regime, form));
    }
    page.text
}

/// Headings and the kinds read under each, in the order of the process.
const CHAPTERS: &[(&str, &[&str])] = &[
    ("适用范围", &["duty:scope", "trigger"]),
    ("抽查事项清单", &["item_list", "item", "duty:items"]),
    (
        "名录库",
        &["roster_fields", "eligibility", "exclusion", "duty:roster"],
    ),
    ("计划", &["plan", "duty:plan"]),
    ("计划必填项（原文缺失或留白）", &["gap", "descending", "input"]),
    (
        "比例、频次与上限",
        &["stratum", "cap", "relief", "capacity", "post_quota"],
    ),
    (
        "抽取与检查组",
        &[
            "draw",
            "team",
            "role_limit",
            "seat",
            "recusal",
            "substitution",
            "replacement",
            "duty:draw",
        ],
    ),
    ("告知与保密", &["notice", "secrecy"]),
    (
        "现场",
        &[
            "method",
            "step",
            "duty:onsite",
            "evidence_limit",
            "record_form",
            "signature",
        ],
    ),
    ("可以不检查的情形", &["skip", "skip_condition"]),
    ("期限", &["clock", "promptly", "dated_clock"]),
    (
        "检查后",
        &[
            "report",
            "rectification",
            "handover",
            "archive",
            "statistic",
            "duty:after",
        ],
    ),
    (
        "公示",
        &["publication", "platform", "redaction", "objection", "correction"],
    ),
    ("信用与风险", &["risk_level", "risk_change", "duty:credit"]),
    ("责任", &["accountability", "exemption"]),
];

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, heading: &str) {
        self.text.push_str("\n## ");
        self.text.push_str(heading);
        self.text.push_str("\n\n");
    }

    fn line(&mut self, line: &str) {
        self.text.push_str("- ");
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn head(&mut self, regime: &Regime) {
        self.text = format!("# {} {}\n\n", regime.id, regime.title);
        self.line(&format!("制定机关：{}", regime.issuer));
        self.line(&format!("适用地区：{}", regime.region));
        self.line(&format!("出处：{}", regime.source));
        if let Some(issued) = regime.issued {
            self.line(&format!("印发日期：{issued}"));
        }
        match regime.effective {
            Some(day) => self.line(&format!("施行日期：{day}（{}）", regime.effective_note)),
            None => self.line(&format!("施行日期：{}", regime.effective_note)),
        }
        if let Some(parent) = &regime.parent {
            let kinds: Vec<_> = regime.inherit.iter().map(|k| kind_name(k)).collect();
            self.line(&format!("以 {parent} 为上位规则包，沿用其：{}", kinds.join("、")));
        }
        self.line(&format!(
            "规则包版本：{}，共 {} 条规则",
            regime.version,
            regime.rules.heads().len()
        ));
        if regime.layer != RuleSource::Regime {
            self.line(&format!("性质：{}，不是任何细则的条文", owner(regime.layer)));
        }
    }

    fn rules(&mut self, regime: &Regime) {
        for (heading, kinds) in CHAPTERS {
            let lines: Vec<_> = kinds.iter().flat_map(|kind| kind_lines(regime, kind)).collect();
            if lines.is_empty() {
                continue;
            }
            self.heading(heading);
            for line in lines {
                self.line(&with_labels(regime, line));
            }
        }
    }

    fn silence(&mut self, regime: &Regime) {
        if regime.silent.is_empty() {
            return;
        }
        self.heading("原文没有规定的");
        for kind in &regime.silent {
            self.line(kind_name(kind));
        }
    }

    fn form(&mut self, form: &Form, owner: &str) {
        self.heading(&format!("表：{}{owner}", form.title));
        self.line(&format!(
            "编号 {}，第 {} 版，共 {} 项【{}】",
            form.id,
            form.version,
            form.items().count(),
            form.cite
        ));
        for section in &form.sections {
            self.text.push_str(&format!("\n### {}\n\n", section.title));
            for item in &section.items {
                self.line(&item_line(form, item));
            }
        }
    }
}

/// Keys of plan inputs as the questions they stand for.
fn with_labels(regime: &Regime, line: String) -> String {
    regime
        .rules
        .gaps
        .iter()
        .fold(line, |line, gap| line.replace(&gap.what.input, &gap.what.label))
}

/// One rule as a line: sentence, note, strength, owner, article.
fn rule_line<T: Say>(rule: &Rule<T>) -> String {
    let mut line = rule.what.say();
    if !rule.note.is_empty() {
        if !line.is_empty() {
            line.push('。');
        }
        line.push_str(rule.note.trim_end_matches('。'));
    }
    match rule.strength {
        Strength::Must => {}
        Strength::Principle => line.push_str("（原则上）"),
        Strength::May => line.push_str("（可以）"),
    }
    match (rule.from, rule.until) {
        (Some(from), Some(until)) => line.push_str(&format!("（{from} 至 {until}）")),
        (Some(from), None) => line.push_str(&format!("（自 {from} 起）")),
        (None, Some(until)) => line.push_str(&format!("（至 {until} 止）")),
        (None, None) => {}
    }
    if rule.origin.layer != RuleSource::Regime {
        line.push_str(&format!("［{}］", owner(rule.origin.layer)));
    }
    format!("{line}【{}】", rule.cite)
}

/// Whose form it is where it is not the regulation's own: the mark that its rules bear too.
fn form_owner(regime: &Regime, form: &Form) -> String {
    let heads = regime.rules.heads();
    let said = heads.iter().find(|h| h.origin.pack == form.regime.as_str());
    match said.map_or(regime.layer, |h| h.origin.layer) {
        RuleSource::Regime => String::new(),
        layer @ (RuleSource::Office | RuleSource::Practice) => format!("［{}］", owner(layer)),
    }
}

fn owner(layer: RuleSource) -> &'static str {
    match layer {
        RuleSource::Regime => "细则",
        RuleSource::Office => "本单位规定",
        RuleSource::Practice => "后来的全国性做法",
    }
}

/// The lines of one kind; `duty:<phase>` takes the duties of one phase.
fn kind_lines(regime: &Regime, kind: &str) -> Vec<String> {
    if let Some(phase) = kind.strip_prefix("duty:") {
        let duties = regime
            .rules
            .duties
            .iter()
            .filter(|r| sentences::phase_code(r.what.phase) == phase);
        return duties.map(rule_line).collect();
    }
    sentences::lines(&regime.rules, kind)
}

/// Name of a kind for people.
fn kind_name(kind: &str) -> &str {
    KIND_NAMES
        .iter()
        .find(|(code, _)| *code == kind)
        .map_or(kind, |(_, name)| name)
}

const KIND_NAMES: &[(&str, &str)] = &[
    ("duty", "其他要求"),
    ("item_list", "事项清单的要求"),
    ("item", "抽查事项"),
    ("roster_fields", "名录库字段"),
    ("trigger", "不适用随机抽查的情形"),
    ("exclusion", "不列入抽查的对象"),
    ("plan", "计划"),
    ("gap", "计划必填项"),
    ("input", "填报建议"),
    ("descending", "数值高低关系"),
    ("stratum", "抽查比例"),
    ("cap", "同一对象的年度检查次数上限"),
    ("relief", "守信减少抽查"),
    ("capacity", "检查量公式"),
    ("post_quota", "岗位检查量"),
    ("draw", "抽取办法"),
    ("team", "检查组人数"),
    ("seat", "专家等其他席位"),
    ("role_limit", "角色限制"),
    ("eligibility", "检查人员资格"),
    ("recusal", "回避"),
    ("substitution", "更换检查人员"),
    ("replacement", "更换检查对象"),
    ("notice", "检查前告知"),
    ("secrecy", "保密"),
    ("method", "检查方式"),
    ("step", "现场步骤"),
    ("record_form", "检查文书"),
    ("signature", "签字和拒签"),
    ("skip", "可以不检查的情形"),
    ("skip_condition", "不检查的附加条件"),
    ("evidence_limit", "取证限制"),
    ("clock", "期限"),
    ("dated_clock", "定期期限"),
    ("promptly", "及时办理的事项"),
    ("report", "检查报告"),
    ("publication", "公示"),
    ("redaction", "公示前的隐名处理"),
    ("objection", "异议"),
    ("correction", "公示后的更正"),
    ("rectification", "整改"),
    ("handover", "移送"),
    ("archive", "归档"),
    ("statistic", "统计和通报"),
    ("platform", "归集平台"),
    ("risk_level", "风险等级"),
    ("risk_change", "风险等级的调整"),
    ("accountability", "追责情形"),
    ("exemption", "免责情形"),
];

fn item_line(form: &Form, item: &Item) -> String {
    let mut line = String::new();
    if !item.no.is_empty() {
        line.push_str(&format!("{}　", item.no));
    }
    line.push_str(&item.text);
    line.push_str(&format!("（{}", answer(&item.kind)));
    if item.location {
        line.push_str("；填检查部位");
    }
    if item.key {
        line.push_str("；重点项");
    }
    if !item.required {
        line.push_str("；可不填");
    }
    if item.relevant.is_some() {
        line.push_str("；按前项回答显示");
    }
    line.push('）');
    if !item.basis.is_empty() {
        line.push_str(&format!("【{}】", item.basis));
    }
    debug_assert!(form.item(&item.id).is_some(), "an item is read with its form");
    line
}

fn answer(kind: &AnswerKind) -> String {
    let options = |options: &[crate::regime::form::ChoiceOption]| {
        let mark = |o: &crate::regime::form::ChoiceOption| {
            if o.bad {
                format!("{}〔问题〕", o.label)
            } else {
                o.label.clone()
            }
        };
        options.iter().map(mark).collect::<Vec<_>>().join("／")
    };
    match kind {
        AnswerKind::Verdict { ok, bad, na } => {
            let na = na.as_ref().map(|na| format!("／{na}")).unwrap_or_default();
            format!("{ok}／{bad}〔问题〕{na}")
        }
        AnswerKind::Choice { options: list } => options(list),
        AnswerKind::MultiChoice { options: list } => format!("可多选：{}", options(list)),
        AnswerKind::Text { multiline } => if *multiline { "多行文字" } else { "文字" }.to_owned(),
        AnswerKind::Number { unit, min, max, .. } => {
            let limit = |word: &str, value: &Option<String>| {
                value.as_ref().map(|v| format!("，{word}{v}")).unwrap_or_default()
            };
            format!(
                "数字{unit}{}{}",
                limit("标准不低于", min),
                limit("标准不高于", max)
            )
        }
        AnswerKind::Date => "日期".to_owned(),
        AnswerKind::Fraction { unit } => format!("抽查数与不合格数{unit}"),
    }
}

#[cfg(test)]
#[path = "read_aloud/tests.rs"]
mod tests;
