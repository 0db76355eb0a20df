//! What is written is read back by an independent reader (the crate `kamadak-exif`).

use super::{ExifFacts, with_exif};
use crate::evidence::Place;
use crate::time::Timestamp;
use exif::{Exif, In, Tag, Value};

const JPEG: &[u8] = include_bytes!("../../../../tests/vectors/photo/site.jpg");

fn read(jpeg: &[u8]) -> Exif {
    let mut reader = std::io::Cursor::new(jpeg);
    exif::Reader::new().read_from_container(&mut reader).unwrap()
}

fn said(exif: &Exif, tag: Tag) -> String {
    let field = exif.get_field(tag, In::PRIMARY).unwrap();
    field.display_value().to_string()
}

fn seconds(exif: &Exif, tag: Tag) -> f64 {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY).unwrap().value else {
        panic!("rationals");
    };
    parts.iter().fold(0.0, |all, part| all * 60.0 + part.to_f64())
}

#[test]
fn a_reader_finds_time_place_and_inspection() {
    let fix = Place::Fix {
        lat_e7: 286_820_431,
        lon_e7: -1_158_579_999,
        accuracy_cm: 1_250,
        at: Timestamp(0),
    };
    let facts = ExifFacts {
        taken_at: Some(Timestamp(1_795_192_200_000)),
        place: &fix,
        inspection: "t2026-001-001",
    };
    let copy = with_exif(JPEG, &facts).unwrap();
    let exif = read(&copy);
    // The same moment as in `time.rs`: 2026-11-21 00:30 in China.
    assert_eq!(said(&exif, Tag::DateTimeOriginal), "2026-11-21 00:30:00");
    assert_eq!(said(&exif, Tag::OffsetTimeOriginal), "\"+08:00\"");
    assert_eq!(said(&exif, Tag::ImageDescription), "\"t2026-001-001\"");
    assert_eq!(said(&exif, Tag::ExifVersion), "2.32");
    assert_eq!(
        (
            said(&exif, Tag::GPSLatitudeRef),
            said(&exif, Tag::GPSLongitudeRef)
        ),
        ("N".into(), "W".into())
    );
    // Degrees in seconds of arc; a thousandth is kept.
    assert!((seconds(&exif, Tag::GPSLatitude) - 28.682_043_1 * 3600.0).abs() < 0.001);
    assert!((seconds(&exif, Tag::GPSLongitude) - 115.857_999_9 * 3600.0).abs() < 0.001);
    assert!((seconds(&exif, Tag::GPSHPositioningError) - 12.5).abs() < 1e-9);
    // The picture itself is untouched: what follows the segment is what followed the start of the image.
    assert!(copy.ends_with(&JPEG[2..]));
}

#[test]
fn what_is_not_known_is_not_written() {
    let nowhere = Place::None {
        reason: "imported".to_owned(),
    };
    let facts = ExifFacts {
        taken_at: None,
        place: &nowhere,
        inspection: "检查-7",
    };
    let exif = read(&with_exif(JPEG, &facts).unwrap());
    assert!(exif.get_field(Tag::DateTimeOriginal, In::PRIMARY).is_none());
    assert!(exif.get_field(Tag::GPSLatitude, In::PRIMARY).is_none());
    assert_eq!(said(&exif, Tag::ImageDescription), "\"-7\"");
    assert!(with_exif(b"\x89PNG", &facts).is_none());
}
