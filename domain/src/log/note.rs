//! Signed notes (C2SP signed-note) and cosignatures (C2SP tlog-cosignature, Ed25519 type 0x04).
//!
//! A note is text, an empty line, and one line `— name base64(key id ‖ signature)` per signer.

use crate::digest::sha256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::fmt;

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// The note itself: the log's own key (type byte 0x01).
    Log,
    /// `cosignature/v1` with a time: a witness (type byte 0x04).
    Witness,
}

impl KeyKind {
    fn byte(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }
}

/// Why a note, key or signature is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Text that is no signed note.
    #[error("malformed signed note")]
    Malformed,
    /// Text that is no verifier key.
    #[error("malformed verifier key")]
    BadKey,
    /// No signature by this key.
    #[error("no signature by this key")]
    Unsigned,
    /// A signature by this key that does not fit.
    #[error("signature does not fit")]
    BadSignature,
}

/// A public key with its name: `name+keyid+base64(type ‖ key)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    /// Name in signature lines; no space, no plus.
    pub name: String,
    /// Log or witness.
    pub kind: KeyKind,
    key: VerifyingKey,
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c == '+')
}

fn key_id(name: &str, kind: KeyKind, key: &VerifyingKey) -> [u8; 4] {
    let d = sha256(&[name.as_bytes(), b"\n", &[kind.byte()], key.as_bytes()]).0;
    [d[0], d[1], d[2], d[3]]
}

impl VerifierKey {
    /// The public half of a signing key.
    pub fn of(name: impl Into<String>, kind: KeyKind, key: &SigningKey) -> Self {
        Self {
            name: name.into(),
            kind,
            key: key.verifying_key(),
        }
    }

    /// From the 32 raw bytes a witness browser registered.
    ///
    /// # Errors
    /// [`NoteError::BadKey`] for a bad name or bytes that are no curve point.
    pub fn from_bytes(name: &str, kind: KeyKind, bytes: &[u8; 32]) -> Result<Self, NoteError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| NoteError::BadKey)?;
        if !is_name(name) || key.is_weak() {
            return Err(NoteError::BadKey);
        }
        Ok(Self {
            name: name.to_owned(),
            kind,
            key,
        })
    }

    /// Reads a vkey string.
    ///
    /// # Errors
    /// [`NoteError::BadKey`], also when the key id does not fit the key.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let (name, rest) = text.split_once('+').ok_or(NoteError::BadKey)?;
        let (id, body) = rest.split_once('+').ok_or(NoteError::BadKey)?;
        let body = STANDARD.decode(body).map_err(|_| NoteError::BadKey)?;
        let (kind, bytes) = match body.split_first() {
            Some((1, bytes)) => (KeyKind::Log, bytes),
            Some((4, bytes)) => (KeyKind::Witness, bytes),
            _ => return Err(NoteError::BadKey),
        };
        let bytes = bytes.try_into().map_err(|_| NoteError::BadKey)?;
        let key = Self::from_bytes(name, kind, bytes)?;
        if hex::encode(key.id()) != id {
            return Err(NoteError::BadKey);
        }
        Ok(key)
    }

    /// First four bytes of `SHA-256(name ‖ LF ‖ type ‖ key)`.
    pub fn id(&self) -> [u8; 4] {
        key_id(&self.name, self.kind, &self.key)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut body = vec![self.kind.byte()];
        body.extend_from_slice(self.key.as_bytes());
        write!(
            f,
            "{}+{}+{}",
            self.name,
            hex::encode(self.id()),
            STANDARD.encode(body)
        )
    }
}

/// A note taken apart; signatures not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The signed text, ending in a newline.
    pub text: String,
    /// Signature lines: name, key id, signature bytes.
    pub signatures: Vec<(String, [u8; 4], Vec<u8>)>,
}

impl Note {
    /// Takes a signed note apart.
    ///
    /// # Errors
    /// [`NoteError::Malformed`].
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        let end = note.rfind("\n\n").ok_or(NoteError::Malformed)? + 1;
        let (text, lines) = (&note[..end], &note[end + 1..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        let signatures = lines.split('\n').map(signature_line).collect::<Result<_, _>>()?;
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// Checks the signature of one key. For a witness the answer is the time it cosigned (Unix seconds), for
    /// a log 0.
    ///
    /// # Errors
    /// [`NoteError::Unsigned`] when this key did not sign, [`NoteError::BadSignature`] when it does not fit.
    pub fn verify(&self, key: &VerifierKey) -> Result<u64, NoteError> {
        let id = key.id();
        let mut lines = self
            .signatures
            .iter()
            .filter(|(name, line_id, _)| *name == key.name && *line_id == id);
        let (_, _, bytes) = lines.next().ok_or(NoteError::Unsigned)?;
        let (time, message, signature) = match key.kind {
            KeyKind::Log => (0, self.text.clone(), bytes.as_slice()),
            KeyKind::Witness => {
                let (time, signature) = bytes.split_first_chunk::<8>().ok_or(NoteError::BadSignature)?;
                let time = u64::from_be_bytes(*time);
                (time, cosigned(&self.text, time), signature)
            }
        };
        let signature = Signature::from_slice(signature).map_err(|_| NoteError::BadSignature)?;
        key.key
            .verify_strict(message.as_bytes(), &signature)
            .map_err(|_| NoteError::BadSignature)?;
        Ok(time)
    }
}

fn signature_line(line: &str) -> Result<(String, [u8; 4], Vec<u8>), NoteError> {
    let (name, body) = line
        .strip_prefix("— ")
        .and_then(|rest| rest.split_once(' '))
        .ok_or(NoteError::Malformed)?;
    let body = STANDARD.decode(body).map_err(|_| NoteError::Malformed)?;
    let (id, signature) = body.split_first_chunk::<4>().ok_or(NoteError::Malformed)?;
    if !is_name(name) {
        return Err(NoteError::Malformed);
    }
    Ok((name.to_owned(), *id, signature.to_vec()))
}

fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

fn line(name: &str, id: [u8; 4], signature: &[u8]) -> String {
    let body = [id.as_slice(), signature].concat();
    format!("— {name} {}", STANDARD.encode(body))
}

/// The log's signature line over a note's text (without the newline at the end).
pub fn sign(text: &str, name: &str, key: &SigningKey) -> String {
    let id = key_id(name, KeyKind::Log, &key.verifying_key());
    line(name, id, &key.sign(text.as_bytes()).to_bytes())
}

/// A witness's cosignature line over a checkpoint's text at a time in Unix seconds (without the newline at
/// the end). The witness checks inclusion and consistency *before* it calls this.
pub fn cosign(text: &str, name: &str, key: &SigningKey, time: u64) -> String {
    let id = key_id(name, KeyKind::Witness, &key.verifying_key());
    let signature = key.sign(cosigned(text, time).as_bytes()).to_bytes();
    line(name, id, &[time.to_be_bytes().as_slice(), &signature].concat())
}

/// Adds a signature line to a signed note.
pub fn add_line(note: &str, line: &str) -> String {
    format!("{note}{line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the C2SP signed-note specification.
    #[test]
    fn the_specification_example_verifies() {
        let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        let key = VerifierKey::parse(key).unwrap();
        let text = "This is an example message.\n\n— example.com/foo \
            Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        let note = Note::parse(text).unwrap();
        assert_eq!(note.verify(&key), Ok(0));
        let other = Note {
            text: "This is another message.\n".to_owned(),
            ..note
        };
        assert_eq!(other.verify(&key), Err(NoteError::BadSignature));
    }
}
