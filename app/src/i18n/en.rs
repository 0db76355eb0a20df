//! English: must compile, so nothing is left untranslated.

mod common;

use super::{Messages, tables};

/// The table.
pub static EN: Messages = Messages {
    common: common::COMMON,
    administration: tables::administration::EN,
    draw: tables::draw::EN,
    inspections: tables::inspections::EN,
    log_in: tables::log_in::EN,
    office: tables::office::EN,
    plan: tables::plan::EN,
    rosters: tables::rosters::EN,
    witness: tables::witness::EN,
};
