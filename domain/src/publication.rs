//! Publication (公示): what the public sees of a finished inspection.

pub mod demand;
pub mod feed;
pub mod redact;
pub mod roster;

pub use demand::{
    ByWhen, Demand, Kept, Progress, demands, demands_of_check, is_demanded, kept, steps, steps_missing,
};
pub use feed::{Feed, Part, feeds};
pub use redact::{PrivateDatum, PublicRecord, Redacted, redact};
