//! Orders to put right (责令改正) and their re-check: which are open, and until when.
//!
//! Which wait is `domain`'s to say ([`waiting`]); the store gives the visits and the names.

use crate::error::Answer;
use crate::store::View;
use crate::store::record::InspectionRecord;
use domain::inspection::view::DocState;
use domain::submission::{Visited, waiting};
use domain::wire::api::OpenOrder;
use std::collections::BTreeMap;

/// Every open order, nearest day first.
///
/// # Errors
/// When the store fails.
pub fn open(v: &dyn View) -> Answer<Vec<OpenOrder>> {
    let all = v.inspections()?;
    let names: BTreeMap<_, _> = all.iter().map(|i| (&i.id, &i.subject_name)).collect();
    let visited = |i: &InspectionRecord| Visited {
        inspection: i.id.clone(),
        sealed: i.doc == DocState::Sealed,
        prior: i.prior.clone(),
        orders: i.orders.clone(),
    };
    let visits: Vec<Visited> = all.iter().map(visited).collect();
    let open = waiting(&visits).into_iter().filter_map(|waiting| {
        Some(OpenOrder {
            subject_name: (*names.get(&waiting.inspection)?).clone(),
            inspection: waiting.inspection,
            order: waiting.order,
            recheck: waiting.recheck,
        })
    });
    Ok(open.collect())
}
