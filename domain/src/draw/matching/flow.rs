//! A filling of the seats that is mended one path at a time.
//!
//! Whether the remaining seats can be filled is a fact, so any correct flow code gives the same draw; this one
//! keeps a complete filling at hand, so most questions are answered by looking, the rest by one search.

use super::{Bits, Instance};
use std::collections::VecDeque;

const NOBODY: usize = usize::MAX;

/// Seats filled so far, within caps, nobody twice in a team. Fixed seats never move again.
#[derive(Clone, Debug)]
pub struct Filling<'a> {
    instance: &'a Instance,
    caps: Vec<u64>,
    at: Vec<usize>,
    fixed: Vec<bool>,
    seats_of: Vec<Vec<usize>>,
    spare: Bits,
}

/// Seats reached by a failed search: a set that cannot be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck(pub Vec<usize>);

impl<'a> Filling<'a> {
    /// Nothing filled.
    pub fn new(instance: &'a Instance, caps: Vec<u64>) -> Self {
        let mut filling = Self {
            instance,
            at: vec![NOBODY; instance.seats()],
            fixed: vec![false; instance.seats()],
            seats_of: vec![Vec::new(); instance.inspectors()],
            spare: Bits::none(instance.inspectors()),
            caps: Vec::new(),
        };
        filling.raise(caps);
        filling
    }

    /// Takes caps that are nowhere lower than before.
    pub fn raise(&mut self, caps: Vec<u64>) {
        self.caps = caps;
        for i in 0..self.caps.len() {
            self.note_spare(i);
        }
    }

    /// Fills every seat; false at the first that cannot be.
    pub fn fill_all(&mut self) -> bool {
        (0..self.at.len()).all(|q| self.at[q] != NOBODY || self.fill(q).is_ok())
    }

    /// Fills as many seats as can be; gives the seats from which no free card can be reached, in rising order.
    /// What one failed search has reached stays closed for ever: later paths cannot pass through it and come
    /// out again, so no seat is searched twice.
    pub fn fill_most(&mut self) -> Vec<usize> {
        let mut closed = vec![false; self.at.len()];
        for q in 0..self.at.len() {
            if self.at[q] != NOBODY {
                continue;
            }
            if let Err(Stuck(reached)) = self.fill_around(q, &closed) {
                reached.into_iter().for_each(|p| closed[p] = true);
            }
        }
        (0..self.at.len()).filter(|q| closed[*q]).collect()
    }

    /// Inspector of each seat; every seat must be filled.
    pub fn seated(&self) -> Vec<usize> {
        debug_assert!(!self.at.contains(&NOBODY));
        self.at.clone()
    }

    /// Inspectors fixed in the team of a seat.
    pub fn fixed_team(&self, seat: usize) -> impl Iterator<Item = usize> + '_ {
        self.instance
            .team(seat)
            .filter(|q| self.fixed[*q])
            .map(|q| self.at[q])
    }

    /// Fixes an inspector in a seat if the rest can still be completed; otherwise leaves everything as it was.
    /// The filling must be complete, the inspector allowed here, with a card left and not fixed in this team.
    pub fn fix(&mut self, q: usize, i: usize) -> bool {
        if self.at[q] == i {
            self.fixed[q] = true;
            return true;
        }
        let before = self.at[q];
        let mate = self.instance.team(q).find(|p| self.at[*p] == i);
        let moved = match mate {
            Some(p) => Some(p),
            None if self.spare.has(i) => None,
            None => self.seats_of[i].iter().copied().find(|p| !self.fixed[*p]),
        };
        if let Some(p) = moved {
            self.leave(p);
        }
        self.leave(q);
        self.sit(q, i);
        self.fixed[q] = true;
        let Some(p) = moved else { return true };
        if self.fill(p).is_ok() {
            return true;
        }
        self.fixed[q] = false;
        self.leave(q);
        self.sit(q, before);
        self.sit(p, i);
        false
    }

    fn note_spare(&mut self, i: usize) {
        let spare = (self.seats_of[i].len() as u64) < self.caps[i];
        self.spare.set(i, spare);
    }

    fn sit(&mut self, q: usize, i: usize) {
        self.at[q] = i;
        self.seats_of[i].push(q);
        self.note_spare(i);
    }

    fn leave(&mut self, q: usize) {
        let i = self.at[q];
        self.at[q] = NOBODY;
        self.seats_of[i].retain(|p| *p != q);
        self.note_spare(i);
    }

    /// One augmenting search from an empty seat.
    ///
    /// # Errors
    /// The seats reached, when no one can be found; nothing has changed then.
    pub fn fill(&mut self, q: usize) -> Result<(), Stuck> {
        self.fill_around(q, &[])
    }

    /// The same without entering closed seats.
    fn fill_around(&mut self, q: usize, closed: &[bool]) -> Result<(), Stuck> {
        // Most seats find a free card at once: no search is set up for them.
        if let Some(i) = self.free_card(q) {
            self.sit(q, i);
            return Ok(());
        }
        let mut search = Search::new(self.instance);
        search.reach(q, q);
        while let Some(p) = search.queue.pop_front() {
            if let Some(i) = self.free_card(p) {
                self.shift(q, p, i, &search.from);
                return Ok(());
            }
            self.expand(p, &mut search, closed);
        }
        Err(Stuck(search.reached))
    }

    /// An inspector with a card left who may sit here at once.
    fn free_card(&self, q: usize) -> Option<usize> {
        self.instance.allowed[q]
            .common(&self.spare)
            .find(|i| !self.in_team(q, *i))
    }

    fn in_team(&self, q: usize, i: usize) -> bool {
        self.instance.team(q).any(|p| self.at[p] == i)
    }

    /// Seats that would become empty if their inspector moved to `p`.
    fn expand(&self, p: usize, search: &mut Search, closed: &[bool]) {
        let is_open = |s: usize| !self.fixed[s] && !closed.get(s).copied().unwrap_or(false);
        // Everybody is looked at once in a search; whole words of those already seen are passed over.
        for (word, allowed) in self.instance.allowed[p].words().iter().enumerate() {
            let mut fresh = allowed & !search.done.words()[word];
            while fresh != 0 {
                let i = word * 64 + fresh.trailing_zeros() as usize;
                fresh &= fresh - 1;
                if let Some(s) = self.instance.team(p).find(|s| self.at[*s] == i) {
                    if is_open(s) {
                        search.reach(s, p);
                    }
                    continue;
                }
                search.done.set(i, true);
                for s in self.seats_of[i].iter().copied().filter(|s| is_open(*s)) {
                    search.reach(s, p);
                }
            }
        }
    }

    /// Seats `i` at the end of a path and moves everybody on it one seat towards `q`.
    fn shift(&mut self, q: usize, end: usize, i: usize, from: &[usize]) {
        let (mut seat, mut comes) = (end, i);
        loop {
            let leaves = self.at[seat];
            if leaves != NOBODY {
                self.leave(seat);
            }
            self.sit(seat, comes);
            if seat == q {
                return;
            }
            comes = leaves;
            seat = from[seat];
        }
    }
}

/// Which seats a search has reached, and from where.
struct Search {
    from: Vec<usize>,
    done: Bits,
    queue: VecDeque<usize>,
    reached: Vec<usize>,
}

impl Search {
    fn new(instance: &Instance) -> Self {
        Self {
            from: vec![NOBODY; instance.seats()],
            done: Bits::none(instance.inspectors()),
            queue: VecDeque::new(),
            reached: Vec::new(),
        }
    }

    fn reach(&mut self, seat: usize, from: usize) {
        if self.from[seat] == NOBODY {
            self.from[seat] = from;
            self.queue.push_back(seat);
            self.reached.push(seat);
        }
    }
}
