//! Caps, relief, time between checks, capacity and coverage, said aloud.

use super::{Say, conditions, joined, key, only_if, only_when, period, share, when, with};
use crate::regime::pack::limits::{Cap, Capacity, Cooldown, Coverage, CoverageOf, Relief, Since};

/// What a cap is counted by.
fn counted_by(per: &str) -> &str {
    match per {
        "subject" => "检查对象",
        "project" => "工程项目",
        "item" => "抽查事项",
        other => other,
    }
}

impl Say for Cap {
    fn say(&self) -> String {
        let n = match (self.n, &self.input) {
            (Some(n), _) => format!("{n} 次"),
            (None, Some(input)) => format!("计划填报的次数（{}）", key("input", input)),
            (None, None) => String::new(),
        };
        let per: Vec<_> = self.per.iter().map(|p| counted_by(p)).collect();
        joined([
            format!("{}不超过 {n}（按{}合计）", period(self.period), per.join("＋")),
            with(
                "工程项目按名录库列：",
                self.project.strip_prefix("extra:").unwrap_or(&self.project),
            ),
            with("不受此限：", &self.except.join("、")),
            self.except_if
                .as_ref()
                .map(|c| format!("不受此限{}", only_if(Some(c))))
                .unwrap_or_default(),
        ])
    }
}

impl Say for Relief {
    fn say(&self) -> String {
        let after = self.after.as_ref().map(|after| {
            format!(
                "连续 {} 次检查中“{}”为{}的，按计划填报的月数（{}）免于抽查",
                after.consecutive,
                key("question", after.question.as_str()),
                after
                    .good
                    .iter()
                    .map(|good| key("option", &format!("{}/{good}", after.question)))
                    .collect::<Vec<_>>()
                    .join("、"),
                key("input", &after.months)
            )
        });
        joined([
            with("", &self.text),
            only_when(&self.when),
            after.unwrap_or_default(),
        ])
    }
}

impl Say for Cooldown {
    fn say(&self) -> String {
        let since = match self.since {
            Since::Drawn => "被抽中后",
            Since::Checked => "检查完成后",
        };
        let months = self.months.map(|n| format!("{since} {n} 个月内不再抽取"));
        let rest = self
            .period
            .map(|p| format!("{since}{}内不再抽取", period(p).replace('每', "同一")));
        joined([
            with("", &self.text),
            months.unwrap_or_default(),
            rest.unwrap_or_default(),
            only_when(&self.when),
            with("不受此限：", &conditions(&self.unless)),
        ])
    }
}

impl Say for Coverage {
    fn say(&self) -> String {
        let of = match self.of {
            CoverageOf::Items => "抽查事项",
            CoverageOf::Subjects => "检查对象",
        };
        joined([
            format!(
                "覆盖率：{}抽查过的{of}不低于 {}",
                period(self.period),
                share(self.num, self.den)
            ),
            only_when(&self.when),
            with("", &self.text),
        ])
    }
}

impl Say for Capacity {
    fn say(&self) -> String {
        joined([
            format!("{}检查量由{}算得", period(self.period), self.factors.join("、")),
            format!(
                "数值按计划填报（{}、{}）",
                key("input", &self.input),
                key("input", &self.coefficient)
            ),
            when(self.duty_days_count, "休息日安保执勤计入工作日"),
            when(self.raise_only, "下级只能提高，不能降低"),
        ])
    }
}
