//! Pieces of evidence at rest: each under a key of its own, so that one may be lent to a colleague of this tablet and no
//! other with it.
//!
//! Invariant: the key follows from the data key and the piece's name alone; nothing must be kept to open it again.

use super::cipher::{aes_key, open, seal};
use super::{Fault, Keyring, PIECE_MARK};
use domain::digest::Secret;
use domain::inspection::change::ChangeId;
use domain::sync::between::piece_key;

impl Keyring {
    /// The key of the piece with this digest.
    pub fn piece_key(&self, sha256: &ChangeId) -> Secret {
        piece_key(&self.pieces, sha256)
    }

    /// Encrypts a piece under its own key.
    ///
    /// # Errors
    /// `crypto.failed`.
    pub async fn seal_piece(&self, sha256: &ChangeId, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        let key = aes_key(&self.piece_key(sha256)).await?;
        let sealed = seal(&key, &sha256.to_hex(), plain).await?;
        Ok([PIECE_MARK, &sealed].concat())
    }

    /// Decrypts a piece, also one that was sealed before pieces had keys of their own.
    ///
    /// # Errors
    /// `crypto.damaged` when one bit or the name is another.
    pub async fn open_piece(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        match ChangeId::parse_hex(name) {
            Some(sha256) if sealed.starts_with(PIECE_MARK) => {
                open_piece(&self.piece_key(&sha256), name, sealed).await
            }
            Some(_) | None => self.open(name, sealed).await,
        }
    }
}

/// Decrypts a piece with its own key.
///
/// # Errors
/// `crypto.damaged` when it is under another key, or one bit or the name is another.
pub async fn open_piece(key: &Secret, name: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let sealed = sealed
        .strip_prefix(PIECE_MARK)
        .ok_or(Fault::new("crypto.damaged"))?;
    open(&aes_key(key).await?, name, sealed).await
}
