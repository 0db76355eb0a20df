//! Parts and files: vectors from outside, and every bundle in every order.

use super::{
    CODES_BYTES_MAX, Collector, FILE_BYTES_MAX, PARTS_MAX, PartRefused, Took, from_file, to_file, to_parts,
};

/// Numbers that look random and are the same in every run (xorshift64, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.throw() % n as u64) as usize
    }

    fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.throw() as u8).collect()
    }
}

/// Payload: RFC 9285 §4.3; digest: `printf 'Hello!!' | sha256sum`.
#[test]
fn a_short_bundle_is_one_part() {
    let parts = to_parts(b"Hello!!").unwrap();
    assert_eq!(parts, ["SC1:BBC7F4C8A2DD11E3:01/01:%69 VD92EX0"]);
    let whole = Collector::default().take(&parts[0]);
    assert_eq!(whole, Ok(Took::Whole(b"Hello!!".to_vec())));
}

#[test]
fn every_bundle_comes_out_of_its_parts_in_any_order_with_repeats() {
    let mut dice = Dice(0x005C_15C1);
    let mut lengths = vec![
        1,
        2,
        399,
        400,
        401,
        25_600,
        25_601,
        CODES_BYTES_MAX - 1,
        CODES_BYTES_MAX,
    ];
    lengths.extend((0..60).map(|_| 1 + dice.below(6_000)));
    for len in lengths {
        let bundle = dice.bytes(len);
        let parts = to_parts(&bundle).unwrap();
        assert!(parts.len() <= PARTS_MAX, "{len} bytes make {} parts", parts.len());
        let mut collector = Collector::default();
        let mut seen = std::collections::BTreeSet::new();
        let whole = loop {
            let at = dice.below(parts.len());
            let first = seen.insert(at);
            match collector.take(&parts[at]).unwrap() {
                Took::Known => assert!(!first),
                Took::New => assert!(first && seen.len() < parts.len()),
                Took::Whole(whole) => break whole,
            }
            assert_eq!(collector.progress(), (seen.len(), parts.len()));
            assert_eq!(collector.missing().len(), parts.len() - seen.len());
        };
        assert_eq!(seen.len(), parts.len());
        assert!(whole == bundle, "{len} bytes came out otherwise");
    }
}

/// The characters a QR code holds at 5.5 bits each (ISO/IEC 18004, table 5).
#[test]
fn a_part_has_only_characters_of_the_alphanumeric_set() {
    let parts = to_parts(&Dice(7).bytes(3_000)).unwrap();
    for part in parts {
        let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " $%*+-./:".contains(c);
        assert!(part.chars().all(fits), "{part}");
    }
}

#[test]
fn parts_of_another_bundle_are_named_and_harm_nothing() {
    let (mine, other) = (Dice(1).bytes(900), Dice(2).bytes(900));
    let (parts, others) = (to_parts(&mine).unwrap(), to_parts(&other).unwrap());
    let mut collector = Collector::default();
    assert_eq!(collector.take(&parts[2]), Ok(Took::New));
    assert_eq!(collector.take(&others[0]), Err(PartRefused::OtherBundle));
    assert_eq!(collector.missing(), [1, 2]);
    assert_eq!(collector.take(&parts[0]), Ok(Took::New));
    assert_eq!(collector.take(&parts[1]), Ok(Took::Whole(mine)));
}

#[test]
fn what_is_no_part_says_why() {
    let good = &to_parts(b"Hello!!").unwrap()[0];
    let cases = [
        ("https://example.org/", PartRefused::Foreign),
        ("", PartRefused::Foreign),
        ("SCX:00:01/01:AB", PartRefused::Foreign),
        ("SC2:BBC7F4C8A2DD11E3:01/01:%69 VD92EX0", PartRefused::Newer),
        ("SC1:BBC7F4C8A2DD11E3:02/01:%69 VD92EX0", PartRefused::Damaged),
        ("SC1:BBC7F4C8A2DD11E3:00/01:%69 VD92EX0", PartRefused::Damaged),
        ("SC1:BBC7F4C8A2DD11E3:01/65:%69 VD92EX0", PartRefused::Damaged),
        ("SC1:bbc7f4c8a2dd11e3:01/01:%69 VD92EX0", PartRefused::Damaged),
        ("SC1:BBC7F4C8A2DD11E3:01/01:", PartRefused::Damaged),
        ("SC1:BBC7F4C8A2DD11E3:01/01:GGW", PartRefused::Damaged),
        // One byte changed: the digest does not come out.
        ("SC1:BBC7F4C8A2DD11E3:01/01:%69 VD92EW0", PartRefused::Damaged),
    ];
    for (text, why) in cases {
        assert_eq!(Collector::default().take(text), Err(why), "{text}");
    }
    let long = format!("{}{}", &good[..27], "0".repeat(3_000));
    assert_eq!(Collector::default().take(&long), Err(PartRefused::TooLarge));
    let mut collector = Collector::default();
    collector.take("SC1:BBC7F4C8A2DD11E3:01/02:%69").unwrap();
    let same_place = collector.take("SC1:BBC7F4C8A2DD11E3:01/02:%70");
    assert_eq!(same_place, Err(PartRefused::Damaged));
    let other_count = collector.take("SC1:BBC7F4C8A2DD11E3:02/03:%69");
    assert_eq!(other_count, Err(PartRefused::Damaged));
}

#[test]
fn too_much_for_codes_goes_as_a_file() {
    assert_eq!(to_parts(&[]), None);
    let bundle = Dice(3).bytes(CODES_BYTES_MAX + 1);
    assert_eq!(to_parts(&bundle), None);
    let file = to_file(&bundle);
    assert_eq!(from_file(&file), Ok(bundle));
    let mut damaged = file.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert_eq!(from_file(&damaged), Err(PartRefused::Damaged));
    assert_eq!(from_file(&file[..30]), Err(PartRefused::Damaged));
    assert_eq!(from_file(b"SUICHA EXCHANGE 2\nx"), Err(PartRefused::Newer));
    assert_eq!(from_file(b"\x89PNG\r\n\x1a\n"), Err(PartRefused::Foreign));
    let huge = to_file(&vec![0; FILE_BYTES_MAX + 1]);
    assert_eq!(from_file(&huge), Err(PartRefused::TooLarge));
}
