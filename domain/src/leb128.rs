//! Unsigned integers of variable length (LEB128, DWARF 5 §7.6): frames, braids and pen strokes are written with them.
//!
//! Exists so that they are read in one way. Invariant: what is read fits 64 bits, or is refused.

/// Appends a number.
pub fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Takes a number off the front; none when the bytes end before it or it needs more than 64 bits.
pub fn take(input: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = input.split_first()?;
        *input = rest;
        let part = u64::from(byte & 0x7f);
        if part << shift >> shift != part {
            return None;
        }
        value |= part << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of DWARF 5, figure 22.
    #[test]
    fn the_examples_of_the_standard_are_written_and_read() {
        for (value, bytes) in [
            (2, &[2][..]),
            (127, &[127]),
            (128, &[0x80, 1]),
            (129, &[0x81, 1]),
            (12_857, &[0xb9, 0x64]),
        ] {
            let mut out = Vec::new();
            put(&mut out, value);
            assert_eq!(out, bytes);
            let mut input = bytes;
            assert_eq!((take(&mut input), input.len()), (Some(value), 0));
        }
    }

    #[test]
    fn what_ends_early_or_is_too_long_is_refused() {
        assert_eq!(take(&mut &[0x80][..]), None);
        assert_eq!(take(&mut &[0xff; 10][..]), None);
        let mut most = &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01][..];
        assert_eq!(take(&mut most), Some(u64::MAX));
    }
}
