//! Addresses of the tablet.

use yew_router::prelude::*;

/// Setting the tablet up and looking after it.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum DeviceRoute {
    /// What the office's QR code says; the code stands behind `#`.
    #[at("/enrol")]
    EnrolLink,
    /// Enrol, with `?code=` or `#code` where the code is known.
    #[at("/device/enrol")]
    Enrol,
    #[at("/device/pin")]
    SetPin,
    #[at("/device/unlock")]
    Unlock,
    #[at("/device")]
    Device,
    #[not_found]
    #[at("/device/not-found")]
    NotFound,
}

/// Field work. `id` is an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum FieldRoute {
    #[at("/field")]
    Today,
    /// The last place of work, after a start.
    #[at("/field/resume")]
    Resume,
    #[at("/field/departure")]
    Departure,
    #[at("/field/sync")]
    Sync,
    #[at("/field/i/:id")]
    Brief { id: String },
    #[at("/field/i/:id/inspect")]
    Inspect { id: String },
    /// The same screen with one question in view: what a reload comes back to.
    #[at("/field/i/:id/inspect/:item")]
    InspectItem { id: String, item: String },
    /// Photos of one item, or of the visit as a whole (`-`).
    #[at("/field/i/:id/photo/:item")]
    Photo { id: String, item: String },
    /// A draw among things found on site.
    #[at("/field/i/:id/found/:list")]
    Found { id: String, list: String },
    #[at("/field/i/:id/words")]
    Words { id: String },
    /// Papers with a sheet of their own.
    #[at("/field/i/:id/papers")]
    Papers { id: String },
    /// Two tablets of a team give each other what they have.
    #[at("/field/i/:id/exchange")]
    Exchange { id: String },
    #[at("/field/i/:id/read-back")]
    ReadBack { id: String },
    /// The record on paper.
    #[at("/field/i/:id/print")]
    Print { id: String },
    #[at("/field/i/:id/sign/:who")]
    Sign { id: String, who: String },
    #[at("/field/i/:id/refusal")]
    Refusal { id: String },
    #[at("/field/i/:id/seal")]
    Seal { id: String },
    #[at("/field/i/:id/skip")]
    Skip { id: String },
    #[at("/field/i/:id/amend")]
    Amend { id: String },
    #[not_found]
    #[at("/field/not-found")]
    NotFound,
}
