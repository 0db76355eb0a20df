//! The kinds of rules in words, and the chapter each is read in.

/// Headings and the kinds read under each, in the order of the process.
pub(super) const CHAPTERS: &[(&str, &[&str])] = &[
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

/// Name of a kind for people.
pub(super) fn kind_name(kind: &str) -> &str {
    KIND_NAMES
        .iter()
        .find(|(code, _)| *code == kind)
        .map_or(kind, |(_, name)| name)
}

pub(super) const KIND_NAMES: &[(&str, &str)] = &[
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
