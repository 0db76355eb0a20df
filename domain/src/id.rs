//! Identifiers: one newtype per noun, so that a subject can never be passed where an inspector is meant.
//!
//! All are opaque UTF-8 strings compared by bytes (`docs/PROTOCOL.md`, draw protocol §2).

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Wraps a string.
            pub fn new(id: impl Into<String>) -> Self { Self(id.into()) }
            /// The bare string.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl From<&str> for $name { fn from(id: &str) -> Self { Self(id.to_owned()) } }
        impl From<String> for $name { fn from(id: String) -> Self { Self(id) } }
    )*};
}

ids! {
    /// A regime (规则包), for example `R01`.
    RegimeId;
    /// A check item of an item list (抽查事项).
    CheckItemId;
    /// A subject (检查对象).
    SubjectId;
    /// An inspector (执法检查人员).
    InspectorId;
    /// A form (检查表), for example `r19-mine-record`.
    FormId;
    /// An item (检查要点) of a form; stable for ever, never reused.
    ItemId;
    /// A task (抽查任务): one plan that is drawn once.
    TaskId;
    /// An inspection (检查): one subject, one team, one document.
    InspectionId;
    /// An account (账号).
    UserId;
    /// An enrolled tablet or witness browser (设备).
    DeviceId;
    /// A piece of evidence (证据) inside one inspection.
    EvidenceId;
}
