//! Addresses of the office and the witness.

use yew_router::prelude::*;

/// The office.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum OfficeRoute {
    #[at("/office")]
    Dashboard,
    #[at("/office/rosters/subjects")]
    Subjects,
    #[at("/office/rosters/inspectors")]
    Inspectors,
    #[at("/office/regimes")]
    Regimes,
    #[at("/office/regimes/:id")]
    Regime { id: String },
    #[at("/office/tasks")]
    Tasks,
    #[at("/office/tasks/new")]
    NewTask,
    #[at("/office/tasks/:id")]
    Task { id: String },
    #[at("/office/tasks/:id/plan")]
    Plan { id: String },
    /// A new plan that begins as a copy of this one.
    #[at("/office/tasks/:id/again")]
    PlanAfter { id: String },
    /// The hall's big screen (现场摇号).
    #[at("/office/tasks/:id/live")]
    Live { id: String },
    #[at("/office/inspections")]
    Inspections,
    /// A visit that was not drawn (非随机检查).
    #[at("/office/inspections/new")]
    NewVisit,
    #[at("/office/inspections/:id")]
    Inspection { id: String },
    /// Looks again at what this one found (复查).
    #[at("/office/inspections/:id/recheck")]
    Recheck { id: String },
    /// The record as a sheet.
    #[at("/office/inspections/:id/paper")]
    Paper { id: String },
    #[at("/office/inspections/:id/publication")]
    Publication { id: String },
    #[at("/office/devices")]
    Devices,
    /// A tablet's export file brought to the office (离线导入).
    #[at("/office/hand-in")]
    HandIn,
    #[at("/office/quarantine")]
    Quarantine,
    #[at("/office/quarantine/:id")]
    Upload { id: String },
    #[at("/office/calendar")]
    Calendar,
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
