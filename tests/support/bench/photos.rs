//! Photos of made-up bytes: an original and its derived copy, as a manifest in the record and as bytes to send.
use super::native::Native;
use anyhow::Result;
use domain::evidence::{Derived, Evidence, EvidenceKind, Place};
use domain::id::{EvidenceId, InspectionId};
use domain::inspection::change::ChangeId;
use domain::inspection::edit::Edit;
use domain::sync::engine::Event;
use domain::time::Timestamp;
use sha2::{Digest, Sha256};

/// A derived copy: long edge 2048 px, about 300 kB.
pub const DERIVED: usize = 300_000;

/// A photo's bytes can be made again from its number.
#[derive(Debug, Clone, Copy)]
pub struct Photo {
    /// Digest of the bytes.
    pub sha256: ChangeId,
    number: u64,
    size: usize,
}

impl Photo {
    /// The photo of this number with so many bytes.
    pub fn of(number: u64, size: usize) -> Photo {
        let mut photo = Photo {
            sha256: ChangeId([0; 32]),
            number,
            size,
        };
        photo.sha256 = ChangeId(Sha256::digest(photo.bytes()).into());
        photo
    }

    /// A photo nobody will ask for: its digest is made up.
    fn named(number: u64, size: usize) -> Photo {
        Photo {
            sha256: ChangeId(Sha256::digest(number.to_le_bytes()).into()),
            number,
            size,
        }
    }

    /// Its bytes: a JPEG's first ones, then noise that no compression shortens.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.size + 8);
        bytes.extend([0xff, 0xd8, 0xff, 0xe0]);
        let mut state = self.number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        while bytes.len() < self.size {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.extend(state.to_le_bytes());
        }
        bytes.truncate(self.size);
        bytes
    }
}

/// Takes a photo: bytes are on the tablet first, then the record names them. The derived copy and the original of so
/// many bytes; without `keep` the original is only named, as if it were to be sent another day.
pub fn take(
    tablet: &mut Native,
    id: &InspectionId,
    number: u64,
    original: usize,
    keep: bool,
) -> Result<Vec<Photo>> {
    let small = Photo::of(number * 2, DERIVED);
    let large = match keep {
        true => Photo::of(number * 2 + 1, original),
        false => Photo::named(number * 2 + 1, original),
    };
    let kept = if keep { vec![small, large] } else { vec![small] };
    for photo in &kept {
        tablet.offline(Event::BlobStored {
            sha256: photo.sha256,
            size_bytes: photo.size as u64,
        })?;
    }
    let evidence = Evidence {
        id: EvidenceId(format!("e-{number}")),
        kind: EvidenceKind::Photo,
        item: None,
        sha256: large.sha256.to_hex(),
        size_bytes: large.size as u64,
        media_type: "image/jpeg".to_owned(),
        derived: Some(Derived {
            sha256: small.sha256.to_hex(),
            size_bytes: small.size as u64,
        }),
        taken_at: Timestamp(chrono::Utc::now().timestamp_millis()),
        clock_unchecked: false,
        place: Place::None {
            reason: "denied".to_owned(),
        },
        device: tablet.enrolment.device.clone(),
        caption: String::new(),
        about: None,
    };
    tablet.edit(id, Edit::Attach { evidence })?;
    Ok(kept)
}
