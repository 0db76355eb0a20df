//! What bytes are, by their content and never by their name.

/// The media type of a picture, or none if the bytes do not begin like one.
pub fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    let at = |from: usize, word: &[u8]| bytes.get(from..from + word.len()) == Some(word);
    if at(0, &[0xff, 0xd8, 0xff]) {
        Some("image/jpeg")
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some("image/webp")
    } else if at(4, b"ftyphei") || at(4, b"ftypmif1") {
        Some("image/heic")
    } else {
        None
    }
}

/// The media type of a recording as a browser writes it, or none if the bytes do not begin like one.
pub fn recording_type(bytes: &[u8], sound: bool) -> Option<&'static str> {
    let at = |from: usize, word: &[u8]| bytes.get(from..from + word.len()) == Some(word);
    match sound {
        true if at(0, EBML) => Some("audio/webm"),
        true if at(4, b"ftyp") => Some("audio/mp4"),
        true if at(0, b"OggS") => Some("audio/ogg"),
        false if at(0, EBML) => Some("video/webm"),
        false if at(4, b"ftyp") => Some("video/mp4"),
        true | false => None,
    }
}

/// Width and height as the head of a JPEG or PNG states them; none where it states none, or in another format.
pub fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let wide = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let short = |at: usize| {
        Some(u32::from(u16::from_be_bytes(
            bytes.get(at..at + 2)?.try_into().ok()?,
        )))
    };
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((wide(16)?, wide(20)?));
    }
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    // Segments of their own length, up to the first that begins a frame (SOF0 to SOF15 without DHT, JPG and DAC).
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        match marker {
            _ if bytes.get(at) != Some(&0xff) => return None,
            0xff => at += 1,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((short(at + 7)?, short(at + 5)?));
            }
            _ => at += 2 + usize::try_from(short(at + 2)?).ok()?,
        }
    }
}

/// Begin of a WebM file (RFC 8794 §11.2.1, Matroska's container).
const EBML: &[u8] = &[0x1a, 0x45, 0xdf, 0xa3];

#[cfg(test)]
mod tests {
    use super::{picture_size, picture_type, recording_type};

    #[test]
    fn a_recording_is_what_its_first_bytes_say() {
        // EBML id (RFC 8794 §11.2.1), Ogg capture pattern (RFC 3533 §6), file type box (ISO/IEC 14496-12 §4.3).
        assert_eq!(
            recording_type(&[0x1a, 0x45, 0xdf, 0xa3, 0x9f], true),
            Some("audio/webm")
        );
        assert_eq!(
            recording_type(&[0x1a, 0x45, 0xdf, 0xa3, 0x9f], false),
            Some("video/webm")
        );
        assert_eq!(recording_type(b"OggS\0", true), Some("audio/ogg"));
        assert_eq!(recording_type(b"\0\0\0\x20ftypisom", false), Some("video/mp4"));
        assert_eq!(recording_type(b"<html>", true), None);
        assert_eq!(recording_type(b"", false), None);
    }

    // PNG: RFC 2083 §4.1.1 (IHDR). JPEG: ITU T.81 B.2.2 (frame header), B.1.1.4 (segments with a length).
    #[test]
    fn the_head_says_how_large_a_picture_is() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0, 0, 0x23, 0x28, 0, 0, 0x27, 0x10]);
        assert_eq!(picture_size(&png), Some((9_000, 10_000)));
        let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc4, 0, 3, 9];
        assert_eq!(picture_size(&jpeg), None, "cut short");
        jpeg.extend([0xff, 0xff, 0xc2, 0, 17, 8, 0x0b, 0xb8, 0x0f, 0xa0, 3]);
        assert_eq!(picture_size(&jpeg), Some((4_000, 3_000)));
        assert_eq!(picture_size(b"RIFF\0\0\0\0WEBPVP8 "), None);
        assert_eq!(picture_size(b""), None);
    }

    #[test]
    fn the_signatures_of_the_formats_decide() {
        // PNG (RFC 2083 §3.1), JPEG SOI (ITU T.81 B.1.1.3), WebP container (RFC 9649 §2.5).
        assert_eq!(picture_type(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(picture_type(&[0xff, 0xd8, 0xff, 0xe0]), Some("image/jpeg"));
        assert_eq!(picture_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(picture_type(b"<svg onload=alert(1)>"), None);
        assert_eq!(picture_type(b""), None);
    }
}
