//! Addresses of the office and the witness.

use yew_router::prelude::*;

/// The office.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum OfficeRoute {
    #[at("/office")]
    Dashboard,
    #[not_found]
    #[at("/office/not-found")]
    NotFound,
}

/// The witness.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum WitnessRoute {
    #[at("/witness")]
    Tasks,
    #[not_found]
    #[at("/witness/not-found")]
    NotFound,
}
