//! Addresses. One enum an area; each area routes its own pages.

pub mod field;
pub mod office;

pub use field::{DeviceRoute, FieldRoute};
pub use office::{OfficeRoute, WitnessRoute};
use yew_router::prelude::*;

/// The areas of the tablet's program. An area matches every address below it.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum Area {
    /// Chooser, by what this browser is enrolled for.
    #[at("/")]
    Start,
    /// What the office's QR code says; the code stands behind `#`.
    #[at("/enrol")]
    EnrolLink,
    #[at("/device")]
    DeviceRoot,
    #[at("/device/*rest")]
    Device { rest: String },
    #[at("/field")]
    FieldRoot,
    #[at("/field/*rest")]
    Field { rest: String },
    #[not_found]
    #[at("/not-found")]
    NotFound,
}

/// The areas of the office's program, which no tablet needs to carry.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum DeskArea {
    #[at("/office")]
    OfficeRoot,
    #[at("/office/*rest")]
    Office { rest: String },
    #[at("/witness")]
    WitnessRoot,
    #[at("/witness/*rest")]
    Witness { rest: String },
    #[not_found]
    #[at("/office/not-found")]
    NotFound,
}
