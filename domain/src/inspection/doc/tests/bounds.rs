//! What no tablet's memory should be asked to hold is refused before it is applied. Row F20.

use super::super::EditRefused;
use super::super::testing::pair;
use crate::inspection::edit::{Edit, TextField};

/// A whole book pasted into a note: one change of a million operations would be a gigabyte in memory.
#[test]
fn a_text_of_a_million_characters_is_refused_before_it_is_applied() {
    fn paste() {
        let (mut a, _) = pair();
        let paste = |chars: usize| Edit::SetText {
            target: TextField::Remarks,
            text: "查".repeat(chars),
        };
        assert_eq!(a.try_edit(&paste(1_000_000)), Err(EditRefused::TooLong));
        assert_eq!(a.try_edit(&paste(10_001)), Err(EditRefused::TooLong));
        assert!(a.doc.is_empty(), "nothing of it was applied");
        assert_eq!(a.try_edit(&paste(10_000)).map(|_| ()), Ok(()));
    }
    paste();
    #[cfg(feature = "switches")]
    crate::guard::fails_without("text-bound", paste);
}
