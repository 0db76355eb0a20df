//! A colleague's bundle cut into texts that fit a QR code each, put together again in any order; or one file.
//!
//! A part reads `SC1:<digest>:<nn>/<of>:<payload>`: format and version, the first 8 bytes of the bundle's
//! SHA-256 in hex, its place counted from 01, and its bytes in Base45, all of QR's alphanumeric set. A file is
//! a line, the whole SHA-256, the bytes. Invariant: what comes out is what went in, or nothing does.

mod base45;

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Most parts of one bundle: at a steady pace nobody holds a tablet longer.
pub const PARTS_MAX: usize = 64;
/// Most bytes that go by codes; a larger bundle goes as a file.
pub const CODES_BYTES_MAX: usize = 64_000;
/// Most bytes of a bundle in a file.
pub const FILE_BYTES_MAX: usize = 4 << 20;

/// Bytes of a part as long as they are few: a code that a camera reads from an arm's length.
const PART_BYTES: usize = 400;
const PART_BYTES_MAX: usize = CODES_BYTES_MAX.div_ceil(PARTS_MAX);
const MAGIC: &str = "SC";
const VERSION: &str = "1";
const FILE_HEAD: &[u8] = b"SUICHA EXCHANGE 1\n";

/// Why a part or a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartRefused {
    /// Some other QR code or file.
    #[error("not part of an exchange")]
    Foreign,
    /// Made by a newer version of the app.
    #[error("made by a newer version")]
    Newer,
    /// Claims to be a part, and is not whole.
    #[error("damaged")]
    Damaged,
    /// A part of another bundle than the one being read: the colleague's record went on meanwhile.
    #[error("part of another bundle")]
    OtherBundle,
    /// More than is ever made.
    #[error("too large")]
    TooLarge,
}

impl PartRefused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Foreign => "parts.foreign",
            Self::Newer => "parts.newer",
            Self::Damaged => "parts.damaged",
            Self::OtherBundle => "parts.other_bundle",
            Self::TooLarge => "parts.too_large",
        }
    }
}

/// The texts of a bundle, in order. None when it is empty or larger than [`CODES_BYTES_MAX`].
pub fn to_parts(bundle: &[u8]) -> Option<Vec<String>> {
    if bundle.is_empty() || bundle.len() > CODES_BYTES_MAX {
        return None;
    }
    let digest = short_digest(bundle);
    let pieces: Vec<&[u8]> = bundle
        .chunks(bundle.len().div_ceil(PARTS_MAX).max(PART_BYTES))
        .collect();
    let of = pieces.len();
    let part = |(at, piece): (usize, &&[u8])| {
        let payload = base45::encode(piece);
        format!("{MAGIC}{VERSION}:{digest}:{:02}/{of:02}:{payload}", at + 1)
    };
    Some(pieces.iter().enumerate().map(part).collect())
}

/// A bundle as a file.
pub fn to_file(bundle: &[u8]) -> Vec<u8> {
    [FILE_HEAD, &Sha256::digest(bundle)[..], bundle].concat()
}

/// The bundle of a file.
///
/// # Errors
/// Every [`PartRefused`] but `OtherBundle`.
pub fn from_file(file: &[u8]) -> Result<Vec<u8>, PartRefused> {
    let name = FILE_HEAD.len() - 2;
    if file.get(..name) != FILE_HEAD.get(..name) {
        return Err(PartRefused::Foreign);
    }
    if file.len() > FILE_HEAD.len() + 32 + FILE_BYTES_MAX {
        return Err(PartRefused::TooLarge);
    }
    let rest = file.strip_prefix(FILE_HEAD).ok_or(PartRefused::Newer)?;
    let (digest, bundle) = rest.split_at_checked(32).ok_or(PartRefused::Damaged)?;
    match digest == &Sha256::digest(bundle)[..] {
        true => Ok(bundle.to_vec()),
        false => Err(PartRefused::Damaged),
    }
}

/// What a part brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Took {
    /// One that was not here yet.
    New,
    /// One that was.
    Known,
    /// The last one that was missing: the bundle.
    Whole(Vec<u8>),
}

/// Takes the parts of one bundle in any order, as often as they come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collector {
    digest: String,
    of: usize,
    parts: BTreeMap<usize, Vec<u8>>,
}

impl Collector {
    /// Takes what a camera read.
    ///
    /// # Errors
    /// [`PartRefused`]; what was collected stays, except that a set whose digest does not come out begins anew.
    pub fn take(&mut self, text: &str) -> Result<Took, PartRefused> {
        let part = read(text)?;
        if self.of == 0 {
            part.digest.clone_into(&mut self.digest);
            self.of = part.of;
        }
        if self.digest != part.digest {
            return Err(PartRefused::OtherBundle);
        }
        if self.of != part.of {
            return Err(PartRefused::Damaged);
        }
        match self.parts.get(&part.at) {
            Some(known) if *known == part.payload => return Ok(Took::Known),
            Some(_) => return Err(PartRefused::Damaged),
            None => self.parts.insert(part.at, part.payload),
        };
        if self.parts.len() < self.of {
            return Ok(Took::New);
        }
        let bundle = self.parts.values().flatten().copied().collect::<Vec<u8>>();
        if short_digest(&bundle) != self.digest {
            *self = Self::default();
            return Err(PartRefused::Damaged);
        }
        Ok(Took::Whole(bundle))
    }

    /// How many parts are here, and of how many; `(0, 0)` before the first.
    pub fn progress(&self) -> (usize, usize) {
        (self.parts.len(), self.of)
    }

    /// Places of the parts that are not here, counted from 1.
    pub fn missing(&self) -> Vec<usize> {
        (1..=self.of).filter(|at| !self.parts.contains_key(at)).collect()
    }
}

struct Part<'a> {
    digest: &'a str,
    /// From 1.
    at: usize,
    of: usize,
    payload: Vec<u8>,
}

fn read(text: &str) -> Result<Part<'_>, PartRefused> {
    let mut fields = text.splitn(4, ':');
    let mut next = || fields.next().ok_or(PartRefused::Foreign);
    let (format, digest, place, payload) = (next()?, next()?, next()?, next()?);
    let version = format.strip_prefix(MAGIC).ok_or(PartRefused::Foreign)?;
    if version != VERSION {
        let number = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
        return Err(if number {
            PartRefused::Newer
        } else {
            PartRefused::Foreign
        });
    }
    let digest_reads = digest.len() == 16
        && digest
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b));
    let (at, of) = place.split_once('/').ok_or(PartRefused::Damaged)?;
    let number = |digits: &str| digits.parse::<usize>().map_err(|_| PartRefused::Damaged);
    let (at, of) = (number(at)?, number(of)?);
    if !digest_reads || at == 0 || at > of || of > PARTS_MAX {
        return Err(PartRefused::Damaged);
    }
    if payload.len() > PART_BYTES_MAX.div_ceil(2) * 3 {
        return Err(PartRefused::TooLarge);
    }
    let payload = base45::decode(payload).filter(|bytes| !bytes.is_empty());
    Ok(Part {
        digest,
        at,
        of,
        payload: payload.ok_or(PartRefused::Damaged)?,
    })
}

fn short_digest(bundle: &[u8]) -> String {
    hex::encode_upper(&Sha256::digest(bundle)[..8])
}

#[cfg(test)]
mod tests;
