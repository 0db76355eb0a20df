//! Clocks, publication, redaction, objection, risk and liability, said aloud.

use super::{Say, conditions, joined, key, listed, only_items, period, when, with};
use crate::regime::pack::after::{
    Archive, Bound, Clock, Correction, Dated, DatedClock, Event, Handover, Objection, Platform, PrivateKind,
    Promptly, Publication, Published, Rectification, Redaction, Report, RestDay, Statistic, Unit,
};
use crate::regime::pack::risk::{Accountability, Exemption, Outcome, RiskChange, RiskLevel};

fn event(event: Event) -> &'static str {
    match event {
        Event::CheckEnd => "检查结束",
        Event::TaskComplete => "抽查任务完成",
        Event::SubjectCheckEnd => "单个对象检查结束",
        Event::ReportDone => "检查报告完成",
        Event::ReportApproved => "检查报告批准",
        Event::ObjectionReceived => "收到异议申请",
        Event::ObjectionDecided => "异议作出结论",
        Event::PenaltyDecided => "作出行政处罚决定",
        Event::ErrorFound => "发现公示有误",
        Event::StaffChanged => "人员变动到位",
        Event::PublicationStarted => "开始公示",
    }
}

impl Say for Clock {
    fn say(&self) -> String {
        let mut starts = vec![event(self.event)];
        starts.extend(self.or_event.iter().map(|e| event(*e)));
        let unit = match self.unit {
            Unit::WorkingDay => "个工作日",
            Unit::Day => "日",
        };
        let bound = match self.bound {
            Bound::Within => "内",
            Bound::AtLeast => "以上",
        };
        let rest = match self.rest_day {
            RestDay::Silent => String::new(),
            RestDay::Keep => format!("末日为休息日的不顺延（{}）", self.rest_day_cite),
            RestDay::NextWorkingDay => format!("末日为休息日的顺延至下一工作日（{}）", self.rest_day_cite),
        };
        joined([
            format!(
                "{}：自{}起 {} {unit}{bound}，当日不计",
                self.label,
                starts.join("或"),
                self.count
            ),
            rest,
        ])
    }
}

impl Say for DatedClock {
    fn say(&self) -> String {
        let before = if self.before { "前" } else { "" };
        let on = match self.on {
            Dated::Month { day: 31 } => format!("每月底{before}"),
            Dated::Month { day } => format!("每月 {day} 日{before}"),
            Dated::Year { month, day: 31 } => format!("每年 {month} 月底{before}"),
            Dated::Year { month, day } => format!("每年 {month} 月 {day} 日{before}"),
            Dated::Quarter => format!("每季度末{before}"),
            Dated::Window { start, end } => format!("{start} 至 {end}{before}"),
        };
        format!("{}：{on}", self.label)
    }
}

impl Say for Promptly {
    fn say(&self) -> String {
        format!("{}：{}后及时办理，原文没有天数", self.label, event(self.event))
    }
}

impl Say for Report {
    fn say(&self) -> String {
        joined([
            listed("检查报告", &self.contents),
            with("审批：", &self.approver),
            with("", &self.text),
        ])
    }
}

fn published(what: &[Published]) -> String {
    let words = what.iter().map(|w| match w {
        Published::ItemList => "事项清单",
        Published::Plan => "计划",
        Published::Draw => "抽取结果",
        Published::Result => "检查结果",
        Published::Outcome => "处理结果",
        Published::SubjectRoster => "检查对象名录库",
        Published::InspectorRoster => "检查人员名录库",
        Published::Execution => "计划执行情况",
    });
    words.collect::<Vec<_>>().join("、")
}

impl Say for Publication {
    fn say(&self) -> String {
        joined([
            format!("公开{}", published(&self.what)),
            with("渠道：", &self.channels.join("、")),
            when(
                !self.clock.is_empty(),
                &format!("时间：见“{}”", key("clock", &self.clock)),
            ),
            with(
                "只公开这些栏目：",
                &self
                    .fields
                    .iter()
                    .map(|f| f.label.clone())
                    .collect::<Vec<_>>()
                    .join("、"),
            ),
            with("之前：", &self.chain.join(" → ")),
            only_items(&self.items),
            with("", &self.text),
        ])
    }
}

impl Say for Platform {
    fn say(&self) -> String {
        format!("{}录入或归集到{}", published(&self.what), self.name)
    }
}

impl Say for Redaction {
    fn say(&self) -> String {
        match self {
            Self::MaskGivenName {
                with,
                compound_surnames,
            } => joined([
                format!("保留姓氏，名字写作“{with}”"),
                super::with("复姓保留两字：", &compound_surnames.join("、")),
            ]),
            Self::Remove { kinds } => {
                format!(
                    "删除：{}",
                    kinds.iter().map(|k| private(*k)).collect::<Vec<_>>().join("、")
                )
            }
            Self::Symbol { with } => format!("删除处以“{with}”代替"),
        }
    }
}

fn private(kind: PrivateKind) -> &'static str {
    match kind {
        PrivateKind::HomeAddress => "住所地详址",
        PrivateKind::Employer => "工作单位",
        PrivateKind::Family => "家庭成员",
        PrivateKind::Contact => "联系方式",
        PrivateKind::IdNumber => "公民身份号码",
        PrivateKind::Identifying => "其他能判明身份的信息",
        PrivateKind::PersonProperty => "自然人具体财产",
        PrivateKind::OrganisationProperty => "单位具体财产",
        PrivateKind::Privacy => "个人隐私",
        PrivateKind::TradeSecret => "商业秘密",
        PrivateKind::Seal => "工作专用章",
        PrivateKind::Unfit => "其他不宜公开的信息",
    }
}

impl Say for Objection {
    fn say(&self) -> String {
        let clocks = self.clocks.iter().map(|c| format!("“{}”", key("clock", c)));
        joined([
            with("", &self.text),
            with("期限：见", &clocks.collect::<Vec<_>>().join("、")),
        ])
    }
}

impl Say for Correction {
    fn say(&self) -> String {
        joined([with("", &self.text), with("审批：", &self.approver)])
    }
}

impl Say for Rectification {
    fn say(&self) -> String {
        let recheck = if self.recheck { "，并复查" } else { "" };
        format!(
            "《{}》：{}{recheck}",
            self.document,
            self.text.trim_end_matches('。')
        )
    }
}

impl Say for Handover {
    fn say(&self) -> String {
        format!("移送{}：{}", self.to, self.text.trim_end_matches('。'))
    }
}

impl Say for Archive {
    fn say(&self) -> String {
        joined([listed("归档", &self.what), with("交：", &self.to)])
    }
}

impl Say for Statistic {
    fn say(&self) -> String {
        format!("{}：{}", period(self.period), self.text.trim_end_matches('。'))
    }
}

impl Say for RiskLevel {
    fn say(&self) -> String {
        format!("第 {} 级：{}", self.rank, self.label)
    }
}

impl Say for RiskChange {
    fn say(&self) -> String {
        let moved = |by: i32| match by {
            0 => String::new(),
            n if n > 0 => format!("上调 {n} 级"),
            n => format!("下调 {} 级", n.unsigned_abs()),
        };
        match self {
            Self::Initial { when: list, to } => {
                format!("新录入时{}的，定为{}", conditions(list), super::value(to))
            }
            Self::Steps {
                when,
                outcome,
                consecutive,
                by,
            } => {
                let outcome = match outcome {
                    Outcome::Rectify => "责令改正",
                    Outcome::Clean => "未发现违法行为",
                };
                let scope = if when.is_empty() {
                    String::new()
                } else {
                    format!("{}的，", conditions(when))
                };
                format!(
                    "{scope}连续 {consecutive} 次检查（不含复查）结果为{outcome}的，{}",
                    moved(*by)
                )
            }
            Self::Fact { when, fact, to, by } => {
                let to = to.as_ref().map(|t| format!("直接定为{}", super::value(t)));
                format!(
                    "{}的，{fact}：{}{}",
                    conditions(when),
                    to.unwrap_or_default(),
                    moved(*by)
                )
            }
        }
    }
}

impl Say for Accountability {
    fn say(&self) -> String {
        with("追责：", &self.text)
    }
}

impl Say for Exemption {
    fn say(&self) -> String {
        with("免责：", &self.text)
    }
}
