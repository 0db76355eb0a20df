//! Why the browser did not do what it was asked: a stable code, and the browser's own words for the log.

use wasm_bindgen::JsValue;

/// A failed act of the shell. `code` is looked up in the messages; `detail` is never shown as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code: `storage.full`, `storage.closed`, `pin.wrong` …
    pub code: &'static str,
    /// What the browser said.
    pub detail: String,
}

impl Fault {
    /// A fault without words of the browser.
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            detail: String::new(),
        }
    }

    /// A fault with them; a full disk and a closed database are told apart from the rest.
    pub fn of(code: &'static str, thrown: &JsValue) -> Self {
        let word = |key: &str| super::js::text(thrown, key).unwrap_or_default();
        let name = word("name");
        let code = match name.as_str() {
            "QuotaExceededError" => "storage.full",
            "NoModificationAllowedError" => "files.busy",
            "InvalidStateError" => "storage.closed",
            "VersionError" => "storage.newer",
            _ => code,
        };
        Self {
            code,
            detail: format!("{name}: {}", word("message")),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.detail)
    }
}
