//! The shape of the tables: one struct a page group.

mod closing;
mod codes;
mod common;
mod device;
mod exchange;
mod export;
mod inspect;
mod sync;
mod today;

pub use closing::Closing;
pub use codes::Codes;
pub use common::Common;
pub use device::Device;
pub use exchange::Exchange;
pub use export::Export;
pub use inspect::Inspect;
pub use sync::Sync;
pub use today::Today;

use super::tables;

/// All messages of one language.
#[derive(Debug)]
pub struct Messages {
    /// Words used everywhere.
    pub common: Common,
    /// Regimes, tablets, quarantine, calendar.
    pub administration: tables::administration::AdministrationWords,
    pub skip: tables::skip::SkipWords,
    /// Items settled online.
    pub settled: tables::settled::SettledWords,
    pub visit: tables::visit::VisitWords,
    /// Papers of the visit.
    pub visit_papers: tables::visit_papers::VisitPaperWords,
    pub quarantine: tables::quarantine::QuarantineWords,
    /// Acts after the seal.
    pub acts: tables::acts::ActWords,
    /// Rows and draws on site.
    pub found: tables::found::FoundWords,
    /// The draw.
    pub draw: tables::draw::DrawWords,
    /// Changes to a drawn result.
    pub changes: tables::changes::ChangeWords,
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
    /// What stands on the record sheet.
    pub sheet: domain::sheet::words::SheetWords,
    /// The record on paper.
    pub paper: tables::paper::PaperWords,
    /// Documents, paper originals, body cameras.
    pub papers: tables::papers::PaperEvidenceWords,
    pub annotate: tables::annotate::AnnotateWords,
    /// The witness's page.
    pub witness: tables::witness::WitnessWords,
    /// Tablet: custody.
    pub custody: tables::custody::CustodyWords,
    /// Tablet: codes.
    pub codes: Codes,
    /// Tablet: sync.
    pub sync: Sync,
    /// Tablet: closing.
    pub closing: Closing,
    /// Tablet: the exchange on site.
    pub exchange: Exchange,
    /// Tablet: the export file.
    pub export: Export,
    /// Tablet: inspect.
    pub inspect: Inspect,
    /// Tablet: today.
    pub today: Today,
    /// Tablet: device.
    pub device: Device,
}
