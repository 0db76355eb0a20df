//! The export file: unsent work sealed to the office, piece by piece, so that many photos need no room here.
//!
//! Invariant: nothing is called sent because it was exported; the tablet keeps all of it.

use super::Tablet;
use crate::shell::fault::Fault;
use crate::shell::file::Pile;
use crate::shell::{clock, js};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::sync::engine::SavedState;
use domain::sync::parcel::{CHUNK_BYTES, Manifest, Sealer, Signed, signed_text};
use yew::Callback;

const MEDIA_TYPE: &str = "application/octet-stream";
/// Ending of the files' names.
pub const ENDING: &str = ".suicha-export";

/// What a file would hold, or holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    /// Inspections.
    pub docs: usize,
    /// Pieces of evidence, originals and small copies.
    pub pieces: usize,
    /// Their bytes.
    pub bytes: u64,
}

impl Unsent {
    fn of(manifest: &Manifest) -> Self {
        Self {
            docs: manifest.docs.len(),
            pieces: manifest.evidence.len(),
            bytes: manifest.evidence.iter().map(|e| e.size_bytes).sum(),
        }
    }
}

impl Tablet {
    /// What an export would hold now.
    pub fn unsent(&self) -> Unsent {
        let open = self.0.open.borrow();
        open.as_ref().map_or_else(Unsent::default, |o| {
            Unsent::of(&o.engine.export(clock::now(), SavedState::Received))
        })
    }

    /// Writes the file and offers it as a download; `told` hears how many pieces of evidence are in it.
    ///
    /// # Errors
    /// `tablet.locked`, `export.no_key`, `crypto.failed`, `storage.full`, `files.failed`.
    pub async fn export(&self, evidence: bool, told: Callback<usize>) -> Result<Unsent, Fault> {
        let mut manifest = self.manifest(SavedState::Received).await?;
        if !evidence {
            manifest.evidence.clear();
        }
        self.write_file(&manifest, told).await?;
        Ok(Unsent::of(&manifest))
    }

    /// What on the disk has not come as far as `until`.
    pub(super) async fn manifest(&self, until: SavedState) -> Result<Manifest, Fault> {
        self.touch();
        self.settle().await;
        let open = self.0.open.borrow();
        let open = open.as_ref().ok_or(Fault::new("tablet.locked"))?;
        Ok(open.engine.export(clock::now(), until))
    }

    /// Seals, writes and offers a file of this manifest.
    pub(super) async fn write_file(
        &self,
        manifest: &Manifest,
        told: Callback<usize>,
    ) -> Result<Written, Fault> {
        let keyring = self.keyring()?;
        let (mut sealer, head) = self.sealer()?;
        let bytes = manifest.to_bytes();
        let signature = keyring.sign(signed_text(&bytes).as_bytes()).await?;
        let mut pile = Pile::default();
        let mut put = |bytes: &[u8]| pile.push(bytes).map_err(|e| Fault::of("files.failed", &e));
        put(&head)?;
        let (pieces, mut unreadable) = (manifest.evidence.len(), 0);
        put(&sealer.seal(&Signed::new(bytes, signature).to_bytes(), pieces == 0))?;
        for (at, piece) in manifest.evidence.iter().enumerate() {
            told.emit(at);
            // Nothing in its place says that it could not be read; the rest of the file goes on.
            let bytes = self.evidence(&piece.sha256.to_hex()).await;
            let bytes = bytes.filter(|b| b.len() as u64 == piece.size_bytes);
            unreadable += usize::from(bytes.is_none());
            let bytes = bytes.unwrap_or_default();
            let mut chunks: Vec<&[u8]> = bytes.chunks(CHUNK_BYTES).collect();
            if chunks.is_empty() {
                chunks.push(&[]);
            }
            let end = chunks.len();
            for (n, chunk) in chunks.into_iter().enumerate() {
                put(&sealer.seal(chunk, at + 1 == pieces && n + 1 == end))?;
            }
            // Long work leaves the page its turn.
            js::pause(0).await;
        }
        let day = manifest.made_at.china_minute().replace([' ', ':'], "-");
        let name = format!("{}-{day}{ENDING}", manifest.device);
        let sha256 = pile
            .save(&name, MEDIA_TYPE)
            .map_err(|e| Fault::of("files.failed", &e))?;
        Ok(Written { sha256, unreadable })
    }

    /// Seals to the office whose key was pinned at enrolment; and the file's head.
    fn sealer(&self) -> Result<(Sealer, Vec<u8>), Fault> {
        let no_key = || Fault::new("export.no_key");
        let open = self.0.open.borrow();
        let open = open.as_ref().ok_or(Fault::new("tablet.locked"))?;
        let (id, key) = open.server_keys.first_key_value().ok_or_else(no_key)?;
        let key = URL_SAFE_NO_PAD
            .decode(key)
            .ok()
            .and_then(|key| key.try_into().ok());
        key.and_then(|key: [u8; 32]| Sealer::to(id, &key, js::random()))
            .ok_or_else(no_key)
    }
}

/// A file that was offered.
pub(super) struct Written {
    /// SHA-256 of it.
    pub(super) sha256: [u8; 32],
    /// Pieces whose bytes could not be read.
    pub(super) unreadable: usize,
}
