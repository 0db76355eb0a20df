//! Which bytes leave first, and in how large pieces: made for two minutes of bad Wi-Fi.
//!
//! Documents and signatures go with the exchange itself and wait for nothing here. Of the photos the small copies
//! come first, because an office can review a record by them; originals wait until all of those are gone. Few go at
//! once, so that the exchange always finds a free connection. Invariant: what is pushed comes out once, or is given up.

use std::collections::VecDeque;

/// Uploads under way at once: a browser opens six connections to one host, and the exchange and the news need theirs.
const LANES: usize = 3;
/// Bytes of the first part: at 20 kbit/s half of the time that an answer may take.
const PART_FIRST: usize = 64 << 10;
const PART_MIN: usize = 16 << 10;
/// A cut costs at most this much again.
const PART_MAX: usize = 512 << 10;
/// A part that took less may be larger next time, one that took more must be smaller.
const BRISK_MS: f64 = 4_000.0;
const TOO_LONG_MS: f64 = 20_000.0;

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A small copy: enough to review a record by.
    Small,
    /// An original.
    Original,
}

/// Uploads that wait, and how many are under way.
#[derive(Clone, Debug)]
pub struct Sending<T> {
    small: VecDeque<T>,
    originals: VecDeque<T>,
    small_under_way: usize,
    originals_under_way: usize,
    part: usize,
}

impl<T> Default for Sending<T> {
    fn default() -> Self {
        Self {
            small: VecDeque::new(),
            originals: VecDeque::new(),
            small_under_way: 0,
            originals_under_way: 0,
            part: PART_FIRST,
        }
    }
}

impl<T> Sending<T> {
    /// One more waits.
    pub fn push(&mut self, weight: Weight, upload: T) {
        // Without the order everything is an original, and first come is first served.
        match weight {
            Weight::Small if domain::guard::stands("small-copies-leave-first") => {
                self.small.push_back(upload)
            }
            Weight::Small | Weight::Original => self.originals.push_back(upload),
        }
    }

    /// The next to begin now, if one may.
    pub fn begin(&mut self) -> Option<(Weight, T)> {
        if self.small_under_way + self.originals_under_way >= LANES {
            return None;
        }
        if let Some(upload) = self.small.pop_front() {
            self.small_under_way += 1;
            return Some((Weight::Small, upload));
        }
        if self.small_under_way > 0 {
            return None;
        }
        let upload = self.originals.pop_front()?;
        self.originals_under_way += 1;
        Some((Weight::Original, upload))
    }

    /// One that was begun has ended, well or not.
    pub fn ended(&mut self, weight: Weight) {
        let under_way = match weight {
            Weight::Small => &mut self.small_under_way,
            Weight::Original => &mut self.originals_under_way,
        };
        *under_way = under_way.saturating_sub(1);
    }

    /// The line is gone: whatever waits is handed back, in order.
    pub fn give_up(&mut self) -> Vec<T> {
        self.small.drain(..).chain(self.originals.drain(..)).collect()
    }

    /// Bytes of the next part.
    pub fn part_bytes(&self) -> usize {
        self.part
    }

    /// A part took so long; `None` = it did not arrive in time.
    pub fn part_took(&mut self, ms: Option<f64>) {
        self.part = match ms {
            None => self.part / 4,
            Some(ms) if ms > TOO_LONG_MS => self.part / 2,
            Some(ms) if ms < BRISK_MS => self.part * 2,
            Some(_) => self.part,
        }
        .clamp(PART_MIN, PART_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Row F34: derived copies next, originals last.
    #[test]
    fn an_original_waits_until_the_last_small_copy_is_gone() {
        fn order() {
            let mut sending = Sending::default();
            for n in 0..3 {
                sending.push(Weight::Original, format!("original {n}"));
                sending.push(Weight::Small, format!("small {n}"));
            }
            let mut left = vec![];
            while let Some((weight, upload)) = sending.begin() {
                left.push(upload);
                sending.ended(weight);
            }
            let last_small = left.iter().rposition(|l| l.starts_with("small")).unwrap();
            let first_original = left.iter().position(|l| l.starts_with("original")).unwrap();
            assert_eq!(left.len(), 6);
            assert!(last_small < first_original, "{left:?}");
        }
        order();
        domain::guard::fails_without("small-copies-leave-first", order);
    }

    #[test]
    fn few_go_at_once_and_an_original_never_beside_a_small_copy() {
        let mut sending = Sending::default();
        sending.push(Weight::Small, 1);
        sending.push(Weight::Original, 2);
        sending.push(Weight::Original, 3);
        sending.push(Weight::Original, 4);
        sending.push(Weight::Original, 5);
        assert_eq!(sending.begin(), Some((Weight::Small, 1)));
        assert_eq!(sending.begin(), None);
        sending.ended(Weight::Small);
        assert_eq!(sending.begin(), Some((Weight::Original, 2)));
        assert_eq!(sending.begin(), Some((Weight::Original, 3)));
        assert_eq!(sending.begin(), Some((Weight::Original, 4)));
        assert_eq!(sending.begin(), None);
        assert_eq!(sending.give_up(), [5]);
    }

    /// 20 kbit/s is 2,500 bytes a second: a part that is let grow on a good line must come down to one that passes
    /// within the minute an answer may take.
    #[test]
    fn parts_shrink_on_a_bad_line_until_they_pass() {
        let mut sending = Sending::<()>::default();
        for _ in 0..9 {
            sending.part_took(Some(200.0));
        }
        assert_eq!(sending.part_bytes(), 512 << 10);
        let mut tries = 0;
        loop {
            let ms = sending.part_bytes() as f64 / 2.5;
            if ms < 60_000.0 {
                break;
            }
            sending.part_took(None);
            tries += 1;
        }
        assert_eq!(tries, 1);
        sending.part_took(Some(52_000.0));
        sending.part_took(Some(26_000.0));
        assert_eq!(sending.part_bytes(), 32 << 10);
        for _ in 0..9 {
            sending.part_took(None);
        }
        assert_eq!(sending.part_bytes(), 16 << 10);
    }
}
