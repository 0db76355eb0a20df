//! An inspector (执法检查人员): who may inspect.

use crate::id::{InspectorId, SubjectId};
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One row of the inspector roster (执法检查人员名录库).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspector {
    /// Stable id: the certificate number.
    pub id: InspectorId,
    /// 姓名.
    pub name: String,
    /// 执法证号 / 执法资格证编号.
    pub certificate_no: String,
    /// Certificate valid through (inclusive); absent = not recorded, which a regime may refuse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_until: Option<Date>,
    /// 工作单位 / 部门.
    #[serde(default)]
    pub department: String,
    /// 职务, e.g. 大队长, 教导员, 科员: the regime's role rules look at it.
    #[serde(default)]
    pub post: String,
    /// Qualifications (资格, 专业), as tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<String>,
    /// Sex, only where a regime's roster fields ask for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sex: String,
    /// 联系电话.
    #[serde(default)]
    pub phone: String,
    /// `active`, `leave`, `moved`, `assisting` (辅助人员: never an officer).
    #[serde(default = "active")]
    pub status: String,
    /// Declared interests (回避申报): subjects this inspector must not inspect, with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recusals: BTreeMap<SubjectId, String>,
    /// Every further column kept under its own header.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
    /// Demo data is marked as demo, always and everywhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn active() -> String {
    "active".to_owned()
}

impl Inspector {
    /// True when the certificate is recorded as valid on that day; an unrecorded end is not judged here.
    pub fn certificate_expired(&self, on: Date) -> bool {
        self.certificate_until.is_some_and(|until| until < on)
    }
}
