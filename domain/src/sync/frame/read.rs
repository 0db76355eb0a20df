//! The frame, read: every change is rebuilt byte for byte and hashed.

use super::FrameError;
use super::chunk::{Input, Parts, rebuild};
use super::layout::{
    CHANGES_MAX, LIST_MAX, REBUILT_MAX, TAG_ACTORS, TAG_COLUMNS, TAG_EXTRAS, TAG_HEAD, TAG_HEADS,
    TAG_MESSAGES, TAG_OUTSIDE, TAG_SHAPES, TAG_STREAMS, VERSION, checks, start_after, unzigzag,
};
use crate::guard::stands;
use crate::inspection::change::{Change, ChangeId};
use crate::wire::braid;
use std::collections::BTreeMap;

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
    if checks(&changes)? == reader.checks || !stands("frame-checksum") {
        Ok(changes)
    } else {
        Err(FrameError::WrongHash)
    }
}

/// A frame being read.
#[derive(Debug)]
struct FrameReader<'a> {
    count: usize,
    checks: &'a [u8],
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
        let mut sections = braid::sections(frame)?;
        let mut head = Input(sections.remove(&TAG_HEAD)?);
        if head.take(1)? != [VERSION] {
            return None;
        }
        let count = head.size()?;
        let checks = sections.remove(&TAG_HEADS)?;
        let outside = hashes(sections.remove(&TAG_OUTSIDE)?)?;
        let actors = list(sections.remove(&TAG_ACTORS)?)?;
        let messages = list(sections.remove(&TAG_MESSAGES)?)?;
        let extras = list(sections.remove(&TAG_EXTRAS)?)?;
        let mut input = Input(sections.remove(&TAG_SHAPES)?);
        let mut shapes = Vec::new();
        for _ in 0..bounded(input.size()?)? {
            let mut shape = Vec::new();
            for _ in 0..bounded(input.size()?)? {
                shape.push(input.unsigned()?);
            }
            shapes.push(shape);
        }
        let mut streams = [Input(&[]); 9];
        for (tag, stream) in (TAG_STREAMS..).zip(&mut streams) {
            *stream = Input(sections.remove(&tag)?);
        }
        let mut columns = BTreeMap::new();
        while let Some((tag, sizes)) = sections.pop_first() {
            let bytes = sections.remove(&(tag + 1))?;
            let spec = tag.checked_sub(TAG_COLUMNS).filter(|t| t % 2 == 0)? / 2;
            columns.insert(spec, (Input(sizes), Input(bytes)));
        }
        (head.0.is_empty() && input.0.is_empty()).then_some(Self {
            count,
            checks,
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
        parts.start_op = self.start.wrapping_add(unzigzag(starts.unsigned()?)) as u64;
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
        self.start = start_after(&parts);
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

fn hashes(section: &[u8]) -> Option<Vec<ChangeId>> {
    let (whole, rest) = section.as_chunks::<32>();
    let short = rest.is_empty() && whole.len() <= LIST_MAX;
    short.then(|| whole.iter().copied().map(ChangeId).collect())
}

fn list(section: &[u8]) -> Option<Vec<&[u8]>> {
    let mut input = Input(section);
    let mut found = Vec::new();
    while !input.0.is_empty() {
        found.push(input.prefixed()?);
    }
    (found.len() <= CHANGES_MAX).then_some(found)
}
