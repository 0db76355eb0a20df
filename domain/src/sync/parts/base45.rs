//! Base45 (RFC 9285): bytes as the 45 characters a QR code holds most densely.

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Two bytes become three characters, a last single byte two.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let (mut rest, digits) = match *pair {
            [high, low] => (usize::from(high) * 256 + usize::from(low), 3),
            [one] => (usize::from(one), 2),
            _ => continue,
        };
        for _ in 0..digits {
            text.push(char::from(ALPHABET[rest % 45]));
            rest /= 45;
        }
    }
    text
}

/// None for characters, lengths and values no encoder makes.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let mut value = 0usize;
        for character in group.iter().rev() {
            value = value * 45 + ALPHABET.iter().position(|a| a == character)?;
        }
        match group.len() {
            3 => bytes.extend(u16::try_from(value).ok()?.to_be_bytes()),
            2 => bytes.push(u8::try_from(value).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    /// RFC 9285 §4.3 (encoding) and §4.4 (decoding).
    #[test]
    fn the_examples_of_the_rfc_come_out() {
        for (plain, coded) in [
            ("AB", "BB8"),
            ("Hello!!", "%69 VD92EX0"),
            ("base-45", "UJCLQE7W581"),
        ] {
            assert_eq!(encode(plain.as_bytes()), coded);
            assert_eq!(decode(coded).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(decode("QED8WEX0").as_deref(), Some(&b"ietf!"[..]));
    }

    /// RFC 9285 §6: "FGW" is 65535, "GGW" would be 65536 and must be refused.
    #[test]
    fn what_no_encoder_makes_is_refused() {
        assert_eq!(decode("FGW"), Some(vec![255, 255]));
        for wrong in ["GGW", "A", "::", "BB8a", "ABCD"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
