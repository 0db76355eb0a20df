//! Publication (公示): what the public sees of a finished inspection.

pub mod redact;

pub use redact::{PrivateDatum, PublicRecord, Redacted, redact};
