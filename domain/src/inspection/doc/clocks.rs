//! Clocks that were set while a record was made, as its own marks show it.
//!
//! Exists because times on a record are told by tablets, and whoever reads them must see where one of them leapt. The
//! order is that of cause: of two marks of one tablet only such are compared as the later one knew of the earlier.

use super::history::History;
use crate::clock::between;
use crate::id::DeviceId;
use crate::inspection::view::ClockMove;
use std::collections::BTreeMap;

/// Every mark before which its tablet's clock was set, with its place in the history.
pub(super) fn moves(history: &History) -> Vec<(usize, ClockMove)> {
    let mut last: BTreeMap<&DeviceId, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for at in 0..history.len() {
        let later = history.get(at);
        let Some(device) = &later.device else { continue };
        if let Some(before) = last.insert(device, at) {
            found.extend(seen(history, before, at).map(|m| (at, m)));
        }
    }
    found
}

fn seen(history: &History, before: usize, at: usize) -> Option<ClockMove> {
    let (earlier, later) = (history.get(before), history.get(at));
    let moved = between((&earlier.run, earlier.at), (&later.run, later.at))?;
    // Two pages of one tablet write beside each other: neither is the earlier.
    history.closure([at]).contains(&before).then(|| ClockMove {
        stamp: later.stamp(),
        moved,
    })
}
