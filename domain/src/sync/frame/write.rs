//! The frame, written: tables, then one stream of bytes for each field, so that like stands beside like.

use super::FrameError;
use super::chunk::{Parts, parse, put_prefixed};
use super::layout::{
    TAG_ACTORS, TAG_COLUMNS, TAG_EXTRAS, TAG_HEAD, TAG_HEADS, TAG_MESSAGES, TAG_OUTSIDE, TAG_SHAPES,
    TAG_STREAMS, VERSION, checks, start_after, zigzag,
};
use crate::inspection::change::{Change, ChangeId};
use crate::leb128::put;
use crate::wire::braid;
use std::collections::BTreeMap;

/// Values that repeat: sent once, then by position.
#[derive(Debug)]
struct Table<T: Ord + Clone> {
    values: Vec<T>,
    index: BTreeMap<T, u64>,
}

impl<T: Ord + Clone> Default for Table<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            index: BTreeMap::new(),
        }
    }
}

impl<T: Ord + Clone> Table<T> {
    fn at(&mut self, value: &T) -> u64 {
        if let Some(at) = self.index.get(value) {
            return *at;
        }
        let at = self.values.len() as u64;
        self.values.push(value.clone());
        self.index.insert(value.clone(), at);
        at
    }
}

/// Streams of a frame.
#[derive(Debug, Default)]
struct Streams {
    deps: Vec<u8>,
    actors: Vec<u8>,
    seqs: Vec<u8>,
    starts: Vec<u8>,
    times: Vec<u8>,
    messages: Vec<u8>,
    others: Vec<u8>,
    shapes: Vec<u8>,
    extras: Vec<u8>,
}

impl Streams {
    fn all(&self) -> [&Vec<u8>; 9] {
        [
            &self.deps,
            &self.actors,
            &self.seqs,
            &self.starts,
            &self.times,
            &self.messages,
            &self.others,
            &self.shapes,
            &self.extras,
        ]
    }
}

/// A frame being written.
#[derive(Debug, Default)]
struct FrameWriter {
    streams: Streams,
    columns: BTreeMap<u64, (Vec<u8>, Vec<u8>)>,
    outside: Table<ChangeId>,
    actors: Table<Vec<u8>>,
    messages: Table<Vec<u8>>,
    extras: Table<Vec<u8>>,
    shapes: Table<Vec<u64>>,
    seqs: BTreeMap<u64, u64>,
    place: BTreeMap<ChangeId, u64>,
    start: i64,
    time: i64,
}

impl FrameWriter {
    /// `expected` are the dependencies that go without saying: the change before, or what both ends know.
    fn deps(&mut self, parts: &Parts, expected: &[ChangeId]) {
        if parts.deps == expected {
            put(&mut self.streams.deps, 0);
            return;
        }
        let at = self.place.len() as u64;
        put(&mut self.streams.deps, parts.deps.len() as u64 + 1);
        for dep in &parts.deps {
            let reference = match self.place.get(dep) {
                Some(there) => (at - there) << 1,
                None => self.outside.at(dep) << 1 | 1,
            };
            put(&mut self.streams.deps, reference);
        }
    }

    fn change(&mut self, parts: &Parts) {
        let actor = self.actors.at(&parts.actor);
        put(&mut self.streams.actors, actor);
        let predicted = self.seqs.get(&actor).map_or(1, |s| s.wrapping_add(1));
        put(
            &mut self.streams.seqs,
            zigzag(parts.seq.wrapping_sub(predicted) as i64),
        );
        self.seqs.insert(actor, parts.seq);
        let start = parts.start_op as i64;
        put(&mut self.streams.starts, zigzag(start.wrapping_sub(self.start)));
        self.start = start_after(parts);
        put(
            &mut self.streams.times,
            zigzag(parts.time.wrapping_sub(self.time)),
        );
        self.time = parts.time;
        put(&mut self.streams.messages, self.messages.at(&parts.message));
        put(&mut self.streams.others, parts.others.len() as u64);
        for other in &parts.others {
            put(&mut self.streams.others, self.actors.at(other));
        }
        let shape: Vec<u64> = parts.columns.iter().map(|(spec, _)| *spec).collect();
        put(&mut self.streams.shapes, self.shapes.at(&shape));
        for (spec, data) in &parts.columns {
            let (sizes, bytes) = self.columns.entry(*spec).or_default();
            put(sizes, data.len() as u64);
            bytes.extend_from_slice(data);
        }
        put(&mut self.streams.extras, self.extras.at(&parts.extra));
    }

    fn finish(self, changes: &[Change]) -> Result<Vec<u8>, FrameError> {
        let mut head = vec![VERSION];
        put(&mut head, changes.len() as u64);
        let mut shapes = Vec::new();
        put(&mut shapes, self.shapes.values.len() as u64);
        for shape in &self.shapes.values {
            put(&mut shapes, shape.len() as u64);
            shape.iter().for_each(|spec| put(&mut shapes, *spec));
        }
        let mut sections: BTreeMap<u64, Vec<u8>> = BTreeMap::from([
            (TAG_HEAD, head),
            (TAG_HEADS, checks(changes)?),
            (TAG_OUTSIDE, hashes_to_bytes(&self.outside.values)),
            (TAG_ACTORS, list_to_bytes(&self.actors.values)),
            (TAG_MESSAGES, list_to_bytes(&self.messages.values)),
            (TAG_EXTRAS, list_to_bytes(&self.extras.values)),
            (TAG_SHAPES, shapes),
        ]);
        let streams = self.streams.all().into_iter().cloned();
        sections.extend((TAG_STREAMS..).zip(streams));
        for (spec, (sizes, bytes)) in self.columns {
            sections.insert(TAG_COLUMNS + spec.saturating_mul(2), sizes);
            sections.insert(TAG_COLUMNS + spec.saturating_mul(2) + 1, bytes);
        }
        Ok(braid::to_frame(sections.iter().map(|(t, b)| (t, b.as_slice()))))
    }
}

/// Frames changes (dependencies first) for somebody who has `known` (the heads both ends agreed on).
///
/// # Errors
/// [`FrameError::NotAChange`] for bytes that are not an uncompressed change chunk.
pub fn to_frame(changes: &[Change], known: &[ChangeId]) -> Result<Vec<u8>, FrameError> {
    let mut expected = known.to_vec();
    expected.sort_unstable();
    let mut writer = FrameWriter::default();
    for change in changes {
        let parts = parse(&change.bytes).ok_or(FrameError::NotAChange)?;
        writer.deps(&parts, &expected);
        writer.place.insert(change.id, writer.place.len() as u64);
        writer.change(&parts);
        expected = vec![change.id];
    }
    writer.finish(changes)
}

fn hashes_to_bytes(hashes: &[ChangeId]) -> Vec<u8> {
    hashes.iter().flat_map(|h| h.0).collect()
}

fn list_to_bytes(list: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    list.iter().for_each(|bytes| put_prefixed(&mut out, bytes));
    out
}
