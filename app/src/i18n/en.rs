//! English: must compile, so nothing is left untranslated.

mod closing;
mod codes;
mod common;
pub(super) mod count;
mod device;
mod exchange;
mod export;
mod inspect;
mod sync;
mod today;

use super::{Messages, tables};

/// The table.
pub static EN: Messages = Messages {
    common: common::COMMON,
    administration: tables::administration::EN,
    skip: tables::skip::EN,
    settled: tables::settled::EN,
    visit: tables::visit::EN,
    visit_papers: tables::visit_papers::EN,
    quarantine: tables::quarantine::EN,
    acts: tables::acts::EN,
    found: tables::found::EN,
    draw: tables::draw::EN,
    changes: tables::changes::EN,
    inspections: tables::inspections::EN,
    log_in: tables::log_in::EN,
    office: tables::office::EN,
    plan: tables::plan::EN,
    rosters: tables::rosters::EN,
    sheet: domain::sheet::words::EN,
    paper: tables::paper::EN,
    papers: tables::papers::EN,
    annotate: tables::annotate::EN,
    witness: tables::witness::EN,
    custody: tables::custody::EN,
    codes: codes::CODES,
    sync: sync::SYNC,
    closing: closing::CLOSING,
    exchange: exchange::EXCHANGE,
    export: export::EXPORT,
    inspect: inspect::INSPECT,
    today: today::TODAY,
    device: device::DEVICE,
};
