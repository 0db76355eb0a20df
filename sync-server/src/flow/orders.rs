//! Orders to put right (责令改正) and their re-check: which are open, and until when.
//!
//! Invariant: an order is open until a visit that looks at its visit again is sealed, whoever ordered that visit and
//! however late; an order that a later seal voids is open no more.

use crate::error::Answer;
use crate::store::View;
use crate::store::record::InspectionRecord;
use domain::inspection::view::DocState;
use domain::wire::api::OpenOrder;

/// Every open order, nearest day first.
///
/// # Errors
/// When the store fails.
pub fn open(v: &dyn View) -> Answer<Vec<OpenOrder>> {
    let all = v.inspections()?;
    let mut open = Vec::new();
    for given in all.iter().filter(|i| !i.orders.is_empty()) {
        let again = |i: &&InspectionRecord| i.prior.as_ref() == Some(&given.id);
        if all.iter().filter(again).any(|i| i.doc == DocState::Sealed) {
            continue;
        }
        let recheck = all.iter().rev().find(again).map(|i| i.id.clone());
        open.extend(given.orders.iter().map(|order| OpenOrder {
            inspection: given.id.clone(),
            subject_name: given.subject_name.clone(),
            order: order.clone(),
            recheck: recheck.clone(),
        }));
    }
    open.sort_by(|a, b| (a.order.due, &a.order.number).cmp(&(b.order.due, &b.order.number)));
    Ok(open)
}
