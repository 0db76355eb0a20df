//! First changes that need not travel: a tablet makes them from the package, as the server did.
//!
//! A document's first change follows from its package alone. A new document then costs its name on the wire, not
//! its hashes and a list of all its texts. Invariant: a page says by one digest which first changes it means; a
//! tablet that makes others (another version of the document engine, say) takes none of them and asks for the
//! changes themselves.

use crate::assignment::Package;
use crate::inspection::change::ChangeId;
use crate::inspection::doc::{InspectionDoc, SchemaFacts};
use sha2::{Digest, Sha256};

/// The document with its first change, as the package has it.
pub fn first_of(package: &Package) -> InspectionDoc {
    InspectionDoc::create(&package.inspection, &SchemaFacts::of(package))
}

/// First 8 bytes, big-endian, of the SHA-256 over `suicha first changes v1\n` and the changes in this order.
pub fn digest(firsts: &[ChangeId]) -> u64 {
    let mut hash = Sha256::new_with_prefix("suicha first changes v1\n");
    for first in firsts {
        hash.update(first.0);
    }
    let digest: [u8; 32] = hash.finalize().into();
    u64::from_be_bytes(*digest.first_chunk().expect("a digest has 32 bytes"))
}
