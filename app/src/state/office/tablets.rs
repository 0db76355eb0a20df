//! Which devices are seats of one tablet, as far as their enrolments told.
//!
//! Invariant: what a seat's key signed and what was only said are told apart, however many seats lie between two.

use domain::id::DeviceId;
use domain::wire::api::{DeviceRow, Neighbour};
use std::collections::BTreeSet;

/// Devices that belong together, the one enrolled first in front; with every row whether its place here is proven.
pub type Tablet = Vec<(DeviceRow, bool)>;

/// All of them, by the day on which the first seat enrolled.
pub fn tablets(rows: &[DeviceRow]) -> Vec<Tablet> {
    let mut rows: Vec<&DeviceRow> = rows.iter().collect();
    rows.sort_by_key(|row| (row.enrolled_at, row.id.clone()));
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for first in &rows {
        if seen.contains(&first.id) {
            continue;
        }
        let proven = reach(&rows, &first.id, |n| n.proven);
        let all = reach(&rows, &first.id, |_| true);
        let of = rows.iter().filter(|row| all.contains(&row.id));
        found.push(of.map(|row| ((*row).clone(), proven.contains(&row.id))).collect());
        seen.extend(all);
    }
    found
}

/// The other seats of a device's tablet that are in use, each with whether that is proven of these two.
pub fn others(rows: &[DeviceRow], of: &DeviceId) -> Tablet {
    let rows: Vec<&DeviceRow> = rows.iter().collect();
    let proven = reach(&rows, of, |n| n.proven);
    let all = reach(&rows, of, |_| true);
    let in_use = rows.into_iter().filter(|row| row.revoked_at.is_none());
    let others = in_use.filter(|row| row.id != *of && all.contains(&row.id));
    let others = others.map(|row| (row.clone(), proven.contains(&row.id)));
    others.collect()
}

/// Everything that hangs together with a device by such words, itself included.
fn reach(rows: &[&DeviceRow], from: &DeviceId, counts: impl Fn(&Neighbour) -> bool) -> BTreeSet<DeviceId> {
    let words = rows
        .iter()
        .filter_map(|row| Some((&row.id, row.beside.as_ref()?)));
    let words: Vec<_> = words.filter(|(_, beside)| counts(beside)).collect();
    let mut found = BTreeSet::from([from.clone()]);
    loop {
        let before = found.len();
        for (id, beside) in &words {
            if found.contains(*id) || found.contains(&beside.device) {
                found.extend([(*id).clone(), beside.device.clone()]);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    fn row(id: &str, at: i64, beside: Option<(&str, bool)>) -> DeviceRow {
        DeviceRow {
            id: DeviceId::new(id),
            name: format!("tablet of {id}"),
            inspector: id.into(),
            enrolled_at: Timestamp(at),
            seen_at: None,
            revoked_at: None,
            leave_at: None,
            beside: beside.map(|(device, proven)| Neighbour {
                device: DeviceId::new(device),
                proven,
            }),
        }
    }

    fn names(tablet: &Tablet) -> Vec<(&str, bool)> {
        tablet
            .iter()
            .map(|(row, proven)| (row.id.as_str(), *proven))
            .collect()
    }

    #[test]
    fn seats_of_one_tablet_stand_together_and_what_was_only_said_is_told_apart() {
        let rows = [
            row("a", 1, None),
            row("x", 2, None),
            row("b", 3, Some(("a", true))),
            // Enrolled beside b after a had left: one tablet all the same.
            row("c", 4, Some(("b", true))),
            row("said", 5, Some(("a", false))),
        ];
        let all: Vec<_> = tablets(&rows);
        let all: Vec<_> = all.iter().map(names).collect();
        assert_eq!(all[0], [("a", true), ("b", true), ("c", true), ("said", false)]);
        assert_eq!(all[1..], [vec![("x", true)]]);
        let beside_c = others(&rows, &DeviceId::new("c"));
        assert_eq!(names(&beside_c), [("a", true), ("b", true), ("said", false)]);
        // Of whoever only says so nothing is proven, seen from his side either.
        let beside_said = others(&rows, &DeviceId::new("said"));
        assert_eq!(names(&beside_said), [("a", false), ("b", false), ("c", false)]);
    }

    #[test]
    fn a_seat_that_is_revoked_is_not_offered_again() {
        let mut rows = [row("a", 1, None), row("b", 2, Some(("a", true)))];
        rows[1].revoked_at = Some(Timestamp(9));
        assert_eq!(others(&rows, &DeviceId::new("a")), []);
    }
}
