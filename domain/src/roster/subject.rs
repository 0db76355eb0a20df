//! A subject (检查对象): whom the law may inspect.

use crate::id::SubjectId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One row of the subject roster (检查对象名录库).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Stable id: the unified social credit code where there is one, else minted by the office.
    pub id: SubjectId,
    /// 名称.
    pub name: String,
    /// 统一社会信用代码 (GB 32100), checked; absent for sole traders without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// 注册号 and other registration numbers as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_no: Option<String>,
    /// 地址.
    #[serde(default)]
    pub address: String,
    /// 区县 / 辖区.
    #[serde(default)]
    pub district: String,
    /// 负责人（法定代表人、主要负责人）.
    #[serde(default)]
    pub responsible_person: String,
    /// 联系电话, digits as text.
    #[serde(default)]
    pub phone: String,
    /// Class the regime's strata look at, e.g. `key`, `general`, `nine_small` (重点单位, 一般单位, 九小场所).
    #[serde(default)]
    pub class: String,
    /// Risk level: `red` `yellow` `blue` `green` (重大 较大 一般 低), or empty.
    #[serde(default)]
    pub risk: String,
    /// Trade or kind (行业, 单位类型): joins the subject to checklists.
    #[serde(default)]
    pub industry: String,
    /// `active`, `closed`, `moved` …; only active subjects are in a pool.
    #[serde(default = "active")]
    pub status: String,
    /// Tags (标签) and every further column kept under its own header.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
    /// Demo data is marked as demo, always and everywhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn active() -> String {
    "active".to_owned()
}
