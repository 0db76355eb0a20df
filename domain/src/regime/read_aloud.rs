//! Reading a pack aloud (规则包朗读): one page in Chinese that an official can sign off, rule by rule.
//!
//! Markdown headings and lists only. Every line ends with its article; what is no rule of the regime says whose it
//! is; what the text is silent on is said to be silent. Silence is never filled.

pub mod guide;

mod kinds;
mod sentences;

use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::form::{AnswerKind, Form, Item};
use crate::regime::pack::gap::GapKind;
use crate::regime::pack::{Regime, Rule};
use kinds::{CHAPTERS, kind_name};
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
            let kinds = kinds.join("、");
            self.line(&format!("本单位选定 {parent} 为上位规则包，沿用其：{kinds}"));
        } else if !regime.adopt.is_empty() {
            let kinds: Vec<_> = regime.adopt.iter().map(|k| kind_name(k)).collect();
            let kinds = kinds.join("、");
            self.line(&format!(
                "本细则没有规定、本单位可以从另一细则选定沿用的：{kinds}；未选定时由计划填报或者不能制定计划"
            ));
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
                self.line(&named(regime, &line));
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

/// Keys in a sentence as the names they stand for. An overlay read alone may name what only its regime has: such
/// a key stands as it is, in quotes.
fn named(regime: &Regime, line: &str) -> String {
    let mut said = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(sentences::OPEN) {
        let (key, tail) = after.split_once(sentences::SHUT).unwrap_or((after, ""));
        let (what, key) = key.split_once(':').unwrap_or(("", key));
        said.push_str(before);
        said.push_str(&name(regime, what, key).unwrap_or_else(|| format!("“{key}”")));
        rest = tail;
    }
    said + rest
}

/// The name a key stands for.
fn name(regime: &Regime, what: &str, key: &str) -> Option<String> {
    let rules = &regime.rules;
    match what {
        "input" => rules
            .gaps
            .iter()
            .find(|r| r.what.input == key)
            .map(|r| r.what.label.clone()),
        "item" => rules
            .items
            .iter()
            .find(|r| r.what.item.as_str() == key)
            .map(|r| r.what.name.clone()),
        "form" => regime
            .forms
            .iter()
            .find(|f| f.id.as_str() == key)
            .map(|f| f.title.clone()),
        "stratum" => rules
            .strata
            .iter()
            .find(|r| r.what.key == key)
            .map(|r| r.what.label.clone()),
        "skip" => rules
            .skips
            .iter()
            .find(|r| r.what.code == key)
            .map(|r| r.what.label.clone()),
        "value" => gap_value(regime, key),
        "question" | "option" => question(regime, key),
        "clock" => (rules.clocks.iter().filter(|r| r.id == key).map(|r| &r.what.label))
            .chain(
                rules
                    .promptly
                    .iter()
                    .filter(|r| r.id == key)
                    .map(|r| &r.what.label),
            )
            .chain(
                rules
                    .dated_clocks
                    .iter()
                    .filter(|r| r.id == key)
                    .map(|r| &r.what.label),
            )
            .next()
            .cloned(),
        _ => None,
    }
}

/// `input/value` as the option's label.
fn gap_value(regime: &Regime, key: &str) -> Option<String> {
    let (input, value) = key.split_once('/')?;
    let gap = regime.rules.gaps.iter().find(|r| r.what.input == input)?;
    match &gap.what.value {
        GapKind::Choice { options } => options.iter().find(|o| o.id == value).map(|o| o.label.clone()),
        GapKind::Integer { .. } | GapKind::Decimal { .. } | GapKind::Percent { .. } | GapKind::Text => None,
    }
}

/// `question` as its text, `question/option` as the option's label.
fn question(regime: &Regime, key: &str) -> Option<String> {
    let (id, option) = key
        .split_once('/')
        .map_or((key, None), |(id, option)| (id, Some(option)));
    let item = regime
        .forms
        .iter()
        .flat_map(Form::items)
        .find(|i| i.id.as_str() == id)?;
    match (option, &item.kind) {
        (None, _) => Some(item.text.clone()),
        (Some(option), AnswerKind::Choice { options }) => {
            options.iter().find(|o| o.id == option).map(|o| o.label.clone())
        }
        (Some(_), _) => None,
    }
}

/// One rule as a line: sentence, note, strength, owner, article.
fn rule_line<T: Say>(rule: &Rule<T>) -> String {
    let mut line = rule_words(rule);
    if rule.origin.layer != RuleSource::Regime {
        line.push_str(&format!("［{}］", owner(rule.origin.layer)));
    }
    format!("{line}【{}】", rule.cite)
}

/// One rule in words: sentence, note, strength, dates.
fn rule_words<T: Say>(rule: &Rule<T>) -> String {
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
    if rule.yields {
        line.push_str("（本单位选定上位规则包后，从其规定）");
    }
    match (rule.from, rule.until) {
        (Some(from), Some(until)) => line.push_str(&format!("（{from} 至 {until}）")),
        (Some(from), None) => line.push_str(&format!("（自 {from} 起）")),
        (None, Some(until)) => line.push_str(&format!("（至 {until} 止）")),
        (None, None) => {}
    }
    line
}

/// Whose form it is where it is not the regulation's own: the mark that its rules bear too.
fn form_owner(regime: &Regime, form: &Form) -> String {
    let heads = regime.rules.heads();
    let said = heads.iter().find(|h| h.origin.pack == form.regime.as_str());
    match said.map_or(regime.layer, |h| h.origin.layer) {
        RuleSource::Regime => String::new(),
        layer @ (RuleSource::Office | RuleSource::Practice | RuleSource::Inherited) => {
            format!("［{}］", owner(layer))
        }
    }
}

fn owner(layer: RuleSource) -> &'static str {
    match layer {
        RuleSource::Regime => "细则",
        RuleSource::Office => "本单位规定",
        RuleSource::Practice => "后来的做法",
        RuleSource::Inherited => "沿用上位规则包",
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
    if kind == "input" && regime.layer == RuleSource::Regime {
        // An office suggests answers for many regimes at once; this page reads those its own plan asks for.
        let asked = |input: &String| regime.rules.gaps.iter().any(|gap| gap.what.input == *input);
        let suggested = regime.rules.inputs.iter().filter(|rule| asked(&rule.what.input));
        return suggested.map(rule_line).collect();
    }
    sentences::lines(&regime.rules, kind)
}

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
    for constraint in &item.constraints {
        let manner = match constraint.strength {
            Strength::Must => "；校验：",
            Strength::Principle | Strength::May => "；提示校验（可说明原因）：",
        };
        line.push_str(&format!("{manner}{}", constraint.says));
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
