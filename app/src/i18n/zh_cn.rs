//! 简体中文: the default and the reference.

mod closing;
mod codes;
mod common;
mod device;
mod exchange;
mod export;
mod inspect;
mod sync;
mod today;

use super::{Messages, tables};

/// The table.
pub static ZH_CN: Messages = Messages {
    common: common::COMMON,
    administration: tables::administration::ZH,
    skip: tables::skip::ZH,
    settled: tables::settled::ZH,
    visit: tables::visit::ZH,
    visit_papers: tables::visit_papers::ZH,
    quarantine: tables::quarantine::ZH,
    acts: tables::acts::ZH,
    found: tables::found::ZH,
    draw: tables::draw::ZH,
    changes: tables::changes::ZH,
    inspections: tables::inspections::ZH,
    log_in: tables::log_in::ZH,
    office: tables::office::ZH,
    plan: tables::plan::ZH,
    rosters: tables::rosters::ZH,
    sheet: domain::sheet::words::ZH,
    paper: tables::paper::ZH,
    papers: tables::papers::ZH,
    annotate: tables::annotate::ZH,
    witness: tables::witness::ZH,
    custody: tables::custody::ZH,
    codes: codes::CODES,
    sync: sync::SYNC,
    closing: closing::CLOSING,
    exchange: exchange::EXCHANGE,
    export: export::EXPORT,
    inspect: inspect::INSPECT,
    today: today::TODAY,
    device: device::DEVICE,
};
