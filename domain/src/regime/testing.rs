//! What tests of the rules share: a built-in regime, inputs of a plan, a roster row.

use crate::id::RegimeId;
use crate::regime::catalog::Catalog;
use crate::regime::inputs::{Entered, PlanInputs};
use crate::regime::pack::Regime;
use crate::roster::{Inspector, Subject};
use crate::time::Date;
use std::sync::OnceLock;

/// A regime as its text says it.
pub(crate) fn regime(id: &str) -> Regime {
    static BUILT_IN: OnceLock<Catalog> = OnceLock::new();
    let catalog = BUILT_IN.get_or_init(|| Catalog::built_in().0);
    catalog.regime(&RegimeId::from(id)).unwrap().clone()
}

/// Inputs entered by one person.
pub(crate) fn entered(pairs: &[(&str, &str)]) -> PlanInputs {
    let by = |value: &str| Entered {
        value: value.to_owned(),
        by: "演示经办".to_owned(),
    };
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), by(value)))
        .collect()
}

/// A subject with further columns.
pub(crate) fn subject(extra: &[(&str, &str)]) -> Subject {
    let mut subject: Subject =
        serde_json::from_value(serde_json::json!({ "id": "s", "name": "演示单位" })).unwrap();
    subject.extra = extra
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect();
    subject
}

/// An inspector of a department.
pub(crate) fn inspector(department: &str) -> Inspector {
    let row = serde_json::json!({ "id": "i", "name": "演示甲", "certificate_no": "DEMO-1", "department": department,
        "phone": "0791-00000000", "sex": "女" });
    serde_json::from_value(row).unwrap()
}

/// A day.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}
