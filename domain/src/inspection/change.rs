//! A change as it is stored and sent: the exact bytes of one Automerge change chunk and their hash.
//!
//! The bytes are the *uncompressed* chunk, because the hash is taken over it; whoever holds the bytes can
//! check the id.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Hash of a change (SHA-256 over its uncompressed chunk without magic and checksum).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(pub [u8; 32]);

impl ChangeId {
    /// Reads 64 hexadecimal digits.
    pub fn parse_hex(hex: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(hex, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// Lower-case hexadecimal.
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Debug for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.8}…", self.to_hex())
    }
}

impl From<automerge::ChangeHash> for ChangeId {
    fn from(hash: automerge::ChangeHash) -> Self {
        Self(hash.0)
    }
}

impl From<ChangeId> for automerge::ChangeHash {
    fn from(id: ChangeId) -> Self {
        Self(id.0)
    }
}

/// Hexadecimal text for readers (JSON), 32 bytes for machines (CBOR).
impl Serialize for ChangeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&self.to_hex())
        } else {
            serde_bytes::serialize(&self.0[..], serializer)
        }
    }
}

impl<'de> Deserialize<'de> for ChangeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Self::parse_hex(&text).ok_or_else(|| D::Error::custom("not 64 hexadecimal digits"))
        } else {
            let bytes: serde_bytes::ByteBuf = Deserialize::deserialize(deserializer)?;
            let bytes: [u8; 32] = bytes
                .as_slice()
                .try_into()
                .map_err(|_| D::Error::custom("a hash has 32 bytes"))?;
            Ok(Self(bytes))
        }
    }
}

/// One change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its hash.
    pub id: ChangeId,
    /// The uncompressed change chunk.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Change({:?}, {} bytes)", self.id, self.bytes.len())
    }
}

impl From<&automerge::Change> for Change {
    fn from(change: &automerge::Change) -> Self {
        Self {
            id: change.hash().into(),
            bytes: change.raw_bytes().to_vec(),
        }
    }
}
