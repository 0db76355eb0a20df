//! Blobs: bytes in files addressed by their SHA-256, written so that a name never holds anything else.
//!
//! Invariant: a file under its final name was hashed, flushed and renamed, in this order; a part of an upload
//! lives under `partial/` and is worth nothing until its digest was checked.

use domain::guard::stands;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Longest blob.
pub const LONGEST: u64 = 512 << 20;

/// The blob store.
#[derive(Debug)]
pub struct Blobs {
    dir: PathBuf,
    second: Option<PathBuf>,
    /// Uploads a request is writing to. Not a lock of the file: a program this process starts at that moment would
    /// hold it, too, and no other process writes here (the database's lock keeps a second server away).
    busy: Mutex<BTreeSet<String>>,
}

/// The upload is this request's until dropped.
struct Busy<'a> {
    blobs: &'a Blobs,
    sha256: &'a str,
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.blobs.uploads().remove(self.sha256);
    }
}

/// What a part of an upload came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Kept; the upload goes on at this offset.
    Kept(u64),
    /// Whole, its digest checked, durable under its name.
    Whole {
        /// First bytes, for telling the media type.
        head: Vec<u8>,
        /// A second copy was written and read back.
        second_copy: bool,
    },
}

/// What looking a whole blob through again came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is what its name says.
    Sound,
    /// It was not, and was put back from the second copy.
    Mended,
    /// It was not, and nobody here has it.
    Lost,
}

/// Why a part was not taken.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The kept bytes end elsewhere.
    #[error("offset is {0}")]
    Offset(u64),
    /// The bytes have another digest; the part was dropped.
    #[error("digest differs")]
    Digest,
    /// More bytes than announced, or than [`LONGEST`].
    #[error("too large")]
    TooLarge,
    /// The disk refused.
    #[error("disk: {0}")]
    Io(#[from] std::io::Error),
}

/// A lower-case SHA-256 in hex: the only thing that ever becomes a file name.
pub fn is_name(sha256: &str) -> bool {
    sha256.len() == 64
        && sha256
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

impl Blobs {
    /// Opens (or creates) the store; `second` receives a copy of every blob.
    ///
    /// # Errors
    /// When a directory cannot be made.
    pub fn open(dir: PathBuf, second: Option<PathBuf>) -> std::io::Result<Self> {
        std::fs::create_dir_all(dir.join("partial"))?;
        let second = second.map(|d| d.join("blobs"));
        if let Some(second) = &second {
            std::fs::create_dir_all(second)?;
        }
        Ok(Self {
            dir,
            second,
            busy: Mutex::default(),
        })
    }

    fn uploads(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the whole blob is.
    pub fn path(&self, sha256: &str) -> PathBuf {
        place(&self.dir, sha256)
    }

    /// Whether the whole blob is here.
    pub fn has(&self, sha256: &str) -> bool {
        self.path(sha256).is_file()
    }

    /// How many bytes of an unfinished upload are kept.
    pub fn offset(&self, sha256: &str) -> u64 {
        std::fs::metadata(self.partial(sha256)).map_or(0, |m| m.len())
    }

    /// Takes the bytes from `offset` of a blob of `size` bytes. Blocking.
    ///
    /// # Errors
    /// [`BlobError`]; after [`BlobError::Digest`] the upload starts again from 0.
    pub fn take(&self, sha256: &str, size: u64, offset: u64, bytes: &[u8]) -> Result<Part, BlobError> {
        if size > LONGEST {
            return Err(BlobError::TooLarge);
        }
        // Two requests for one blob must not interleave; the later one is told where the bytes end.
        if !self.uploads().insert(sha256.to_owned()) {
            return Err(BlobError::Offset(self.offset(sha256)));
        }
        let _mine = Busy { blobs: self, sha256 };
        let partial = self.partial(sha256);
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&partial)?;
        let kept = file.metadata()?.len();
        if kept != offset && stands("blob-offset") {
            return Err(BlobError::Offset(kept));
        }
        let end = offset + bytes.len() as u64;
        if end > size {
            return Err(BlobError::TooLarge);
        }
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)?;
        if stands("blob-is-flushed") {
            flushed(&partial, file.sync_data())?;
        }
        if end < size {
            return Ok(Part::Kept(end));
        }
        self.finish(sha256, &partial, file)
    }

    fn finish(&self, sha256: &str, partial: &Path, mut file: File) -> Result<Part, BlobError> {
        let (digest, head) = digest(&mut file)?;
        if digest != sha256 && stands("blob-digest") {
            std::fs::remove_file(partial)?;
            return Err(BlobError::Digest);
        }
        if stands("blob-is-flushed") {
            flushed(partial, file.sync_all())?;
        }
        let target = self.path(sha256);
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::rename(partial, &target)?;
        sync_dir(&target)?;
        let second_copy = self.copy_second(sha256).unwrap_or_else(|e| {
            tracing::error!(error = %e, "no second copy of a blob");
            false
        });
        Ok(Part::Whole { head, second_copy })
    }

    /// A whole file that nobody recorded, as a kill between rename and commit leaves it: hashed again. What does
    /// not fit its name is set aside as a part that starts again.
    ///
    /// # Errors
    /// [`BlobError::Digest`] when the bytes are others; [`BlobError::Io`].
    pub fn adopt(&self, sha256: &str) -> Result<(u64, Part), BlobError> {
        let target = self.path(sha256);
        let mut file = File::open(&target)?;
        let (found, head) = digest(&mut file)?;
        if found != sha256 {
            std::fs::remove_file(&target)?;
            return Err(BlobError::Digest);
        }
        let second_copy = self.copy_second(sha256).unwrap_or_else(|e| {
            tracing::error!(error = %e, "no second copy of a blob");
            false
        });
        Ok((file.metadata()?.len(), Part::Whole { head, second_copy }))
    }

    /// Writes and reads back the second copy; `false` = none is configured.
    ///
    /// # Errors
    /// When it cannot be written or reads back otherwise.
    pub fn copy_second(&self, sha256: &str) -> std::io::Result<bool> {
        let Some(second) = &self.second else {
            return Ok(false);
        };
        let target = place(second, sha256);
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let fresh = target.with_extension("part");
        std::fs::copy(self.path(sha256), &fresh)?;
        let mut copy = File::open(&fresh)?;
        copy.sync_all()?;
        if digest(&mut copy)?.0 != sha256 {
            return Err(std::io::Error::other("the second copy reads back otherwise"));
        }
        std::fs::rename(&fresh, &target)?;
        sync_dir(&target)?;
        Ok(true)
    }

    /// Reads a whole blob again. Bytes that do not fit their name are set aside under `damaged/`; the second copy
    /// mends it where there is a sound one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn look_through(&self, sha256: &str) -> std::io::Result<Found> {
        let target = self.path(sha256);
        if !stands("blob-scrub") || is_sound(&target, sha256)? {
            return Ok(Found::Sound);
        }
        if target.exists() {
            let aside = self.dir.join("damaged");
            std::fs::create_dir_all(&aside)?;
            std::fs::rename(&target, aside.join(sha256))?;
        }
        let Some(second) = &self.second else {
            return Ok(Found::Lost);
        };
        let copy = place(second, sha256);
        if !is_sound(&copy, sha256)? {
            return Ok(Found::Lost);
        }
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let fresh = target.with_extension("part");
        std::fs::copy(&copy, &fresh)?;
        File::open(&fresh)?.sync_all()?;
        std::fs::rename(&fresh, &target)?;
        sync_dir(&target)?;
        Ok(Found::Mended)
    }

    fn partial(&self, sha256: &str) -> PathBuf {
        self.dir.join("partial").join(sha256)
    }
}

/// After a flush that failed the pages read back right and are not on the disk, and the next flush succeeds: the part
/// is dropped and starts again.
fn flushed(partial: &Path, outcome: std::io::Result<()>) -> std::io::Result<()> {
    if outcome.is_err() && domain::guard::stands("failed-flush-drops-part") {
        std::fs::remove_file(partial)?;
    }
    outcome
}

fn place(dir: &Path, sha256: &str) -> PathBuf {
    dir.join(&sha256[..2]).join(&sha256[2..])
}

/// Whether a file is there and is what its name says.
fn is_sound(path: &Path, sha256: &str) -> std::io::Result<bool> {
    match File::open(path) {
        Ok(mut file) => Ok(digest(&mut file)?.0 == sha256),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

/// Digest of a whole file and its first bytes.
fn digest(file: &mut File) -> std::io::Result<(String, Vec<u8>)> {
    file.seek(SeekFrom::Start(0))?;
    let (mut hash, mut head) = (Sha256::new(), Vec::new());
    let mut buffer = vec![0; 64 << 10];
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            return Ok((hex::encode(hash.finalize()), head));
        }
        if head.is_empty() {
            head.extend_from_slice(&buffer[..n.min(64)]);
        }
        hash.update(&buffer[..n]);
    }
}

/// Makes a new name in a directory durable.
///
/// # Errors
/// When the directory cannot be flushed.
pub fn sync_dir(child: &Path) -> std::io::Result<()> {
    match child.parent() {
        Some(dir) if cfg!(unix) => File::open(dir)?.sync_all(),
        _ => Ok(()),
    }
}

/// Media type by content; `application/octet-stream` when the first bytes say nothing known.
pub fn media_type(head: &[u8]) -> &'static str {
    let at = |i: usize, magic: &[u8]| head.get(i..i + magic.len()) == Some(magic);
    match () {
        () if at(0, &[0xff, 0xd8, 0xff]) => "image/jpeg",
        () if at(0, b"\x89PNG\r\n\x1a\n") => "image/png",
        () if at(0, b"GIF8") => "image/gif",
        () if at(0, b"RIFF") && at(8, b"WEBP") => "image/webp",
        () if at(4, b"ftyp") && [b"heic", b"heix", b"mif1", b"heif"].iter().any(|b| at(8, *b)) => {
            "image/heic"
        }
        () if at(4, b"ftypavif") => "image/avif",
        () if at(0, b"RIFF") && at(8, b"WAVE") => "audio/wav",
        () if at(4, b"ftypM4A") => "audio/mp4",
        () if at(4, b"ftyp") => "video/mp4",
        () if at(0, &[0x1a, 0x45, 0xdf, 0xa3]) => "video/webm",
        () if at(0, b"OggS") => "audio/ogg",
        () if at(0, b"ID3") || at(0, &[0xff, 0xfb]) => "audio/mpeg",
        () if at(0, b"%PDF-") => "application/pdf",
        () => "application/octet-stream",
    }
}
