//! How large a part of an upload is: as large as passes in good time on the line there is.
//!
//! What goes first is the engine's to say. Invariant: on the worst line that work is to be possible on (20 kbit/s) a
//! part that passes within the time of an answer is found, and a cut never costs more than the largest part.

/// Bytes of the first part: at 20 kbit/s half of the time that an answer may take.
const FIRST: usize = 64 << 10;
const LEAST: usize = 16 << 10;
const MOST: usize = 512 << 10;
/// A part that took less may be larger next time, one that took more must be smaller.
const BRISK_MS: f64 = 4_000.0;
const TOO_LONG_MS: f64 = 20_000.0;

/// Bytes of the next part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartSize(usize);

impl Default for PartSize {
    fn default() -> Self {
        Self(FIRST)
    }
}

impl PartSize {
    /// Bytes of the next part.
    pub fn bytes(self) -> usize {
        self.0
    }

    /// A part of this size took so long; `None` = it did not arrive in time.
    pub fn took(&mut self, ms: Option<f64>) {
        if !domain::guard::stands("parts-fit-the-line") {
            self.0 = MOST;
            return;
        }
        self.0 = match ms {
            None => self.0 / 4,
            Some(ms) if ms > TOO_LONG_MS => self.0 / 2,
            Some(ms) if ms < BRISK_MS => self.0 * 2,
            Some(_) => self.0,
        }
        .clamp(LEAST, MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Row F34. 20 kbit/s is 2,500 bytes a second: a part that grew on a good line must come down to one that passes
    /// within the minute an answer may take.
    #[test]
    fn parts_shrink_on_a_bad_line_until_they_pass() {
        fn line_goes_bad() {
            let mut part = PartSize::default();
            for _ in 0..9 {
                part.took(Some(200.0));
            }
            assert_eq!(part.bytes(), 512 << 10);
            let in_time = |part: PartSize| Some(part.bytes() as f64 / 2.5).filter(|ms| *ms < 60_000.0);
            let mut tries = 0;
            while in_time(part).is_none() && tries < 9 {
                part.took(None);
                tries += 1;
            }
            assert_eq!(tries, 1);
            part.took(in_time(part));
            part.took(in_time(part));
            assert_eq!(part.bytes(), 32 << 10);
        }
        line_goes_bad();
        domain::guard::fails_without("parts-fit-the-line", line_goes_bad);
    }

    #[test]
    fn no_part_is_ever_nothing() {
        let mut part = PartSize::default();
        for _ in 0..99 {
            part.took(None);
        }
        assert_eq!(part.bytes(), 16 << 10);
    }
}
