//! Canonical bytes "JCS-I": the one byte string of a value that is hashed or signed.
//!
//! RFC 8785 narrowed until every language's plain JSON writer agrees: object keys `[A-Za-z0-9_]+` (so UTF-16
//! order is byte order), whole numbers 0…2^53−1, strings in NFC, no null, no float, no duplicate key, no
//! space. Reading is strict: bytes that are not exactly what writing would give are refused, so a value has
//! one digest and no second spelling.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use unicode_normalization::is_nfc;

/// 2^53 − 1: the largest whole number that every JSON reader keeps exactly (RFC 7493 §2.2).
pub const NUMBER_MAX: u64 = (1 << 53) - 1;

/// Why bytes or a value are not JCS-I.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonError {
    /// Not JSON at all.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// JSON, but of another shape than the reader asked for.
    #[error("unexpected shape: {0}")]
    Shape(String),
    /// A value outside the profile; the path says where.
    #[error("{path}: {rule}")]
    Outside {
        /// Where, `strata[2].rule`.
        path: String,
        /// Which rule of the profile.
        rule: &'static str,
    },
    /// Inside the profile, but spelled otherwise than canonically.
    #[error("not canonical from byte {at}")]
    NotCanonical {
        /// First byte that differs from the canonical spelling.
        at: usize,
    },
}

/// Canonical text of anything serialisable.
///
/// # Errors
/// [`CanonError::Outside`] for null, floats, negative or large numbers, other keys and text not in NFC.
pub fn encode<T: Serialize>(value: &T) -> Result<String, CanonError> {
    let value = serde_json::to_value(value).map_err(|e| CanonError::Shape(e.to_string()))?;
    encode_value(&value)
}

/// Canonical text of a JSON value.
///
/// # Errors
/// As [`encode`].
pub fn encode_value(value: &Value) -> Result<String, CanonError> {
    let mut out = String::new();
    write(value, &mut String::new(), &mut out)?;
    Ok(out)
}

/// Reads canonical bytes; refuses every other spelling of the same value.
///
/// # Errors
/// [`CanonError::NotJson`], [`CanonError::Outside`] or [`CanonError::NotCanonical`].
pub fn parse(bytes: &[u8]) -> Result<Value, CanonError> {
    let value: Value = serde_json::from_slice(bytes).map_err(|e| CanonError::NotJson(e.to_string()))?;
    let again = encode_value(&value)?;
    if again.as_bytes() == bytes {
        return Ok(value);
    }
    let at = again.bytes().zip(bytes).take_while(|(a, b)| a == *b).count();
    Err(CanonError::NotCanonical { at })
}

/// Reads canonical bytes into a type.
///
/// # Errors
/// As [`parse`], and [`CanonError::Shape`] when the value is another one.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonError> {
    serde_json::from_value(parse(bytes)?).map_err(|e| CanonError::Shape(e.to_string()))
}

/// True for a name that may stand as an object key.
pub fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn outside(path: &str, rule: &'static str) -> CanonError {
    CanonError::Outside {
        path: path.trim_start_matches('.').to_owned(),
        rule,
    }
}

fn write(value: &Value, path: &mut String, out: &mut String) -> Result<(), CanonError> {
    match value {
        Value::Null => Err(outside(path, "null is not allowed: leave the key out")),
        Value::Bool(b) => {
            out.push_str(if *b { "true" } else { "false" });
            Ok(())
        }
        Value::Number(n) => match n.as_u64() {
            Some(n) if n <= NUMBER_MAX => {
                out.push_str(&n.to_string());
                Ok(())
            }
            _ => Err(outside(path, "numbers are whole, from 0 to 2^53-1")),
        },
        Value::String(s) => write_text(s, path, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                within(path, &format!("[{i}]"), |path| write(item, path, out))?;
            }
            out.push(']');
            Ok(())
        }
        Value::Object(map) => {
            // Sorted here: the order of serde_json's map depends on features other crates switch on.
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by(|a, b| a.0.cmp(b.0));
            out.push('{');
            for (i, (key, item)) in entries.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                if !is_key(key) {
                    return Err(outside(path, "keys are of A-Z a-z 0-9 and _"));
                }
                out.push('"');
                out.push_str(key);
                out.push_str("\":");
                within(path, &format!(".{key}"), |path| write(item, path, out))?;
            }
            out.push('}');
            Ok(())
        }
    }
}

fn within<T>(path: &mut String, step: &str, act: impl FnOnce(&mut String) -> T) -> T {
    let length = path.len();
    path.push_str(step);
    let result = act(path);
    path.truncate(length);
    result
}

fn write_text(text: &str, path: &str, out: &mut String) -> Result<(), CanonError> {
    if !text.is_ascii() && !is_nfc(text) {
        return Err(outside(path, "text is in Unicode NFC"));
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    Ok(())
}

/// Serde's question whether a field says nothing and is left out.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// `jcs_rfc8785.profile_row` of the draw vectors (agreed by rfc8785 0.1.4 and Python's json).
    #[test]
    fn the_profile_row_has_its_known_bytes() {
        let row = json!({
            "id": "91350200MA2XN8QE4B", "st": "in", "str": "C", "name": "厦门某某餐饮有限公司（思明店）",
            "n": 9_007_199_254_740_991_u64, "tags": ["食品", "餐饮"],
            "esc": "tab\t quote\" back\\ slash/ del\u{7f} nul\u{0} é",
        });
        let text = encode_value(&row).unwrap();
        assert!(
            text.starts_with("{\"esc\":\"tab\\t quote\\\" back\\\\ slash/ del\u{7f} nul\\u0000 é\",\"id\"")
        );
        assert_eq!(parse(text.as_bytes()).unwrap(), row);
    }

    #[test]
    fn other_spellings_of_the_same_value_are_refused() {
        for bad in [
            r#"{"b":1,"a":2}"#,
            r#"{"a": 1}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"a":1.0}"#,
            r#"{"a":01}"#,
            r#"{"a":1e2}"#,
            r#"{"a":-1}"#,
            r#"{"a":-0}"#,
            r#"{"a":9007199254740992}"#,
            r#"{"a":null}"#,
            r#"{"a":"\u0041"}"#,
            r#"{"a":"\/"}"#,
            r#"{"a":"\ud800"}"#,
            "{\"a\":\"e\u{301}\"}",
            r#"{"ä":1}"#,
            r#"{"":1}"#,
            "{\"a\":1}\n",
            "",
        ] {
            assert!(parse(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(parse(br#"{"A_1":[],"a":{},"b":[true,"x"]}"#).is_ok());
    }

    #[test]
    fn the_path_of_a_bad_value_is_named() {
        let error = encode_value(&json!({"a": [{"b": null}]})).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a[0].b: null is not allowed: leave the key out"
        );
    }
}
