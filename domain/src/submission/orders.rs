//! Orders to put right (责令改正): which a record gives, and which of them nobody has looked at again yet.
//!
//! Exists so that the office's first screen and the officer's list say the same of an order. Invariant: an order waits
//! until a visit that looks at its visit again is sealed, whoever ordered that visit and however late; an order that a
//! later seal voids waits no more.

use crate::assignment::OrderGiven;
use crate::id::InspectionId;
use crate::inspection::paper::{Paper, PaperKind};
use crate::inspection::view::InspectionView;
use crate::time::Date;

/// The orders of a record that are whole and not void, by number.
pub fn orders(view: &InspectionView) -> Vec<OrderGiven> {
    let papers = view.papers.iter().map(|view| &view.paper);
    let standing = papers.filter(|paper| paper.kind == PaperKind::Order && paper.void.trim().is_empty());
    let given = |paper: &Paper| {
        Some(OrderGiven {
            number: paper.number.clone(),
            person: paper.person.clone(),
            due: paper.deadline.parse().ok()?,
            lines: paper
                .rows
                .iter()
                .map(|row| (row.what.clone(), row.says.clone()))
                .collect(),
        })
    };
    standing.filter_map(given).collect()
}

/// A visit, as far as orders and their re-check go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visited {
    /// Which.
    pub inspection: InspectionId,
    /// Its record is sealed.
    pub sealed: bool,
    /// The visit that this one looks at again.
    pub prior: Option<InspectionId>,
    /// The orders it gave.
    pub orders: Vec<OrderGiven>,
}

/// An order that waits for its re-check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The visit that gave it.
    pub inspection: InspectionId,
    /// The order.
    pub order: OrderGiven,
    /// The visit ordered to look at it again, the last of them; not sealed yet.
    pub recheck: Option<InspectionId>,
}

impl Waiting {
    /// The day by which it was to be put right is past; that day itself is still the subject's.
    pub fn is_late(&self, today: Date) -> bool {
        self.order.due < today
    }
}

/// Every order that waits, nearest day first. Visits stand in the order they were made.
pub fn waiting(all: &[Visited]) -> Vec<Waiting> {
    let mut open = Vec::new();
    for given in all.iter().filter(|visit| !visit.orders.is_empty()) {
        let again = |visit: &&Visited| visit.prior.as_ref() == Some(&given.inspection);
        if all.iter().filter(again).any(|visit| visit.sealed) {
            continue;
        }
        let recheck = all.iter().rev().find(again).map(|visit| &visit.inspection);
        open.extend(given.orders.iter().map(|order| Waiting {
            inspection: given.inspection.clone(),
            order: order.clone(),
            recheck: recheck.cloned(),
        }));
    }
    open.sort_by(|a, b| (a.order.due, &a.order.number).cmp(&(b.order.due, &b.order.number)));
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(id: &str, sealed: bool, prior: Option<&str>, due: &[&str]) -> Visited {
        let order = |due: &&str| OrderGiven {
            number: format!("{id}-O1"),
            person: "赵示范".to_owned(),
            due: due.parse().expect("a day"),
            lines: Vec::new(),
        };
        Visited {
            inspection: id.into(),
            sealed,
            prior: prior.map(InspectionId::from),
            orders: due.iter().map(order).collect(),
        }
    }

    fn shown(all: &[Visited]) -> Vec<(String, String, Option<String>)> {
        let row = |w: Waiting| {
            let recheck = w.recheck.map(|id| id.to_string());
            (w.inspection.to_string(), w.order.due.to_string(), recheck)
        };
        waiting(all).into_iter().map(row).collect()
    }

    #[test]
    fn an_order_waits_until_its_recheck_is_sealed_and_the_nearest_day_comes_first() {
        let given = [
            visit("late", true, None, &["2026-12-20"]),
            visit("soon", true, None, &["2026-12-01"]),
            visit("clean", true, None, &[]),
        ];
        let row = |id: &str, day: &str, again: Option<&str>| {
            (id.to_owned(), day.to_owned(), again.map(str::to_owned))
        };
        assert_eq!(
            shown(&given),
            [row("soon", "2026-12-01", None), row("late", "2026-12-20", None)]
        );
        let soon = &waiting(&given)[0];
        let late =
            ["2026-11-30", "2026-12-01", "2026-12-02"].map(|day| soon.is_late(day.parse().expect("a day")));
        assert_eq!(late, [false, false, true], "the last day is the subject's");
        let ordered = [&given[..], &[visit("again", false, Some("soon"), &[])]].concat();
        assert_eq!(shown(&ordered)[0], row("soon", "2026-12-01", Some("again")));
        // The re-check is sealed; it gives an order of its own, which now waits in its turn.
        let looked = [&given[..], &[visit("again", true, Some("soon"), &["2027-01-05"])]].concat();
        assert_eq!(
            shown(&looked),
            [row("late", "2026-12-20", None), row("again", "2027-01-05", None)]
        );
    }
}
