//! What the tablet's screens show: plain values, made anew by the runner after every event.

use super::bucket::Bucket;
use super::seat::Seat;
use domain::assignment::{DueDate, Package};
use domain::clock::Comparison;
use domain::id::{DeviceId, InspectionId, InspectorId};
use domain::inspection::progress::Progress;
use domain::inspection::view::{DocState, EvidenceView, InspectionView};
use domain::roster::Inspector;
use domain::submission::{Visited, Waiting, orders, waiting};
use domain::sync::engine::{Colleague, Compared, SavedState, SyncStatus};
use domain::sync::store::ReviewRow;
use domain::time::{Date, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Whose tablet this is.
#[derive(Clone, Debug, PartialEq)]
pub struct Owner {
    /// The tablet.
    pub device: DeviceId,
    /// Its name in the office's list.
    pub device_name: String,
    /// Its officer.
    pub officer: Inspector,
    /// tlog policy pinned at enrolment.
    pub log_policy: String,
    /// The server runs on demo data.
    pub demo: bool,
}

/// Another officer's seat on this tablet, as far as he let this one know.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// His seat.
    pub seat: Seat,
    /// Who.
    pub inspector: InspectorId,
    /// His name.
    pub name: String,
    /// The office signed his seat's key: something may be left for him here.
    pub signed: bool,
    /// Inspections that he has left something of: his seat holds them.
    pub holds: BTreeSet<InspectionId>,
    /// Originals and copies in his seat that the server has not received and that this seat may send.
    pub lent: usize,
}

/// One inspection on this tablet.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its package, with the rows of repeated sections written out.
    pub package: Rc<Package>,
    /// The signature of the package was checked with the pinned key.
    pub package_signed: bool,
    /// Its document.
    pub view: Rc<InspectionView>,
    /// How far it is.
    pub progress: Rc<Progress>,
    /// The rest of the team, and how far their tablets are compared with this one.
    pub colleagues: Rc<Vec<Colleague>>,
    /// The office's verdicts.
    pub review: Rc<ReviewRow>,
    /// How safe its marks are.
    pub saved: SavedState,
    /// Refused by the server with this code.
    pub parked: Option<String>,
    /// How far the originals whose bytes are on this tablet have come, by SHA-256 (hex).
    pub blobs: BTreeMap<String, SavedState>,
    /// Pieces not in `blobs` that lie in another seat of this tablet, under a key that this one does not have.
    pub beside: BTreeSet<String>,
    /// When the server received originals, by receipts that were checked with the pinned key.
    pub receipts: BTreeMap<String, Timestamp>,
}

impl Entry {
    /// Id.
    pub fn id(&self) -> &InspectionId {
        &self.package.inspection
    }

    /// Colleagues from whose tablets nothing was taken in: sealing asks for it, or for a reason.
    pub fn not_compared(&self) -> impl Iterator<Item = &Colleague> {
        self.colleagues.iter().filter(|c| c.compared == Compared::Never)
    }

    /// Originals that stay to be sent.
    pub fn originals_left(&self) -> usize {
        self.blobs.values().filter(|b| **b < SavedState::Received).count()
    }

    /// Evidence that the record names and whose original is not here, by whose tablet holds it: name, whether that is his
    /// seat of this tablet, and count.
    pub fn elsewhere(&self) -> Vec<(String, bool, usize)> {
        let mut by: BTreeMap<(&InspectorId, bool), usize> = BTreeMap::new();
        let missing =
            |e: &&EvidenceView| e.withdrawn.is_none() && !self.blobs.contains_key(&e.evidence.sha256);
        for view in self.view.evidence.iter().filter(missing) {
            let beside = self.beside.contains(&view.evidence.sha256);
            *by.entry((&view.stamp.by, beside)).or_default() += 1;
        }
        by.into_iter()
            .map(|((who, beside), n)| (self.name_of(who), beside, n))
            .collect()
    }

    /// The server has all of it.
    pub fn received(&self) -> bool {
        self.saved >= SavedState::Received && self.originals_left() == 0
    }

    /// Its group in the list.
    pub fn bucket(&self) -> Bucket {
        Bucket::of(self.progress.state, self.review.state, self.received())
    }

    /// Its place in the list: what must be done next, then whom the rules put first, then the date.
    pub fn place(&self) -> (Bucket, bool, Date, InspectionId) {
        let first = self.package.excerpt.visit_first.is_some();
        (self.bucket(), !first, self.due(), self.id().clone())
    }

    /// The last day of the visits; the regime's other clocks are the office's to watch.
    pub fn due(&self) -> Date {
        self.package.window.1
    }

    /// Deadlines that bear on this visit: of a clock that strikes again and again the next one after the
    /// package was made, and those that wait for their event.
    pub fn deadlines(&self) -> impl Iterator<Item = &DueDate> {
        let made = self.package.issued_at.china_date();
        let mut next: BTreeMap<(&str, &str), &DueDate> = BTreeMap::new();
        for due in self
            .package
            .due
            .iter()
            .filter(|d| d.due.is_none_or(|date| date >= made))
        {
            let kept = next.entry((&due.clock, &due.label)).or_insert(due);
            if due.due < kept.due {
                *kept = due;
            }
        }
        let mut found: Vec<&DueDate> = next.into_values().collect();
        found.sort_by_key(|d| (d.due.is_none(), d.due));
        found.into_iter()
    }

    /// Evidence of one item, or of the visit as a whole, that stands.
    pub fn evidence_of<'a>(&'a self, item: Option<&'a str>) -> impl Iterator<Item = &'a EvidenceView> {
        self.view
            .evidence
            .iter()
            .filter(move |e| e.withdrawn.is_none() && e.evidence.item.as_ref().map(|i| i.as_str()) == item)
    }

    /// What it says of orders to put right. One that is being amended was sealed: what it ordered stands meanwhile.
    fn visited(&self) -> Visited {
        let given = matches!(self.view.state, DocState::Sealed | DocState::Amending);
        let occasion = self.package.occasion.as_ref();
        let prior = occasion.and_then(|o| o.prior.as_ref());
        Visited {
            inspection: self.id().clone(),
            sealed: self.view.state == DocState::Sealed,
            prior: prior.map(|prior| prior.inspection.clone()),
            orders: if given { orders(&self.view) } else { Vec::new() },
        }
    }

    /// A team member's name; the certificate number for somebody unknown.
    pub fn name_of(&self, inspector: &InspectorId) -> String {
        self.package
            .team
            .iter()
            .find(|m| &m.inspector == inspector)
            .map_or_else(|| inspector.to_string(), |m| m.name.clone())
    }
}

/// Everything on this tablet.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Whose tablet.
    pub owner: Rc<Owner>,
    /// Inspections, the most urgent first.
    pub entries: Vec<Rc<Entry>>,
    /// The exchange.
    pub sync: SyncStatus,
    /// The last answer, also before this start, and whether the clock was set since.
    pub answered: Option<Comparison>,
    /// Damaged bytes set aside for a person: digest (hex) and length of each.
    pub quarantined: Vec<(String, u64)>,
    /// What the officer was told since the start: code and inspection.
    pub told: Vec<(String, Option<InspectionId>)>,
    /// The other officers of this tablet.
    pub beside: Rc<Vec<Beside>>,
    /// Why the last marks are on the screen only; none when everything is on the disk.
    pub not_kept: Option<&'static str>,
}

impl Work {
    /// Server time of the last answer, if any.
    pub fn server_time(&self) -> Option<Timestamp> {
        self.answered.map(|compared| compared.server)
    }

    /// One inspection.
    pub fn entry(&self, id: &str) -> Option<&Rc<Entry>> {
        self.entries.iter().find(|e| e.id().as_str() == id)
    }

    /// Orders to put right that wait for their re-check, as far as this tablet knows, nearest day first.
    pub fn orders_waiting(&self) -> Vec<Waiting> {
        let mut entries: Vec<&Rc<Entry>> = self.entries.iter().collect();
        entries.sort_by_key(|entry| (entry.package.issued_at, entry.id()));
        let visits: Vec<Visited> = entries.iter().map(|entry| entry.visited()).collect();
        waiting(&visits)
    }

    /// Inspections and originals the server has not received: the number that is always visible.
    pub fn unsent(&self) -> (usize, usize) {
        let inspections = self
            .entries
            .iter()
            .filter(|e| e.saved < SavedState::Received)
            .count();
        (inspections, self.entries.iter().map(|e| e.originals_left()).sum())
    }

    /// When the server last said that it holds every unsent mark of a revoked tablet apart, for a person to judge; none
    /// while one is on this tablet only.
    pub fn set_apart(&self) -> Option<Timestamp> {
        let unsent = self.entries.iter().filter(|e| e.saved < SavedState::Received);
        let states: Vec<_> = unsent.map(|e| (e.saved, e.parked.is_some())).collect();
        let at = self.answered?.device;
        let asks = self.sync.sending || self.sync.failing.is_some();
        (self.sync.revoked && !asks && all_apart(&states)).then_some(at)
    }
}

/// What is said of a photo: its bytes lie on the disk before the record that names it does, and it is kept only when
/// both are. `before`: what was said of it last; what was kept then is kept now, while something else is being written.
pub fn with_its_record(bytes: SavedState, record: SavedState, before: Option<SavedState>) -> SavedState {
    let was = before.is_some_and(|said| said > SavedState::Typed);
    let named = record > SavedState::Typed || was;
    if named || !domain::guard::stands("a-photo-is-kept-with-its-record") {
        bytes
    } else {
        SavedState::Typed
    }
}

/// Of inspections with unsent marks, how far each is and whether the server set it apart: it did so with all.
fn all_apart(unsent: &[(SavedState, bool)]) -> bool {
    // What is in memory only was not in what it answered to.
    !unsent.is_empty() && unsent.iter().all(|said| *said == (SavedState::OnTablet, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_called_set_apart_when_the_server_said_so_of_every_one() {
        use SavedState::{OnTablet, Typed};
        assert!(all_apart(&[(OnTablet, true), (OnTablet, true)]));
        assert!(
            !all_apart(&[(OnTablet, true), (OnTablet, false)]),
            "one never went"
        );
        assert!(!all_apart(&[(Typed, true)]), "its last marks are in memory only");
        assert!(!all_apart(&[]), "nothing was handed in");
    }

    #[test]
    fn a_photo_is_kept_when_its_bytes_and_its_record_are() {
        use SavedState::{OnTablet, Received, Typed};
        assert_eq!(
            with_its_record(OnTablet, Typed, None),
            Typed,
            "a kill now would forget that it was taken"
        );
        assert_eq!(with_its_record(OnTablet, Typed, Some(Typed)), Typed);
        assert_eq!(with_its_record(OnTablet, OnTablet, Some(Typed)), OnTablet);
        // Something else is being written: this one was kept before.
        assert_eq!(with_its_record(Received, Typed, Some(OnTablet)), Received);
        assert_eq!(with_its_record(OnTablet, OnTablet, None), OnTablet);
    }

    #[cfg(feature = "switches")]
    #[test]
    fn without_its_guard_bytes_alone_pass_for_a_photo() {
        domain::guard::fails_without(
            "a-photo-is-kept-with-its-record",
            a_photo_is_kept_when_its_bytes_and_its_record_are,
        );
    }
}
