//! The draw and its people, said aloud.

use super::{Say, joined, key, only_if, only_items, period, when, with};
use crate::regime::pack::people::{
    DrawMethod, DrawPublic, DrawRule, DrawTime, Eligibility, Joint, PostQuota, Recusal, RecusalMethod,
    Replacement, ReplacementMode, RoleLimit, SeatRule, Selection, Substitution, SubstitutionMode, TeamRole,
    TeamSize, VisitApproval,
};

impl Say for PostQuota {
    fn say(&self) -> String {
        let except = with("（不含", &self.posts_except.join("、"));
        format!(
            "{}{}{}检查不少于 {} 家",
            self.posts.join("、"),
            if except.is_empty() { except } else { except + "）" },
            period(self.period),
            self.n
        )
    }
}

impl Say for DrawRule {
    fn say(&self) -> String {
        let drawn = match (self.subjects, self.inspectors) {
            (true, true) => "抽取检查对象和检查人员",
            (true, false) => "抽取检查对象",
            (false, true) => "抽取检查人员",
            (false, false) => "",
        };
        let methods = self.methods.iter().map(|m| match m {
            DrawMethod::Platform => "系统抽取",
            DrawMethod::Recorded => "摇号、抽签并记录",
        });
        let public = match self.public {
            None => "",
            Some(DrawPublic::Promptly) => "抽取结果及时公布",
            Some(DrawPublic::AfterCheck) => "抽取结果检查后公布",
            Some(DrawPublic::AfterResult) => "抽取结果与检查结果一并公布",
        };
        joined([
            drawn.to_owned(),
            with("方式：", &methods.collect::<Vec<_>>().join("或")),
            with("层次：", &self.stages.join(" → ")),
            with("类型：", &self.types.join("、")),
            with("", &self.text),
            match self.selection {
                Selection::Random => String::new(),
                Selection::Named => "检查对象由机关确定，不抽取".to_owned(),
            },
            match self.when {
                None => String::new(),
                Some(DrawTime::BeforeDeparture) => "检查出发前才抽取".to_owned(),
            },
            with("由谁抽取：", &self.by),
            public.to_owned(),
            only_items(&self.items),
        ])
    }
}

impl Say for TeamSize {
    fn say(&self) -> String {
        let size = match (self.min, self.max, &self.input) {
            (Some(min), Some(max), _) if min == max => format!("每个检查对象选派 {min} 人"),
            (Some(min), Some(max), _) => format!("每个检查对象选派 {min} 至 {max} 人"),
            (Some(min), None, _) => format!("每个检查对象选派不少于 {min} 人"),
            (None, Some(max), _) => format!("每个检查对象选派不多于 {max} 人"),
            (None, None, Some(_)) => String::new(),
            (None, None, None) => "人数原文未定".to_owned(),
        };
        let input = self.input.as_ref().map(|input| key("input", input));
        let input = input.map(|input| format!("人数按计划填报（{input}）"));
        joined([
            size,
            input.unwrap_or_default(),
            when(self.lead_and_assist, "随机选派主办、协办"),
            when(self.certificate_holders_only, "只计持执法证人员"),
            with("抽取后、出发前：", &self.head),
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
        let how = if self.drawn {
            "随机抽取"
        } else {
            "选派或邀请，不抽取"
        };
        joined([
            format!("{}席位：{how}", role(self.role)),
            with("", &self.text),
            with("资格：", &self.qualification),
            self.input
                .as_ref()
                .map(|input| format!("人数按计划填报（{}）", key("input", input)))
                .unwrap_or_default(),
        ])
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

impl Say for Joint {
    fn say(&self) -> String {
        let input = |head: &str, input: &Option<String>| {
            input
                .as_ref()
                .map(|i| format!("{head}按计划填报（{}）", key("input", i)))
                .unwrap_or_default()
        };
        joined([
            "联合检查，各部门各自抽取检查人员".to_owned(),
            with("牵头：", &self.lead),
            input("牵头部门", &self.lead_input),
            with("配合：", &self.partners.join("、")),
            input("配合部门", &self.partners_input),
            format!("各配合部门人数按计划填报（{}）", key("input", &self.each_input)),
            when(self.lead_heads, "牵头部门人员任组长"),
            with("", &self.text),
            only_if(self.only_if.as_ref()),
        ])
    }
}

impl Say for VisitApproval {
    fn say(&self) -> String {
        joined([with("检查前批准：", &self.approver), with("", &self.text)])
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
