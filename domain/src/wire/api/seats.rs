//! A seat's public key, said by its own tablet and signed by the office: what a colleague's seat on the same tablet can
//! check without a network before it seals anything to that key.
//!
//! Exists because the list of seats lies in the clear: who can write the disk could name a key of his own there.
//! Invariant: a key is believed for the officer and the device that the signature names, and for nobody else.

use crate::assignment::{SignedRefused, verify_signed};
use crate::guard::stands;
use crate::id::{DeviceId, InspectorId};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Body of `POST /seat-key`: a tablet names its seat's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatKeyAsk {
    /// X25519 public key (base64url, 32 bytes).
    pub key: String,
    /// The device key's signature over [`SeatKeyAsk::text`] (base64url, raw r‖s).
    pub signature: String,
}

impl SeatKeyAsk {
    /// What the device key signs.
    pub fn text(device: &DeviceId, key: &str) -> String {
        format!("suicha seat key v1\n{device} {key}")
    }
}

/// Body of `POST /own-code`: an officer, at his own tablet, asks for a code to enrol on another tablet too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCodeAsk {
    /// 16 fresh bytes (hex).
    pub nonce: String,
    /// The device key's signature over [`OwnCodeAsk::text`] (base64url, raw r‖s): a token alone asks for nothing.
    pub signature: String,
}

impl OwnCodeAsk {
    /// What the device key signs.
    pub fn text(device: &DeviceId, nonce: &str) -> String {
        format!("suicha own code v1\n{device} {nonce}")
    }
}

/// Body of `POST /devices/{id}/leave`: what a tablet without a network asked the administrator over the telephone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveAsk {
    /// The six digits on its screen.
    pub digits: String,
    /// Why it may be emptied; kept.
    pub reason: String,
}

/// What the administrator reads back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveAnswer {
    /// Eight digits ([`crate::sync::escrow::leave_answer`]).
    pub digits: String,
}

/// Whose a seat's key is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatKey {
    /// The officer.
    pub inspector: InspectorId,
    /// The seat, as the office knows it.
    pub device: DeviceId,
    /// X25519 public key (base64url, 32 bytes).
    pub key: String,
}

impl SeatKey {
    /// The key's bytes; none when it is no key.
    pub fn bytes(&self) -> Option<[u8; 32]> {
        URL_SAFE_NO_PAD.decode(&self.key).ok()?.try_into().ok()
    }
}

/// The office's word for it: the exact bytes that were signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatCard {
    /// JSON of [`SeatKey`], exactly as signed.
    pub body: String,
    /// Key id of the server key.
    pub key_id: String,
    /// Ed25519 over [`SeatCard::LABEL`]` ‖ body` (base64url).
    pub signature: String,
}

impl SeatCard {
    /// In front of a card when it is signed.
    pub const LABEL: &str = "suicha seat card v1\n";

    /// What it says, if a key pinned at enrolment signed exactly these bytes.
    ///
    /// # Errors
    /// [`SignedRefused`].
    pub fn open(&self, keys: &BTreeMap<String, String>) -> Result<SeatKey, SignedRefused> {
        if stands("a-seats-key-is-signed") {
            verify_signed(keys, &self.key_id, Self::LABEL, &self.body, &self.signature)?;
        }
        serde_json::from_str(&self.body).map_err(|_| SignedRefused::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    fn card(office: &SigningKey, who: &str, key: [u8; 32]) -> SeatCard {
        let body = serde_json::to_string(&SeatKey {
            inspector: InspectorId::new(who),
            device: DeviceId::new("d-1"),
            key: URL_SAFE_NO_PAD.encode(key),
        })
        .unwrap();
        let signed = office.sign(format!("{}{body}", SeatCard::LABEL).as_bytes());
        SeatCard {
            body,
            key_id: "k1".to_owned(),
            signature: URL_SAFE_NO_PAD.encode(signed.to_bytes()),
        }
    }

    #[test]
    fn t49_a_key_put_into_the_list_by_a_strangers_hand_is_sealed_to_by_nobody() {
        fn refused() {
            let office = SigningKey::from_bytes(&[1; 32]);
            let pinned = URL_SAFE_NO_PAD.encode(office.verifying_key().as_bytes());
            let keys = BTreeMap::from([("k1".to_owned(), pinned)]);
            let right = card(&office, "P1", [7; 32]);
            let said = right.open(&keys).unwrap();
            assert_eq!((said.inspector.as_str(), said.bytes()), ("P1", Some([7; 32])));
            // His own key under the colleague's card, and a card that he signed himself.
            let mut turned = right.clone();
            turned.body = card(&office, "P1", [8; 32]).body;
            let own = card(&SigningKey::from_bytes(&[2; 32]), "P1", [8; 32]);
            for forged in [turned, own] {
                assert_eq!(forged.open(&keys), Err(SignedRefused::BadSignature));
            }
        }
        refused();
        #[cfg(feature = "switches")]
        crate::guard::fails_without("a-seats-key-is-signed", refused);
    }
}
