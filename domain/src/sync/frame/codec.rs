//! The frame: tables, then one stream of bytes for each field, so that like stands beside like.

use super::FrameError;
use super::chunk::{Input, Parts, parse, put_prefixed, put_unsigned, rebuild};
use crate::inspection::change::{Change, ChangeId};
use std::collections::BTreeMap;

const VERSION: u8 = 1;
/// Most changes in one frame: an inspection of a long day has hundreds.
const CHANGES_MAX: usize = 20_000;
/// Most bytes of the rebuilt changes together.
const REBUILT_MAX: usize = 4 << 20;
/// Longest table or list of one change.
const LIST_MAX: usize = 4_096;

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

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn unzigzag(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
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
            put_unsigned(&mut self.streams.deps, 0);
            return;
        }
        let at = self.place.len() as u64;
        put_unsigned(&mut self.streams.deps, parts.deps.len() as u64 + 1);
        for dep in &parts.deps {
            let reference = match self.place.get(dep) {
                Some(there) => (at - there) << 1,
                None => self.outside.at(dep) << 1 | 1,
            };
            put_unsigned(&mut self.streams.deps, reference);
        }
    }

    fn change(&mut self, parts: &Parts) {
        let actor = self.actors.at(&parts.actor);
        put_unsigned(&mut self.streams.actors, actor);
        let predicted = self.seqs.get(&actor).map_or(1, |s| s.wrapping_add(1));
        put_unsigned(
            &mut self.streams.seqs,
            zigzag(parts.seq.wrapping_sub(predicted) as i64),
        );
        self.seqs.insert(actor, parts.seq);
        let start = parts.start_op as i64;
        put_unsigned(&mut self.streams.starts, zigzag(start.wrapping_sub(self.start)));
        self.start = start;
        put_unsigned(
            &mut self.streams.times,
            zigzag(parts.time.wrapping_sub(self.time)),
        );
        self.time = parts.time;
        put_unsigned(&mut self.streams.messages, self.messages.at(&parts.message));
        put_unsigned(&mut self.streams.others, parts.others.len() as u64);
        for other in &parts.others {
            put_unsigned(&mut self.streams.others, self.actors.at(other));
        }
        let shape: Vec<u64> = parts.columns.iter().map(|(spec, _)| *spec).collect();
        put_unsigned(&mut self.streams.shapes, self.shapes.at(&shape));
        for (spec, data) in &parts.columns {
            let (sizes, bytes) = self.columns.entry(*spec).or_default();
            put_unsigned(sizes, data.len() as u64);
            bytes.extend_from_slice(data);
        }
        put_unsigned(&mut self.streams.extras, self.extras.at(&parts.extra));
    }

    fn finish(self, changes: &[Change]) -> Result<Vec<u8>, FrameError> {
        let mut out = vec![VERSION];
        put_unsigned(&mut out, changes.len() as u64);
        put_hashes(&mut out, &heads(changes)?);
        put_hashes(&mut out, &self.outside.values);
        put_list(&mut out, &self.actors.values);
        put_list(&mut out, &self.messages.values);
        put_list(&mut out, &self.extras.values);
        put_unsigned(&mut out, self.shapes.values.len() as u64);
        for shape in &self.shapes.values {
            put_unsigned(&mut out, shape.len() as u64);
            shape.iter().for_each(|spec| put_unsigned(&mut out, *spec));
        }
        for stream in self.streams.all() {
            put_prefixed(&mut out, stream);
        }
        put_unsigned(&mut out, self.columns.len() as u64);
        for (spec, (sizes, bytes)) in &self.columns {
            put_unsigned(&mut out, *spec);
            put_prefixed(&mut out, sizes);
            put_prefixed(&mut out, bytes);
        }
        Ok(out)
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

/// Changes that no other of the frame rests on.
fn heads(changes: &[Change]) -> Result<Vec<ChangeId>, FrameError> {
    let mut below = std::collections::BTreeSet::new();
    for change in changes {
        below.extend(parse(&change.bytes).ok_or(FrameError::NotAChange)?.deps);
    }
    let mut heads: Vec<ChangeId> = changes
        .iter()
        .map(|c| c.id)
        .filter(|id| !below.contains(id))
        .collect();
    heads.sort_unstable();
    Ok(heads)
}

fn put_hashes(out: &mut Vec<u8>, hashes: &[ChangeId]) {
    put_unsigned(out, hashes.len() as u64);
    hashes.iter().for_each(|h| out.extend_from_slice(&h.0));
}

fn put_list(out: &mut Vec<u8>, list: &[Vec<u8>]) {
    put_unsigned(out, list.len() as u64);
    list.iter().for_each(|bytes| put_prefixed(out, bytes));
}

/// Rebuilds the changes of a frame, dependencies first.
///
/// # Errors
/// [`FrameError`]; nothing of a damaged frame is handed out.
pub fn from_frame(frame: &[u8], known: &[ChangeId]) -> Result<Vec<Change>, FrameError> {
    let mut known = known.to_vec();
    known.sort_unstable();
    let mut reader = FrameReader::open(frame, known).ok_or(FrameError::Unreadable)?;
    if reader.count > CHANGES_MAX {
        return Err(FrameError::TooLarge);
    }
    let mut changes: Vec<Change> = Vec::new();
    let mut size = 0;
    for _ in 0..reader.count {
        let parts = reader.next(&changes).ok_or(FrameError::Unreadable)?;
        let (id, bytes) = rebuild(&parts);
        size += bytes.len();
        if size > REBUILT_MAX {
            return Err(FrameError::TooLarge);
        }
        changes.push(Change { id, bytes });
    }
    if !reader.is_used_up() {
        return Err(FrameError::Unreadable);
    }
    if heads(&changes)? == reader.heads {
        Ok(changes)
    } else {
        Err(FrameError::WrongHash)
    }
}

/// A frame being read.
#[derive(Debug)]
struct FrameReader<'a> {
    count: usize,
    heads: Vec<ChangeId>,
    known: Vec<ChangeId>,
    outside: Vec<ChangeId>,
    actors: Vec<&'a [u8]>,
    messages: Vec<&'a [u8]>,
    extras: Vec<&'a [u8]>,
    shapes: Vec<Vec<u64>>,
    streams: [Input<'a>; 9],
    columns: BTreeMap<u64, (Input<'a>, Input<'a>)>,
    seqs: BTreeMap<u64, u64>,
    start: i64,
    time: i64,
}

impl<'a> FrameReader<'a> {
    fn open(frame: &'a [u8], known: Vec<ChangeId>) -> Option<Self> {
        let mut input = Input(frame);
        if input.take(1)? != [VERSION] {
            return None;
        }
        let count = input.size()?;
        let heads = hashes(&mut input)?;
        let outside = hashes(&mut input)?;
        let actors = list(&mut input)?;
        let messages = list(&mut input)?;
        let extras = list(&mut input)?;
        let mut shapes = Vec::new();
        for _ in 0..bounded(input.size()?)? {
            let mut shape = Vec::new();
            for _ in 0..bounded(input.size()?)? {
                shape.push(input.unsigned()?);
            }
            shapes.push(shape);
        }
        let mut streams = [Input(&[]); 9];
        for stream in &mut streams {
            *stream = Input(input.prefixed()?);
        }
        let mut columns = BTreeMap::new();
        for _ in 0..bounded(input.size()?)? {
            let spec = input.unsigned()?;
            let pair = (Input(input.prefixed()?), Input(input.prefixed()?));
            if columns.insert(spec, pair).is_some() {
                return None;
            }
        }
        input.0.is_empty().then_some(Self {
            count,
            heads,
            known,
            outside,
            actors,
            messages,
            extras,
            shapes,
            streams,
            columns,
            seqs: BTreeMap::new(),
            start: 0,
            time: 0,
        })
    }

    fn next(&mut self, before: &[Change]) -> Option<Parts> {
        let [
            deps,
            actors,
            seqs,
            starts,
            times,
            messages,
            others,
            shapes,
            extras,
        ] = &mut self.streams;
        let mut parts = Parts::default();
        match deps.size()? {
            0 => {
                parts.deps = match before.last() {
                    Some(previous) => vec![previous.id],
                    None => self.known.clone(),
                }
            }
            more => {
                for _ in 0..bounded(more - 1)? {
                    let reference = deps.size()?;
                    let dep = if reference & 1 == 1 {
                        *self.outside.get(reference >> 1)?
                    } else {
                        before.get(before.len().checked_sub(reference >> 1)?)?.id
                    };
                    parts.deps.push(dep);
                }
            }
        }
        let actor = actors.unsigned()?;
        parts.actor = self.actors.get(usize::try_from(actor).ok()?)?.to_vec();
        let predicted = self.seqs.get(&actor).map_or(1, |s| s.wrapping_add(1));
        parts.seq = predicted.wrapping_add(unzigzag(seqs.unsigned()?) as u64);
        self.seqs.insert(actor, parts.seq);
        self.start = self.start.wrapping_add(unzigzag(starts.unsigned()?));
        parts.start_op = self.start as u64;
        self.time = self.time.wrapping_add(unzigzag(times.unsigned()?));
        parts.time = self.time;
        parts.message = self.messages.get(messages.size()?)?.to_vec();
        for _ in 0..bounded(others.size()?)? {
            parts.others.push(self.actors.get(others.size()?)?.to_vec());
        }
        for spec in self.shapes.get(shapes.size()?)? {
            let (sizes, bytes) = self.columns.get_mut(spec)?;
            let size = sizes.size()?;
            parts.columns.push((*spec, bytes.take(size)?.to_vec()));
        }
        parts.extra = self.extras.get(extras.size()?)?.to_vec();
        Some(parts)
    }

    fn is_used_up(&self) -> bool {
        self.streams.iter().all(|s| s.0.is_empty())
            && self
                .columns
                .values()
                .all(|(sizes, bytes)| sizes.0.is_empty() && bytes.0.is_empty())
    }
}

fn bounded(len: usize) -> Option<usize> {
    (len <= LIST_MAX).then_some(len)
}

fn hashes(input: &mut Input<'_>) -> Option<Vec<ChangeId>> {
    let mut found = Vec::new();
    for _ in 0..bounded(input.size()?)? {
        found.push(input.hash()?);
    }
    Some(found)
}

fn list<'a>(input: &mut Input<'a>) -> Option<Vec<&'a [u8]>> {
    let mut found = Vec::new();
    for _ in 0..bounded(input.size()?)? {
        found.push(input.prefixed()?);
    }
    Some(found)
}
