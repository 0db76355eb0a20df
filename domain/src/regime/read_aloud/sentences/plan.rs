//! Items, rosters, plans, gaps, strata, the draw and its people, said aloud.

use super::{
    Say, conditions, joined, key, listed, only_if, only_items, only_when, period, share, when, with,
};
use crate::regime::pack::gap::{Descending, Gap, GapKind, GapOption, InputDefault};
use crate::regime::pack::plan::{
    CheckItem, Cycle, DrawMode, Duty, Exclusion, ItemClass, ItemList, PlanRule, RosterFields, RosterKind,
    Sample, Stratum, Trigger,
};

impl Say for Duty {
    fn say(&self) -> String {
        joined([
            with("", &self.text),
            with("先查：", &conditions(&self.first)),
            only_items(&self.items),
        ])
    }
}

fn drawn(mode: DrawMode) -> &'static str {
    match mode {
        DrawMode::None => "不适用随机抽查",
        DrawMode::InspectorsOnly => "只随机选派检查人员",
        DrawMode::SubjectsInArea => "在所涉范围内随机抽取对象",
        DrawMode::Full => "照常随机抽查",
    }
}

impl Say for Trigger {
    fn say(&self) -> String {
        format!("{}：{}", self.label, drawn(self.draw))
    }
}

impl Say for ItemList {
    fn say(&self) -> String {
        joined([
            if self.fields.is_empty() {
                String::new()
            } else {
                listed("清单载明", &self.fields)
            },
            with("管理：", &self.keeper),
            when(self.dynamic, "动态管理"),
            when(self.closed, "清单以外的不检查"),
        ])
    }
}

impl Say for CheckItem {
    fn say(&self) -> String {
        let class = if self.class == ItemClass::Key {
            "（重点事项）"
        } else {
            ""
        };
        joined([
            format!("事项：{}{class}", self.name),
            with("对象：", &self.object),
            only_when(&self.when),
            with("内容：", &self.content.join("、")),
            with("依据：", &self.basis),
            with("方式：", &self.methods.join("、")),
            match self.draw {
                DrawMode::Full => String::new(),
                other @ (DrawMode::None | DrawMode::InspectorsOnly | DrawMode::SubjectsInArea) => {
                    format!("抽取：{}", drawn(other))
                }
            },
            with(
                "检查表：",
                &self
                    .forms
                    .iter()
                    .map(|f| format!("《{}》", key("form", f.as_str())))
                    .collect::<Vec<_>>()
                    .join("、"),
            ),
        ])
    }
}

impl Say for RosterFields {
    fn say(&self) -> String {
        let roster = match self.roster {
            RosterKind::Subjects => "检查对象名录库",
            RosterKind::Inspectors => "执法检查人员名录库",
        };
        let fields: Vec<_> = self.fields.iter().map(|f| f.label.clone()).collect();
        listed(
            &format!("{roster}{}", if self.required { "必填" } else { "其他字段" }),
            &fields,
        )
    }
}

impl Say for Exclusion {
    fn say(&self) -> String {
        format!("{}（{}）", self.label, conditions(&self.when))
    }
}

impl Say for PlanRule {
    fn say(&self) -> String {
        let cycle = match self.cycle {
            Cycle::Annual => "年度计划",
            Cycle::Quarterly => "季度计划",
            Cycle::Monthly => "月计划",
            Cycle::Special => "专项任务",
            Cycle::Round => "本轮检查",
        };
        joined([
            listed(cycle, &self.contents),
            with("制定：", &self.maker),
            with("审批：", &self.approver),
            when(self.published, "向社会公布"),
            when(self.published_before_check, "检查实施前公布"),
            self.window
                .map(|w| format!("检查只在 {} 至 {} 之间进行", w.start, w.end))
                .unwrap_or_default(),
            self.draws_min
                .map(|n| format!("至少抽取 {n} 次"))
                .unwrap_or_default(),
            with("", &self.text),
        ])
    }
}

impl Say for Gap {
    fn say(&self) -> String {
        let kind = match &self.value {
            GapKind::Integer { min, max } => format!("填整数 {min}—{max}"),
            GapKind::Decimal { min, max } => {
                let limit = |word: &str, v: &Option<String>| {
                    v.as_ref().map(|v| format!("，{word}{v}")).unwrap_or_default()
                };
                format!("填数值{}{}", limit("不低于", min), limit("不高于", max))
            }
            GapKind::Percent { zero } => format!("填百分比{}", when(*zero, "，可为0")),
            GapKind::Choice { options } => {
                let part = |o: &GapOption| o.den.map(|den| format!("（1/{den}）")).unwrap_or_default();
                let labels: Vec<_> = options
                    .iter()
                    .map(|o| format!("{}{}{}", o.label, part(o), when(o.filtered, "（须选定抽取范围）")))
                    .collect();
                format!("选择：{}", labels.join("／"))
            }
            GapKind::Text => "填文字".to_owned(),
        };
        let why = if self.lost { "原文缺失" } else { "原文未定" };
        format!(
            "〔{why}〕{}：{}；{kind}{}{}",
            self.label,
            self.why.trim_end_matches('。'),
            with("，单位", &self.unit),
            only_if(self.only_if.as_ref())
        )
    }
}

impl Say for InputDefault {
    fn say(&self) -> String {
        format!(
            "填报建议：{}填“{}”（仍由计划制定人确认）",
            key("input", &self.input),
            self.value
        )
    }
}

impl Say for Descending {
    fn say(&self) -> String {
        format!(
            "以下各项，后一项不得高于前一项：{}",
            self.inputs
                .iter()
                .map(|i| key("input", i))
                .collect::<Vec<_>>()
                .join(" ≥ ")
        )
    }
}

impl Say for Stratum {
    fn say(&self) -> String {
        let size = match &self.sample {
            Sample::All => "全部抽查（100%）".to_owned(),
            Sample::Ratio { num, den, min: 0 } => format!("不低于 {}，向上取整", share(*num, *den)),
            Sample::Ratio { num, den, min } => {
                format!("不低于 {}，向上取整，至少 {min} 家", share(*num, *den))
            }
            Sample::Count { n } => format!("{n} 家"),
            Sample::InputPercent { input } | Sample::InputCount { input } => {
                format!("按计划填报（{}）", key("input", input))
            }
            Sample::InputUnit { num, input } => {
                format!("不低于 {num}，单位按计划填报（{}）", key("input", input))
            }
        };
        joined([
            format!(
                "{}：{}{size}",
                self.label,
                self.period.map(period).unwrap_or_default()
            ),
            with("条件：", &conditions(&self.when)),
            with(
                "已列入下列分层的除外：",
                &self
                    .after
                    .iter()
                    .map(|s| key("stratum", s))
                    .collect::<Vec<_>>()
                    .join("、"),
            ),
        ])
    }
}
