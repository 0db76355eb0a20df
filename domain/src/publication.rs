//! Publication (公示): what the public sees of a finished inspection.

pub mod redact;
pub mod roster;

pub use redact::{PrivateDatum, PublicRecord, Redacted, redact};
