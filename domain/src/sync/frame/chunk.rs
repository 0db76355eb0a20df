//! One change chunk of Automerge's storage format, taken apart and put together again.
//!
//! Header: magic (4), checksum (4, the hash's first bytes), type (1), length; body: dependencies, actor, sequence,
//! first operation, time, message, other actors, column table, column data, extra bytes. The hash is SHA-256
//! over type, length and body.

use crate::inspection::change::ChangeId;
use crate::leb128::{put, take};
use sha2::{Digest, Sha256};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const TYPE_CHANGE: u8 = 1;

/// The fields of a chunk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) deps: Vec<ChangeId>,
    pub(crate) actor: Vec<u8>,
    pub(crate) seq: u64,
    pub(crate) start_op: u64,
    pub(crate) time: i64,
    pub(crate) message: Vec<u8>,
    pub(crate) others: Vec<Vec<u8>>,
    /// Column specification and data.
    pub(crate) columns: Vec<(u64, Vec<u8>)>,
    pub(crate) extra: Vec<u8>,
}

/// Reads unsigned, signed and length-prefixed fields; none at the end of the bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a>(pub(crate) &'a [u8]);

impl<'a> Input<'a> {
    pub(crate) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    pub(crate) fn unsigned(&mut self) -> Option<u64> {
        take(&mut self.0)
    }

    pub(crate) fn signed(&mut self) -> Option<i64> {
        let mut value = 0i64;
        let mut shift = 0;
        loop {
            let byte = *self.take(1)?.first()?;
            if shift < 64 {
                value |= i64::from(byte & 0x7f) << shift;
            }
            shift += 7;
            if byte & 0x80 == 0 {
                if shift < 64 && byte & 0x40 != 0 {
                    value |= -1i64 << shift;
                }
                return Some(value);
            }
            if shift > 70 {
                return None;
            }
        }
    }

    pub(crate) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.unsigned()?).ok()
    }

    pub(crate) fn prefixed(&mut self) -> Option<&'a [u8]> {
        let len = self.size()?;
        self.take(len)
    }

    pub(crate) fn hash(&mut self) -> Option<ChangeId> {
        Some(ChangeId(self.take(32)?.try_into().ok()?))
    }
}

/// Appends a signed LEB128.
pub(crate) fn put_signed(out: &mut Vec<u8>, mut value: i64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0) {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

pub(crate) fn put_prefixed(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Takes a chunk apart; none unless [`rebuild`] gives the same bytes.
pub(crate) fn parse(bytes: &[u8]) -> Option<Parts> {
    let mut input = Input(bytes);
    if input.take(4)? != MAGIC {
        return None;
    }
    input.take(4)?;
    if input.take(1)? != [TYPE_CHANGE] {
        return None;
    }
    let mut body = Input(input.prefixed()?);
    let mut parts = Parts::default();
    for _ in 0..body.size()? {
        parts.deps.push(body.hash()?);
    }
    parts.actor = body.prefixed()?.to_vec();
    parts.seq = body.unsigned()?;
    parts.start_op = body.unsigned()?;
    parts.time = body.signed()?;
    parts.message = body.prefixed()?.to_vec();
    for _ in 0..body.size()? {
        parts.others.push(body.prefixed()?.to_vec());
    }
    let mut sizes = Vec::new();
    for _ in 0..body.size()? {
        sizes.push((body.unsigned()?, body.size()?));
    }
    for (spec, size) in sizes {
        parts.columns.push((spec, body.take(size)?.to_vec()));
    }
    parts.extra = body.0.to_vec();
    (rebuild(&parts).1 == bytes).then_some(parts)
}

/// The chunk of these fields, and its hash.
pub(crate) fn rebuild(parts: &Parts) -> (ChangeId, Vec<u8>) {
    let mut body = Vec::new();
    put(&mut body, parts.deps.len() as u64);
    for dep in &parts.deps {
        body.extend_from_slice(&dep.0);
    }
    put_prefixed(&mut body, &parts.actor);
    put(&mut body, parts.seq);
    put(&mut body, parts.start_op);
    put_signed(&mut body, parts.time);
    put_prefixed(&mut body, &parts.message);
    put(&mut body, parts.others.len() as u64);
    for other in &parts.others {
        put_prefixed(&mut body, other);
    }
    put(&mut body, parts.columns.len() as u64);
    for (spec, data) in &parts.columns {
        put(&mut body, *spec);
        put(&mut body, data.len() as u64);
    }
    for (_, data) in &parts.columns {
        body.extend_from_slice(data);
    }
    body.extend_from_slice(&parts.extra);
    let mut hashed = vec![TYPE_CHANGE];
    put_prefixed(&mut hashed, &body);
    let id = ChangeId(Sha256::digest(&hashed).into());
    let mut bytes = Vec::with_capacity(hashed.len() + 8);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&id.0[..4]);
    bytes.extend_from_slice(&hashed);
    (id, bytes)
}

/// How many operations (or references of operations) the columns claim, without expanding a single run: a few
/// bytes can claim any number, and merely reading them one by one would take minutes.
pub(crate) fn operations(parts: &Parts) -> Option<u64> {
    let mut most = 0;
    for (spec, data) in &parts.columns {
        // The low three bits of a specification are the column's type, the fourth means "deflated".
        let counted = match spec & 0b1111 {
            0 | 1 | 2 | 6 => runs(data, |input| input.unsigned().map(|_| ()))?,
            3 => runs(data, |input| input.signed().map(|_| ()))?,
            4 => booleans(data)?,
            5 => runs(data, |input| input.prefixed().map(|_| ()))?,
            7 => 0,
            _ => return None,
        };
        most = most.max(counted);
    }
    Some(most)
}

/// Run-length coding: n > 0 repeats one value, n < 0 lists values, 0 is followed by a number of nulls.
fn runs(data: &[u8], value: impl Fn(&mut Input<'_>) -> Option<()>) -> Option<u64> {
    let mut input = Input(data);
    let mut total = 0u64;
    while !input.0.is_empty() {
        let run = input.signed()?;
        let count = match run {
            0 => input.unsigned()?,
            1.. => {
                value(&mut input)?;
                run.unsigned_abs()
            }
            _ => {
                for _ in 0..run.unsigned_abs() {
                    value(&mut input)?;
                }
                run.unsigned_abs()
            }
        };
        total = total.saturating_add(count);
    }
    Some(total)
}

fn booleans(data: &[u8]) -> Option<u64> {
    let mut input = Input(data);
    let mut total = 0u64;
    while !input.0.is_empty() {
        total = total.saturating_add(input.unsigned()?);
    }
    Some(total)
}
