//! What may be a PIN: six to twelve digits that nobody tries first.

/// Why a PIN is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakPin {
    /// Fewer than six or more than twelve characters.
    Length,
    /// Not digits.
    NotDigits,
    /// One digit repeated, or a run up or down.
    Obvious,
}

/// Checks a new PIN.
///
/// # Errors
/// [`WeakPin`].
pub fn check(pin: &str) -> Result<(), WeakPin> {
    let digits: Vec<u8> = pin.bytes().collect();
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(WeakPin::NotDigits);
    }
    if !(6..=12).contains(&digits.len()) {
        return Err(WeakPin::Length);
    }
    let steps: Vec<i16> = digits
        .windows(2)
        .map(|w| i16::from(w[1]) - i16::from(w[0]))
        .collect();
    if [0, 1, -1].iter().any(|step| steps.iter().all(|s| s == step)) {
        return Err(WeakPin::Obvious);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_repeats_are_refused() {
        for pin in ["111111", "123456", "987654"] {
            assert_eq!(check(pin), Err(WeakPin::Obvious), "{pin}");
        }
        assert_eq!(check("12345"), Err(WeakPin::Length));
        assert_eq!(check("12345a"), Err(WeakPin::NotDigits));
        assert_eq!(check("204816"), Ok(()));
    }
}
