//! Many frames as one: sections of the same kind stand side by side, so that deflate sees like beside like.
//!
//! A frame is a list of tagged sections. Forty small frames one after the other compress a fifth worse than
//! their sections braided together; nothing else about them changes, and unbraiding gives the same bytes.

use crate::leb128::{put, take};
use serde::de::Error as _;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// Sections of one frame by tag.
pub type Sections<'a> = BTreeMap<u64, &'a [u8]>;

/// Most frames in one braid, and most sections of one frame.
const COUNT_MAX: usize = 100_000;

fn take_count(input: &mut &[u8]) -> Option<usize> {
    usize::try_from(take(input)?).ok().filter(|n| *n <= COUNT_MAX)
}

fn take_bytes<'a>(input: &mut &'a [u8], len: u64) -> Option<&'a [u8]> {
    let (head, rest) = input.split_at_checked(usize::try_from(len).ok()?)?;
    *input = rest;
    Some(head)
}

/// Sections as one frame, in the order of their tags.
pub fn to_frame<'a>(sections: impl IntoIterator<Item = (&'a u64, &'a [u8])>) -> Vec<u8> {
    let mut out = Vec::new();
    for (tag, bytes) in sections {
        put(&mut out, *tag);
        put(&mut out, bytes.len() as u64);
        out.extend_from_slice(bytes);
    }
    out
}

/// The sections of a frame; none when it is cut or a tag is out of order.
pub fn sections(mut frame: &[u8]) -> Option<Sections<'_>> {
    let mut found = Sections::new();
    while !frame.is_empty() {
        let tag = take(&mut frame)?;
        let len = take(&mut frame)?;
        let bytes = take_bytes(&mut frame, len)?;
        let in_order = found.keys().next_back().is_none_or(|last| *last < tag);
        if !in_order || found.len() >= COUNT_MAX {
            return None;
        }
        found.insert(tag, bytes);
    }
    Some(found)
}

/// Braids frames. A frame that is not made of sections travels whole.
fn braid(frames: &[&[u8]]) -> Vec<u8> {
    let parsed: Vec<Option<Sections<'_>>> = frames
        .iter()
        .map(|frame| sections(frame).filter(|s| to_frame(s.iter().map(|(t, b)| (t, *b))) == **frame))
        .collect();
    let mut by_tag: BTreeMap<u64, (Vec<u8>, Vec<u8>)> = BTreeMap::new();
    let tags: Vec<u64> = parsed.iter().flatten().flat_map(|s| s.keys().copied()).collect();
    for tag in tags {
        by_tag.entry(tag).or_default();
    }
    for (tag, (lens, bytes)) in &mut by_tag {
        for frame in parsed.iter().flatten() {
            match frame.get(tag) {
                None => put(lens, 0),
                Some(section) => {
                    put(lens, section.len() as u64 + 1);
                    bytes.extend_from_slice(section);
                }
            }
        }
    }
    let mut out = Vec::new();
    put(&mut out, frames.len() as u64);
    for (frame, parsed) in frames.iter().zip(&parsed) {
        // 0: braided; otherwise its length + 1 and the bytes.
        if parsed.is_some() {
            put(&mut out, 0);
        } else {
            put(&mut out, frame.len() as u64 + 1);
            out.extend_from_slice(frame);
        }
    }
    put(&mut out, by_tag.len() as u64);
    for (tag, (lens, bytes)) in &by_tag {
        put(&mut out, *tag);
        put(&mut out, lens.len() as u64);
        out.extend_from_slice(lens);
        put(&mut out, bytes.len() as u64);
        out.extend_from_slice(bytes);
    }
    out
}

/// The frames of a braid.
fn unbraid(mut input: &[u8]) -> Option<Vec<Vec<u8>>> {
    let count = take_count(&mut input)?;
    let mut whole: Vec<Option<&[u8]>> = Vec::new();
    for _ in 0..count {
        whole.push(match take(&mut input)? {
            0 => None,
            len => Some(take_bytes(&mut input, len - 1)?),
        });
    }
    let mut braided: Vec<Sections<'_>> = whole
        .iter()
        .filter(|w| w.is_none())
        .map(|_| Sections::new())
        .collect();
    for _ in 0..take_count(&mut input)? {
        let tag = take(&mut input)?;
        let len = take(&mut input)?;
        let mut lens = take_bytes(&mut input, len)?;
        let len = take(&mut input)?;
        let mut bytes = take_bytes(&mut input, len)?;
        for frame in &mut braided {
            match take(&mut lens)? {
                0 => {}
                len => {
                    frame.insert(tag, take_bytes(&mut bytes, len - 1)?);
                }
            }
        }
        if !lens.is_empty() || !bytes.is_empty() {
            return None;
        }
    }
    let mut braided = braided.into_iter();
    let frames = whole
        .into_iter()
        .map(|frame| match frame {
            Some(bytes) => Some(bytes.to_vec()),
            None => braided.next().map(|s| to_frame(s.iter().map(|(t, b)| (t, *b)))),
        })
        .collect::<Option<Vec<_>>>()?;
    input.is_empty().then_some(frames)
}

/// Something that carries one frame.
pub trait CarriesFrame {
    /// The frame; empty = none.
    fn frame(&mut self) -> &mut Vec<u8>;
}

#[derive(Deserialize)]
struct Braided<T> {
    docs: Vec<T>,
    braid: serde_bytes::ByteBuf,
}

/// Writes a list with its frames braided beside it.
pub(super) fn serialize<T, S>(list: &[T], serializer: S) -> Result<S::Ok, S::Error>
where
    T: CarriesFrame + Clone + Serialize,
    S: Serializer,
{
    let mut bare = list.to_vec();
    let frames: Vec<Vec<u8>> = bare.iter_mut().map(|d| std::mem::take(d.frame())).collect();
    let slices: Vec<&[u8]> = frames.iter().map(Vec::as_slice).collect();
    let mut out = serializer.serialize_struct("Braided", 2)?;
    out.serialize_field("docs", &bare)?;
    out.serialize_field("braid", serde_bytes::Bytes::new(&braid(&slices)))?;
    out.end()
}

/// Reads it back.
pub(super) fn deserialize<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: CarriesFrame + Deserialize<'de>,
    D: Deserializer<'de>,
{
    let mut read = Braided::<T>::deserialize(deserializer)?;
    let frames = unbraid(&read.braid).ok_or_else(|| D::Error::custom("not a braid"))?;
    if frames.len() != read.docs.len() {
        return Err(D::Error::custom("a braid of other documents"));
    }
    for (doc, frame) in read.docs.iter_mut().zip(frames) {
        *doc.frame() = frame;
    }
    Ok(read.docs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in() {
        let a = to_frame([(&1u64, &b"aa"[..]), (&7, b""), (&300, b"x")]);
        let b = to_frame([(&1u64, &b"bbb"[..])]);
        let frames: [&[u8]; 5] = [&a, b"", &b, b"\xff not sections", &a];
        let braided = braid(&frames);
        assert_eq!(unbraid(&braided).unwrap(), frames);
        for cut in 0..braided.len() {
            assert_eq!(unbraid(&braided[..cut]), None, "cut at {cut}");
        }
    }
}
