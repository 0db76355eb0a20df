//! A check item (抽查事项) as an item list (随机抽查事项清单) names it.

use crate::id::CheckItemId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One row of an item list. Texts are as written by the body that issued the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckItem {
    /// Stable id: a digest of category, name and content, so that the same row is the same item.
    pub id: CheckItemId,
    /// 抽查事项.
    pub name: String,
    /// 抽查类别 / 抽查领域; filled down from the row above where the list leaves it blank.
    #[serde(default)]
    pub category: String,
    /// `key` (重点检查事项), `general` (一般检查事项), or as written.
    #[serde(default)]
    pub class: String,
    /// 检查对象.
    #[serde(default)]
    pub object: String,
    /// 检查内容.
    #[serde(default)]
    pub content: String,
    /// 检查方式.
    #[serde(default)]
    pub method: String,
    /// 检查主体.
    #[serde(default)]
    pub body: String,
    /// 检查依据.
    #[serde(default)]
    pub basis: String,
    /// 抽查比例, as written (`10%`, `1户`).
    #[serde(default)]
    pub ratio: String,
    /// 抽查频次, as written (`1次/年`).
    #[serde(default)]
    pub frequency: String,
    /// Every further column under its own header.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
    /// Demo data is marked as demo, always and everywhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}
