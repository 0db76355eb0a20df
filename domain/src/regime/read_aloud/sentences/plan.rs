//! Items, rosters, plans, gaps, strata, the draw and its people, said aloud.

use super::{Say, conditions, joined, listed, period, when, with};
use crate::regime::pack::gap::{Descending, Gap, GapKind, InputDefault};
use crate::regime::pack::people::{
    DrawRule, Eligibility, PostQuota, Recusal, RecusalMethod, Replacement, ReplacementMode, RoleLimit,
    SeatRule, Substitution, SubstitutionMode, TeamRole, TeamSize,
};
use crate::regime::pack::plan::{
    Cap, Capacity, CheckItem, Cycle, DrawMode, Duty, Exclusion, ItemClass, ItemList, PlanRule, Relief,
    RosterFields, RosterKind, Sample, Stratum, Trigger,
};

impl Say for Duty {
    fn say(&self) -> String {
        with("", &self.text)
    }
}

impl Say for Trigger {
    fn say(&self) -> String {
        let drawn = match self.draw {
            DrawMode::None => "不适用随机抽查",
            DrawMode::InspectorsOnly => "只随机选派检查人员",
            DrawMode::SubjectsInArea => "在所涉范围内随机抽取对象",
            DrawMode::Full => "照常随机抽查",
        };
        format!("{}：{drawn}", self.label)
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
        ])
    }
}

impl Say for CheckItem {
    fn say(&self) -> String {
        let key = if self.class == ItemClass::Key {
            "（重点事项）"
        } else {
            ""
        };
        joined([
            format!("事项：{}{key}", self.name),
            with("对象：", &self.object),
            with("内容：", &self.content.join("、")),
            with("依据：", &self.basis),
            with("方式：", &self.methods.join("、")),
            with(
                "检查表：",
                &self
                    .forms
                    .iter()
                    .map(|f| f.as_str())
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
            when(self.published && !self.published_before_check, "向社会公布"),
            when(self.published_before_check, "检查实施前公布"),
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
            GapKind::Integer { min, max } => format!("填整数 {min}—{max}{}", self.unit),
            GapKind::Decimal { min, max } => {
                let limit = |word: &str, v: &Option<String>| {
                    v.as_ref().map(|v| format!("，{word}{v}")).unwrap_or_default()
                };
                format!("填数值{}{}", limit("不低于", min), limit("不高于", max))
            }
            GapKind::Percent { zero } => format!("填百分比{}", if *zero { "，可为0" } else { "" }),
            GapKind::Choice { options } => {
                let labels: Vec<_> = options.iter().map(|o| o.label.clone()).collect();
                format!("选择：{}", labels.join("／"))
            }
            GapKind::Text => "填文字".to_owned(),
        };
        let why = if self.lost { "原文缺失" } else { "原文未定" };
        format!(
            "〔{why}〕{}：{}；{kind}",
            self.label,
            self.why.trim_end_matches('。')
        )
    }
}

impl Say for InputDefault {
    fn say(&self) -> String {
        format!("填报建议 {} = {}（仍由计划制定人确认）", self.input, self.value)
    }
}

impl Say for Descending {
    fn say(&self) -> String {
        format!("以下各项，后一项不得高于前一项：{}", self.inputs.join(" ≥ "))
    }
}

impl Say for Stratum {
    fn say(&self) -> String {
        let size = match &self.sample {
            Sample::All => "全部抽查（100%）".to_owned(),
            Sample::Ratio { num, den, min: 0 } => format!("不低于 {num}/{den}，向上取整"),
            Sample::Ratio { num, den, min } => format!("{num}/{den}，向上取整，至少 {min} 家"),
            Sample::Count { n } => format!("{n} 家"),
            Sample::InputPercent { input } | Sample::InputCount { input } => format!("按计划填报（{input}）"),
            Sample::InputUnit { num, input } => format!("不低于 {num}，单位按计划填报（{input}）"),
        };
        joined([
            format!(
                "{}：{}{size}",
                self.label,
                self.period.map(period).unwrap_or_default()
            ),
            with("条件：", &conditions(&self.when)),
            when(!self.after.is_empty(), "已列入前述分层的除外"),
        ])
    }
}

impl Say for Cap {
    fn say(&self) -> String {
        joined([
            format!(
                "{}不超过 {} 次（按{}合计）",
                period(self.period),
                self.n,
                self.per
                    .iter()
                    .map(|key| counted(key))
                    .collect::<Vec<_>>()
                    .join("＋")
            ),
            with("不受此限：", &self.except.join("、")),
        ])
    }
}

/// What a cap counts together.
fn counted(key: &str) -> &str {
    match key {
        "subject" => "检查对象",
        "project" => "项目",
        "item" => "事项",
        other => other,
    }
}

impl Say for Relief {
    fn say(&self) -> String {
        with("", &self.text)
    }
}

impl Say for Capacity {
    fn say(&self) -> String {
        joined([
            format!("{}检查量由{}算得", period(self.period), self.factors.join("、")),
            format!("数值按计划填报（{}、{}）", self.input, self.coefficient),
        ])
    }
}

impl Say for PostQuota {
    fn say(&self) -> String {
        format!(
            "{}{}检查不少于 {} 家",
            self.posts.join("、"),
            period(self.period),
            self.n
        )
    }
}

impl Say for DrawRule {
    fn say(&self) -> String {
        with("", &self.text)
    }
}

impl Say for TeamSize {
    fn say(&self) -> String {
        let size = match (self.min, self.max, &self.input) {
            (Some(min), Some(max), _) if min == max => format!("每个检查对象选派 {min} 人"),
            (Some(min), _, _) => format!("每个检查对象选派不少于 {min} 人"),
            (None, _, Some(input)) => format!("人数按计划填报（{input}）"),
            (None, _, None) => "人数原文未定".to_owned(),
        };
        joined([
            size,
            when(self.lead_and_assist, "随机选派主办、协办"),
            when(self.certificate_holders_only, "只计持执法证人员"),
        ])
    }
}

fn role(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Lead => "主办",
        TeamRole::Assist => "协办",
        TeamRole::Member => "检查人员",
        TeamRole::Expert => "专家",
    }
}

impl Say for SeatRule {
    fn say(&self) -> String {
        with("", &self.text)
    }
}

impl Say for RoleLimit {
    fn say(&self) -> String {
        let may: Vec<_> = self.may.iter().map(|r| role(*r)).collect();
        format!("{}只能担任{}", self.posts.join("、"), may.join("、"))
    }
}

impl Say for Eligibility {
    fn say(&self) -> String {
        match self {
            Self::Certificate => "检查人员须有执法证号，证件过期的不参加抽取".to_owned(),
            Self::ValidCertificate => "检查人员须有登记了有效期且未过期的执法证".to_owned(),
            Self::Qualification { any_of } => format!("检查人员须具备资格：{}", any_of.join("／")),
            Self::Status { out } => {
                let words: Vec<_> = out.iter().map(|s| status(s)).collect();
                format!("{}人员不参加抽取", words.join("、"))
            }
        }
    }
}

fn status(code: &str) -> &str {
    match code {
        "leave" => "请假、公差",
        "moved" => "调离",
        "assisting" => "辅助",
        other => other,
    }
}

impl Say for Recusal {
    fn say(&self) -> String {
        let methods: Vec<_> = self
            .methods
            .iter()
            .map(|m| match m {
                RecusalMethod::Redraw => "重新随机选派",
                RecusalMethod::Swap => "对调",
                RecusalMethod::SitOut => "不参加",
                RecusalMethod::ApplyThenRedraw => "申请后重新选派",
                RecusalMethod::Balance => "统筹平衡",
            })
            .collect();
        joined([
            "有利害关系的应当回避".to_owned(),
            with("办法：", &methods.join("、")),
            with("关系人：", &self.relations.join("、")),
            when(self.declare, "检查人员主动申报"),
        ])
    }
}

impl Say for Substitution {
    fn say(&self) -> String {
        let mode = match self.mode {
            SubstitutionMode::Random => "更换检查人员：随机递补",
            SubstitutionMode::RandomWithApproval => "更换检查人员：经批准后重新随机选派",
            SubstitutionMode::ManualWithApproval => "更换检查人员：经批准后指派",
            SubstitutionMode::Barred => "检查人员不更换",
        };
        joined([
            mode.to_owned(),
            with("事由：", &self.reasons.join("、")),
            with("审批：", &self.approver),
            with("备案：", &self.filed_with),
            when(self.hand_picking_forbidden, "不得随意指定"),
            when(self.only_without_redraw, "仅在系统不能再次随机选派时"),
        ])
    }
}

impl Say for Replacement {
    fn say(&self) -> String {
        let mode = match self.mode {
            ReplacementMode::TopUp => "随机增补",
            ReplacementMode::Redraw => "重新抽取",
            ReplacementMode::RecordSkip => "记录后不再递补",
            ReplacementMode::BalanceWithReason => "说明理由后统筹平衡",
        };
        format!("{mode}：{}", self.text.trim_end_matches('。'))
    }
}
