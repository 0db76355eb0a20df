//! What a power cut takes back: writes, lengths and new names that were not flushed, read from the notes of `fault.c`.
//!
//! Exists because a killed process loses nothing of what it wrote: the system writes it later. Invariant: what was
//! flushed after it was written stays, everything else is as before it.
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Numbers before each record.
const HEAD: usize = 5;

enum Kind {
    /// Bytes were replaced, or cut off.
    Bytes,
    /// The file got this name; its old one is in the bytes.
    Named,
}

struct Note {
    kind: Kind,
    path: PathBuf,
    at: u64,
    size: u64,
    old: Vec<u8>,
}

/// Takes everything back that was never flushed, the last first. Answers how many notes that were.
pub(super) fn take_back(log: &[u8]) -> Result<usize> {
    let mut open: Vec<Note> = Vec::new();
    let mut rest = log;
    while !rest.is_empty() {
        let Some((kind, note, left)) = read(rest) else {
            // The process died while it noted: then it has not done it.
            break;
        };
        rest = left;
        match kind {
            b'w' | b't' => open.push(note),
            b'r' => open.push(Note {
                kind: Kind::Named,
                ..note
            }),
            b'f' => flushed(&mut open, &note.path)?,
            other => bail!("a note of kind {other}"),
        }
    }
    let taken = open.len();
    while let Some(note) = open.pop() {
        let path = &note.path;
        match note.kind {
            Kind::Named => {
                let from = String::from_utf8(note.old)?;
                fs::rename(path, &from).with_context(|| path.display().to_string())?;
            }
            Kind::Bytes => put_back(path, &note)?,
        }
    }
    Ok(taken)
}

/// A file or a folder was flushed: what is under way in it, and names it got, stay.
fn flushed(open: &mut Vec<Note>, place: &Path) -> Result<()> {
    let stays = |n: &Note| matches!(n.kind, Kind::Named) && n.path.parent() == Some(place);
    for at in 0..open.len() {
        if stays(&open[at]) {
            let (from, to) = (String::from_utf8(open[at].old.clone())?, open[at].path.clone());
            let earlier = open[..at].iter_mut().filter(|n| n.path == Path::new(&from));
            earlier.for_each(|n| n.path = to.clone());
        }
    }
    open.retain(|n| !stays(n) && (matches!(n.kind, Kind::Named) || n.path != place));
    Ok(())
}

fn put_back(path: &Path, note: &Note) -> Result<()> {
    // Removed meanwhile: that is taken to have reached the disk.
    let Ok(mut file) = File::options().write(true).open(path) else {
        return Ok(());
    };
    file.seek(SeekFrom::Start(note.at))?;
    file.write_all(&note.old)?;
    Ok(file.set_len(note.size)?)
}

fn read(bytes: &[u8]) -> Option<(u8, Note, &[u8])> {
    let (head, rest) = bytes.split_at_checked(HEAD * 8)?;
    let mut numbers = head.chunks_exact(8).map(|c| c.try_into().map(u64::from_le_bytes));
    let mut next = || numbers.next()?.ok();
    let (kind, path, old, at, size) = (next()?, next()?, next()?, next()?, next()?);
    let (path, rest) = rest.split_at_checked(usize::try_from(path).ok()?)?;
    let (old, rest) = rest.split_at_checked(usize::try_from(old).ok()?)?;
    let note = Note {
        kind: Kind::Bytes,
        path: PathBuf::from(String::from_utf8(path.to_vec()).ok()?),
        at,
        size,
        old: old.to_vec(),
    };
    Some((u8::try_from(kind).ok()?, note, rest))
}
