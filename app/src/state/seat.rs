//! A seat of a tablet: one officer's part of it, apart from everybody else's by name.
//!
//! Databases, buckets, locks, channels, cookies and the folder of files are named by the seat, and each seat has keys
//! of its own. Invariant: the first seat keeps the names a tablet of one officer always had, so that such a tablet
//! opens unchanged.

use domain::wire::api::SeatCard;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// More officers share no tablet: a team, and those who relieve it.
const SEATS_MAX: u8 = 6;
const FOLDER: &str = "seat-";

/// One officer's part of a tablet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat(u8);

impl Seat {
    /// The one of a tablet that has only one.
    pub const FIRST: Self = Self(0);

    /// Every seat there may be.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..SEATS_MAX).map(Self)
    }

    /// The seat of a number as [`Display`](std::fmt::Display) writes it.
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().find(|seat| seat.to_string() == text)
    }

    /// A name of the browser's storage, as this seat's own.
    pub fn own(self, name: &str) -> String {
        match self.apart() {
            false => name.to_owned(),
            true => format!("{name}-{}", self.0),
        }
    }

    /// The folder of its files; none = the top, where a tablet of one officer has them.
    pub fn folder(self) -> Option<String> {
        self.apart().then(|| format!("{FOLDER}{}", self.0))
    }

    /// The seat whose folder this is.
    pub fn of_folder(name: &str) -> Option<Self> {
        let seat = Self::parse(name.strip_prefix(FOLDER)?)?;
        (seat != Self::FIRST).then_some(seat)
    }

    /// The seat of this number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::all().find(|seat| seat.0 == number)
    }

    /// Its number, from 0.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Its place in a row, from 1, for people.
    pub fn place(self) -> u8 {
        self.0 + 1
    }

    fn apart(self) -> bool {
        self != Self::FIRST && domain::guard::stands("seats-are-apart")
    }
}

impl std::fmt::Display for Seat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Who sits on a seat, as far as the lock must tell: in the clear, so no more than that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occupant {
    /// His name; empty where the list was lost and only his files tell that he is here.
    pub officer: String,
    /// When he was first seen here (device clock, ms).
    pub since: i64,
    /// His id, so that a colleague of his team knows him.
    #[serde(default)]
    pub inspector: String,
    /// What may be left for him is sealed to the key in it, once the office's signature was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<SeatCard>,
}

impl Occupant {
    /// The key that what is left for him is sealed to: only one that the office, whose keys are pinned, signed as his.
    pub fn proven_key(&self, keys: &BTreeMap<String, String>) -> Option<[u8; 32]> {
        let named = self.card.as_ref()?.open(keys).ok()?;
        let his = named.inspector.as_str() == self.inspector;
        named.bytes().filter(|_| his)
    }
}

/// Seats with who sits there, in order.
pub type Seated = Vec<(Seat, Occupant)>;

/// What the door shows: whose turn it is, and who else is here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// The seat that is asked for its PIN, or is to be enrolled.
    pub seat: Seat,
    /// The tablet's name.
    pub name: String,
    /// Everybody on this tablet.
    pub seated: Seated,
}

impl Door {
    /// Somebody else is here, too.
    pub fn is_shared(&self) -> bool {
        self.seated.iter().any(|(seat, _)| *seat != self.seat)
    }
}

/// Seats by their list and by their files: who has files and no row is here, too.
pub fn together(mut listed: Seated, with_files: &[Seat]) -> Seated {
    for seat in with_files {
        if !listed.iter().any(|(known, _)| known == seat) && domain::guard::stands("seats-are-found-by-files")
        {
            listed.push((*seat, Occupant::default()));
        }
    }
    listed.sort_by_key(|(seat, _)| *seat);
    listed
}

/// The seat a start goes to: the one used last, else the first that somebody has, else the first that is not being emptied.
pub fn to_sit_on(last: Option<Seat>, seated: &Seated, emptying: &[Seat]) -> Seat {
    let here = |seat: &Seat| seated.iter().any(|(known, _)| known == seat);
    last.filter(here)
        .or_else(|| seated.first().map(|(seat, _)| *seat))
        .or_else(|| Seat::all().find(|seat| !emptying.contains(seat)))
        .unwrap_or_default()
}

/// The one-time code in what a camera read: the code alone, or the address that holds it. Three groups of four.
pub fn code_in(text: &str) -> Option<String> {
    let code = text.rsplit_once("?code=").map_or(text, |(_, code)| code).trim();
    let groups: Vec<&str> = code.split('-').collect();
    let is_group = |group: &&str| group.len() == 4 && group.bytes().all(|b| b.is_ascii_alphanumeric());
    (groups.len() == 3 && groups.iter().all(is_group)).then(|| code.to_owned())
}

/// Seats that nobody has, lowest first.
pub fn free(seated: &Seated) -> Vec<Seat> {
    let taken: BTreeSet<Seat> = seated.iter().map(|(seat, _)| *seat).collect();
    Seat::all().filter(|seat| !taken.contains(seat)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Occupant {
        Occupant {
            officer: name.to_owned(),
            since: 1,
            ..Occupant::default()
        }
    }

    // Names as the releases before seats had them: what lies under them must still be found.
    #[test]
    fn the_first_seat_is_a_tablet_as_it_always_was_and_no_other_meets_it() {
        fn apart() {
            let names: BTreeSet<String> = Seat::all().map(|s| s.own("suicha-field")).collect();
            assert_eq!(Seat::FIRST.own("suicha-field"), "suicha-field");
            assert_eq!(Seat::FIRST.folder(), None);
            assert_eq!(names.len(), usize::from(SEATS_MAX));
            let folders: BTreeSet<_> = Seat::all().map(Seat::folder).collect();
            assert_eq!(folders.len(), usize::from(SEATS_MAX));
        }
        apart();
        domain::guard::fails_without("seats-are-apart", apart);
    }

    #[test]
    fn a_folder_names_its_seat_and_no_other_folder_does() {
        for seat in Seat::all().skip(1) {
            assert_eq!(Seat::of_folder(&seat.folder().unwrap()), Some(seat));
        }
        for name in ["journal", "evidence", "seat-0", "seat-01", "seat-99", "seat-"] {
            assert_eq!(Seat::of_folder(name), None, "{name}");
        }
    }

    #[test]
    fn an_officer_whose_row_was_lost_is_found_by_his_files() {
        fn found() {
            let seated = together(vec![(Seat(2), named("甲"))], &[Seat(0), Seat(2)]);
            assert_eq!(seated, [(Seat(0), Occupant::default()), (Seat(2), named("甲"))]);
            assert_eq!(free(&seated)[0], Seat(1), "his seat is given to nobody");
        }
        found();
        domain::guard::fails_without("seats-are-found-by-files", found);
    }

    #[test]
    fn a_code_is_read_alone_or_in_its_address_and_nothing_else_is_taken_for_one() {
        let code = Some("2AB4-CDEF-GH7K".to_owned());
        assert_eq!(code_in("2AB4-CDEF-GH7K"), code);
        assert_eq!(
            code_in("https://office.example/device/enrol?code=2AB4-CDEF-GH7K"),
            code
        );
        for other in [
            "",
            "SC1:00:01/02:AB",
            "2AB4-CDEF",
            "2AB4-CDEF-GH7K-X",
            "2AB4-CD F-GH7K",
        ] {
            assert_eq!(code_in(other), None, "{other}");
        }
    }

    #[test]
    fn a_start_goes_to_who_was_here_last_if_he_still_is() {
        let seated = vec![(Seat(1), named("甲")), (Seat(3), named("乙"))];
        assert_eq!(to_sit_on(Some(Seat(3)), &seated, &[]), Seat(3));
        assert_eq!(to_sit_on(Some(Seat(0)), &seated, &[Seat(0)]), Seat(1));
        assert_eq!(to_sit_on(None, &Seated::new(), &[]), Seat::FIRST);
        let emptying = [Seat(0)];
        assert_eq!(to_sit_on(Some(Seat(0)), &Seated::new(), &emptying), Seat(1));
    }
}
