//! What was begun and is in no record yet: pictures, recordings, signatures.
//!
//! Exists because each of them takes seconds, and the lock button takes none. Invariant: what was begun holds the lock,
//! that of the idle tablet until it is over and that of the officer for as long as it takes to store it.

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A picture, from the tap until the record names it.
    Photo,
    /// Sound or film, while it runs.
    Recording,
    /// A signature, from the tap until it is on the disk.
    Signature,
    /// Typed words on their way to the disk.
    Words,
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnderWay {
    /// The system's camera or its album is open: whether a picture will come nobody knows.
    asked: bool,
    photos: u32,
    recordings: u32,
    signatures: u32,
    words: u32,
}

impl UnderWay {
    fn count(&mut self, what: What) -> &mut u32 {
        match what {
            What::Photo => &mut self.photos,
            What::Recording => &mut self.recordings,
            What::Signature => &mut self.signatures,
            What::Words => &mut self.words,
        }
    }

    /// One more.
    pub fn begin(&mut self, what: What) {
        *self.count(what) += 1;
    }

    /// One less.
    pub fn end(&mut self, what: What) {
        let count = self.count(what);
        *count = count.saturating_sub(1);
    }

    /// The system was asked for a picture, or has answered.
    pub fn ask(&mut self, asked: bool) {
        self.asked = asked;
    }

    /// Something will be in the record in a moment: who locks waits for it.
    pub fn ends_soon(self) -> bool {
        self.photos + self.recordings + self.signatures + self.words > 0
    }

    /// The tablet does not lock by itself now.
    pub fn holds(self) -> bool {
        self.asked || self.ends_soon()
    }

    /// What is written down, should the system end the page now; empty for what it would not cost.
    pub fn note(self) -> &'static str {
        if self.recordings > 0 {
            RECORDING
        } else if self.asked || self.photos > 0 {
            PHOTO
        } else {
            ""
        }
    }
}

const PHOTO: &str = "pending";
const RECORDING: &str = "recording";

/// The code of the sentence for a note that a page left behind.
pub fn cut(note: &str) -> Option<&'static str> {
    match note {
        PHOTO => Some("capture.cut"),
        RECORDING => Some("capture.recording_cut"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A photo that is stored while a recording runs must not set the lock free.
    #[test]
    fn a_photo_that_is_over_leaves_the_recording_under_way() {
        let mut now = UnderWay::default();
        assert!(!now.holds() && !now.ends_soon());
        now.begin(What::Recording);
        now.begin(What::Photo);
        now.end(What::Photo);
        assert!(now.holds() && now.ends_soon());
        assert_eq!(cut(now.note()), Some("capture.recording_cut"));
        now.end(What::Recording);
        assert!(!now.holds());
        assert_eq!(cut(now.note()), None);
    }

    // Whoever locks while the system's camera is open would wait for ever for a picture that may never come.
    #[test]
    fn a_picture_asked_for_holds_only_the_lock_of_the_idle_tablet() {
        let mut now = UnderWay::default();
        now.ask(true);
        assert!(now.holds() && !now.ends_soon());
        assert_eq!(cut(now.note()), Some("capture.cut"));
        now.begin(What::Photo);
        now.ask(false);
        assert!(now.ends_soon());
        now.end(What::Photo);
        assert_eq!(now, UnderWay::default());
    }

    #[test]
    fn a_signature_is_waited_for_and_no_photo_is_said_to_be_missing() {
        let mut now = UnderWay::default();
        now.begin(What::Signature);
        assert!(now.ends_soon());
        assert_eq!(cut(now.note()), None);
    }
}
