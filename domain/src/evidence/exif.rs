//! EXIF in the derived copy: when and where the original was taken, and for which inspection.
//!
//! Exists because a copy leaves the record: printed, mailed, shown, it should still say what it belongs to. Written here
//! because a browser's canvas writes none. Invariant: only copies are given it; the original's bytes are never touched.
//!
//! Format: Exif 2.32 (CIPA DC-008-2019) in an APP1 segment right after the start of the image, TIFF 6.0 inside, little
//! end first.

#[cfg(test)]
mod tests;

use super::Place;
use crate::time::Timestamp;

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExifFacts<'a> {
    /// When it was taken; none for a picture that was taken in from elsewhere.
    pub taken_at: Option<Timestamp>,
    /// Where; nothing is written where it is not known.
    pub place: &'a Place,
    /// Number of the inspection; letters that are not ASCII are left out, as the format asks.
    pub inspection: &'a str,
}

/// Start of image, then the marker of the segment.
const START: [u8; 2] = [0xff, 0xd8];
const APP1: [u8; 2] = [0xff, 0xe1];
const HEADER: &[u8; 6] = b"Exif\0\0";

/// TIFF field types.
const BYTE: u16 = 1;
const ASCII: u16 = 2;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;
const UNDEFINED: u16 = 7;

/// Bytes of the TIFF header, where the first directory begins.
const TIFF_HEADER: u32 = 8;

/// The JPEG with the facts; none when the bytes are no JPEG or the facts do not fit one segment.
pub fn with_exif(jpeg: &[u8], facts: &ExifFacts<'_>) -> Option<Vec<u8>> {
    let rest = jpeg.strip_prefix(&START)?;
    let tiff = tiff(facts);
    let length = u16::try_from(2 + HEADER.len() + tiff.len()).ok()?;
    let mut out = Vec::with_capacity(jpeg.len() + usize::from(length) + 2);
    out.extend_from_slice(&START);
    out.extend_from_slice(&APP1);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(HEADER);
    out.extend_from_slice(&tiff);
    out.extend_from_slice(rest);
    Some(out)
}

/// One entry of a directory.
struct Field {
    tag: u16,
    kind: u16,
    count: u32,
    bytes: Vec<u8>,
}

impl Field {
    fn ascii(tag: u16, text: &str) -> Self {
        let mut bytes: Vec<u8> = text.bytes().filter(|b| (0x20..0x7f).contains(b)).collect();
        bytes.push(0);
        Self::of(tag, ASCII, bytes.len(), bytes)
    }

    fn rationals(tag: u16, values: &[(u32, u32)]) -> Self {
        let parts = values.iter().flat_map(|(n, d)| [*n, *d]);
        let bytes = parts.flat_map(u32::to_le_bytes).collect();
        Self::of(tag, RATIONAL, values.len(), bytes)
    }

    fn pointer(tag: u16, to: u32) -> Self {
        Self::of(tag, LONG, 1, to.to_le_bytes().to_vec())
    }

    fn of(tag: u16, kind: u16, count: usize, bytes: Vec<u8>) -> Self {
        let count = u32::try_from(count).expect("a field of a few bytes");
        Self {
            tag,
            kind,
            count,
            bytes,
        }
    }
}

/// Header, then the directories one behind the other: the image's, the picture-taking one, the place.
fn tiff(facts: &ExifFacts<'_>) -> Vec<u8> {
    let taken = taken(facts);
    let place = place(facts.place);
    let image = |exif_at: u32, place_at: u32| {
        let mut fields = vec![
            Field::ascii(0x010e, facts.inspection),
            Field::pointer(0x8769, exif_at),
        ];
        if !place.is_empty() {
            fields.push(Field::pointer(0x8825, place_at));
        }
        fields
    };
    // The pointers are as long whatever they say.
    let exif_at = TIFF_HEADER + length(&image(0, 0));
    let place_at = exif_at + length(&taken);
    let mut out = b"II*\0".to_vec();
    out.extend_from_slice(&TIFF_HEADER.to_le_bytes());
    out.extend(directory(&image(exif_at, place_at), TIFF_HEADER));
    out.extend(directory(&taken, exif_at));
    if !place.is_empty() {
        out.extend(directory(&place, place_at));
    }
    out
}

fn taken(facts: &ExifFacts<'_>) -> Vec<Field> {
    let mut fields = vec![Field::of(0x9000, UNDEFINED, 4, b"0232".to_vec())];
    if let Some(at) = facts.taken_at {
        let text = at.china_second().replace('-', ":").replace('T', " ");
        fields.push(Field::ascii(0x9003, &text));
        fields.push(Field::ascii(0x9011, "+08:00"));
    }
    fields
}

fn place(place: &Place) -> Vec<Field> {
    let Place::Fix {
        lat_e7,
        lon_e7,
        accuracy_cm,
        ..
    } = place
    else {
        return Vec::new();
    };
    let reference = |value: i64, [plus, minus]: [&'static str; 2]| if value < 0 { minus } else { plus };
    vec![
        Field::of(0x0000, BYTE, 4, vec![2, 3, 0, 0]),
        Field::ascii(0x0001, reference(*lat_e7, ["N", "S"])),
        Field::rationals(0x0002, &degrees(*lat_e7)),
        Field::ascii(0x0003, reference(*lon_e7, ["E", "W"])),
        Field::rationals(0x0004, &degrees(*lon_e7)),
        Field::rationals(0x001f, &[(u32::try_from(*accuracy_cm).unwrap_or(u32::MAX), 100)]),
    ]
}

/// Degrees, minutes and seconds; the seconds to a thousandth, about three centimetres.
fn degrees(e7: i64) -> [(u32, u32); 3] {
    let all = e7.unsigned_abs();
    let (whole, rest) = (all / 10_000_000, all % 10_000_000 * 60);
    let (minutes, rest) = (rest / 10_000_000, rest % 10_000_000 * 60);
    let part = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    [(part(whole), 1), (part(minutes), 1), (part(rest / 10_000), 1_000)]
}

/// Bytes of a directory with the values that do not fit into it.
fn length(fields: &[Field]) -> u32 {
    let apart: usize = fields.iter().map(apart).sum();
    let all = 2 + 12 * fields.len() + 4 + apart;
    u32::try_from(all).expect("a few fields of a few bytes")
}

/// Bytes of a value that stands behind the directory, even as the format asks; four and fewer stand in the entry.
fn apart(field: &Field) -> usize {
    match field.bytes.len() {
        0..=4 => 0,
        more => more + more % 2,
    }
}

fn directory(fields: &[Field], at: u32) -> Vec<u8> {
    let count = u16::try_from(fields.len()).expect("a few fields");
    let (mut entries, mut values) = (count.to_le_bytes().to_vec(), Vec::new());
    let behind = at + 2 + 12 * u32::from(count) + 4;
    for field in fields {
        entries.extend_from_slice(&field.tag.to_le_bytes());
        entries.extend_from_slice(&field.kind.to_le_bytes());
        entries.extend_from_slice(&field.count.to_le_bytes());
        if apart(field) == 0 {
            let mut value = field.bytes.clone();
            value.resize(4, 0);
            entries.extend(value);
        } else {
            let offset = behind + u32::try_from(values.len()).expect("a few bytes");
            entries.extend_from_slice(&offset.to_le_bytes());
            values.extend_from_slice(&field.bytes);
            values.resize(values.len() + field.bytes.len() % 2, 0);
        }
    }
    // No further directory is chained to this one.
    entries.extend_from_slice(&0_u32.to_le_bytes());
    entries.extend(values);
    entries
}
