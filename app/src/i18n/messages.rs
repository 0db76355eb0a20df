//! The shape of the tables: one struct a page group.

mod common;

pub use common::Common;

use super::tables;

/// All messages of one language.
#[derive(Debug)]
pub struct Messages {
    /// Words used everywhere.
    pub common: Common,
    /// Regimes, tablets, quarantine, calendar.
    pub administration: tables::administration::AdministrationWords,
    /// The draw.
    pub draw: tables::draw::DrawWords,
    /// Inspections at the office.
    pub inspections: tables::inspections::InspectionWords,
    /// Logging in.
    pub log_in: tables::log_in::LogInWords,
    /// The office's frame and first screen.
    pub office: tables::office::OfficeWords,
    /// The plan of a task.
    pub plan: tables::plan::PlanWords,
    /// Rosters.
    pub rosters: tables::rosters::RosterWords,
    /// The witness's page.
    pub witness: tables::witness::WitnessWords,
}
