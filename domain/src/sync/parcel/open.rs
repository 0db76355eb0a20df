//! Opening: the office's side. Bytes come in any portions; pieces come out as soon as they are known to be whole.

use super::{
    CHUNK_BYTES, Enclosed, HEAD, KEY_ID_BYTES, MANIFEST_BYTES_MAX, Manifest, ParcelRefused, Signed,
    TAG_BYTES, damaged, file_key, nonce,
};
use crate::guard;
use crate::wire::sync::parse_within;
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, Payload};
use std::fmt;

/// What came out of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What it holds; always the first.
    Manifest(Box<(Signed, Manifest)>),
    /// Bytes of the evidence with this place in the manifest, from this offset on.
    Bytes {
        /// Place in [`Manifest::evidence`].
        at: usize,
        /// Of the first byte.
        offset: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// The tablet could not read this evidence when it made the file.
    Unreadable {
        /// Place in [`Manifest::evidence`].
        at: usize,
    },
}

/// Opens one file.
#[derive(Default)]
pub struct Opener {
    waiting: Vec<u8>,
    cipher: Option<Aes256Gcm>,
    place: u64,
    ended: bool,
    evidence: Option<Vec<Enclosed>>,
    /// Which evidence is coming, and how much of it came.
    at: (usize, u64),
}

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opener")
            .field("place", &self.place)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl Opener {
    /// Takes the next bytes of the file. `agree` is asked once: with the office's key of this id and the file's
    /// fresh X25519 key it answers what both agree on, or nothing when the office has no such key.
    ///
    /// # Errors
    /// [`ParcelRefused`]; what came out before stays true, and nothing comes out after.
    pub fn feed(
        &mut self,
        bytes: &[u8],
        agree: impl Fn(&str, &[u8; 32]) -> Option<[u8; 32]>,
    ) -> Result<Vec<Piece>, ParcelRefused> {
        self.waiting.extend_from_slice(bytes);
        if self.cipher.is_none() && !self.head(agree)? {
            return Ok(Vec::new());
        }
        let mut pieces = Vec::new();
        while let Some((plain, last)) = self.chunk()? {
            pieces.extend(self.piece(plain)?);
            self.ended = last;
        }
        Ok(pieces)
    }

    /// The file has no more bytes.
    ///
    /// # Errors
    /// [`ParcelRefused::Cut`] when it should have; [`ParcelRefused::Foreign`] when it never began.
    pub fn finish(self) -> Result<(), ParcelRefused> {
        let Some(evidence) = &self.evidence else {
            // What does not begin like one was refused as it came.
            let began = self.cipher.is_some() || !self.waiting.is_empty();
            return Err(match began {
                true => ParcelRefused::Cut,
                false => ParcelRefused::Foreign,
            });
        };
        let whole = self.ended && self.waiting.is_empty() && self.at.0 == evidence.len();
        match whole || !guard::stands("export-end") {
            true => Ok(()),
            false => Err(ParcelRefused::Cut),
        }
    }

    /// Reads the file's first bytes once they are there.
    fn head(&mut self, agree: impl Fn(&str, &[u8; 32]) -> Option<[u8; 32]>) -> Result<bool, ParcelRefused> {
        let name = HEAD.len() - 2;
        let here = self.waiting.len().min(name);
        if self.waiting[..here] != HEAD[..here] {
            return Err(ParcelRefused::Foreign);
        }
        let Some((head, rest)) = self.waiting.split_at_checked(HEAD.len()) else {
            return Ok(false);
        };
        if head != HEAD {
            return Err(ParcelRefused::Newer);
        }
        let Some((id, rest)) = rest.split_at_checked(KEY_ID_BYTES) else {
            return Ok(false);
        };
        let Some((fresh, rest)) = rest.split_first_chunk::<32>() else {
            return Ok(false);
        };
        let agreed = agree(&hex::encode(id), fresh).ok_or(ParcelRefused::OtherOffice)?;
        // A point of small order agrees with everybody on zero (RFC 7748 §6.1).
        if agreed == [0; 32] {
            return Err(ParcelRefused::Damaged);
        }
        self.cipher = Some(file_key(&agreed, fresh, id));
        self.waiting = rest.to_vec();
        Ok(true)
    }

    /// The next whole chunk, opened.
    fn chunk(&mut self) -> Result<Option<(Vec<u8>, bool)>, ParcelRefused> {
        let Some((&[last, a, b, c, d], rest)) = self.waiting.split_first_chunk::<5>() else {
            return Ok(None);
        };
        let longest = match self.evidence {
            None => MANIFEST_BYTES_MAX,
            Some(_) => CHUNK_BYTES,
        };
        let len = u32::from_be_bytes([a, b, c, d]) as usize;
        if self.ended || last > 1 || len < TAG_BYTES || len > longest + TAG_BYTES {
            return Err(ParcelRefused::Damaged);
        }
        let Some((sealed, rest)) = rest.split_at_checked(len) else {
            return Ok(None);
        };
        let cipher = self.cipher.as_ref().ok_or(ParcelRefused::Damaged)?;
        let plain = cipher
            .decrypt(
                &nonce(self.place, last == 1).into(),
                Payload {
                    msg: sealed,
                    aad: HEAD,
                },
            )
            .map_err(|_| ParcelRefused::Damaged)?;
        self.waiting = rest.to_vec();
        self.place += 1;
        Ok(Some((plain, last == 1)))
    }

    fn piece(&mut self, plain: Vec<u8>) -> Result<Option<Piece>, ParcelRefused> {
        let Some(evidence) = &self.evidence else {
            let signed: Signed = parse_within(&plain, MANIFEST_BYTES_MAX).map_err(damaged)?;
            let manifest = signed.claims()?;
            self.evidence = Some(manifest.evidence.clone());
            return Ok(Some(Piece::Manifest(Box::new((signed, manifest)))));
        };
        let (at, offset) = self.at;
        // A chunk of nothing ends a file whose last evidence is whole, or stands for evidence that is not there.
        let Some(enclosed) = evidence.get(at) else {
            return match plain.is_empty() {
                true => Ok(None),
                false => Err(ParcelRefused::Damaged),
            };
        };
        if plain.is_empty() && offset == 0 {
            self.at = (at + 1, 0);
            return Ok(Some(Piece::Unreadable { at }));
        }
        let end = offset + plain.len() as u64;
        if plain.is_empty() || end > enclosed.size_bytes {
            return Err(ParcelRefused::Damaged);
        }
        self.at = match end == enclosed.size_bytes {
            true => (at + 1, 0),
            false => (at, end),
        };
        Ok(Some(Piece::Bytes {
            at,
            offset,
            bytes: plain,
        }))
    }
}
