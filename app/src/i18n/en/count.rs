//! One of a thing, or several, in English.

use std::fmt::Display;

/// The number with the word that fits it: of one, or of none and several.
pub(in crate::i18n) fn count<N: Copy + Display + PartialEq + From<u8>>(
    n: N,
    one: &str,
    several: &str,
) -> String {
    let word = if n == N::from(1) { one } else { several };
    format!("{n} {word}")
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::i18n::en::EN;

    #[test]
    fn one_is_no_plural() {
        assert_eq!(count(0_u32, "photo", "photos"), "0 photos");
        assert_eq!(count(1_u64, "photo", "photos"), "1 photo");
        assert_eq!(count(2_usize, "photo", "photos"), "2 photos");
        assert_eq!((EN.inspect.photos)(1), "1 photo");
        assert_eq!((EN.inspect.skip_photos)(1), "at least 1 photo");
        assert_eq!((EN.sync.originals_of)(1, 1), "1 photo, 1 original left");
    }
}
