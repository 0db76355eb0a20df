//! The first difference between two values, by place.
//!
//! `t` is compared first (another kind of leaf is said to be one), then keys in byte order, items by number.

use super::{Check, differs};
use crate::draw::leaf::Leaf;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// Compares what was derived with what was found.
pub(super) fn values<T: Serialize, U: Serialize>(place: &str, expected: &T, found: &U) -> Check<()> {
    let json = "values of the protocol are JSON values";
    compare(
        place,
        &serde_json::to_value(expected).expect(json),
        &serde_json::to_value(found).expect(json),
    )
}

/// Compares a derived leaf's text with a leaf that was read from canonical text.
pub(super) fn texts(place: &str, expected: &str, found: &Leaf) -> Check<()> {
    let expected: Value = serde_json::from_str(expected).expect("canonical text is JSON");
    compare(
        place,
        &expected,
        &serde_json::to_value(found).expect("a leaf is a JSON value"),
    )
}

fn compare(place: &str, expected: &Value, found: &Value) -> Check<()> {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            let t = keys.iter().copied().filter(|k| *k == "t");
            for key in t.chain(keys.iter().copied().filter(|k| *k != "t")) {
                let place = format!("{place}.{key}");
                match (a.get(key), b.get(key)) {
                    (Some(x), Some(y)) => compare(&place, x, y)?,
                    (Some(x), None) => return differs(place, x, "nothing"),
                    (None, y) => return differs(place, "nothing", y.unwrap_or(&Value::Null)),
                }
            }
            Ok(())
        }
        (Value::Array(a), Value::Array(b)) => {
            for (i, (x, y)) in a.iter().zip(b).enumerate() {
                compare(&format!("{place}[{i}]"), x, y)?;
            }
            match a.len().cmp(&b.len()) {
                std::cmp::Ordering::Equal => Ok(()),
                std::cmp::Ordering::Greater => {
                    differs(format!("{place}[{}]", b.len()), &a[b.len()], "nothing")
                }
                std::cmp::Ordering::Less => differs(format!("{place}[{}]", a.len()), "nothing", &b[a.len()]),
            }
        }
        (a, b) if a == b => Ok(()),
        (a, b) => differs(place, a, b),
    }
}
