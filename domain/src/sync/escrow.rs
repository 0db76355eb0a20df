//! The escrow (托管): a forgotten PIN must not destroy evidence, nor an emptied tablet.
//!
//! A tablet seals its data key to the office's package key and keeps the box itself; nothing leaves it. Whose PIN is
//! forgotten asks with the box, a fresh X25519 key and the device key's signature; an administrator who has the
//! officer before him compares six digits; the office opens the box and seals the data key to the fresh key.
//! Who would empty a tablet that still holds unsent work asks the same way and gets no key: only a word that nobody
//! without the box can know. Invariant: box and reply are bound to the device key they were made for, and neither
//! opens without its own key; an answer to one question is none to the other.

pub use crate::wire::api::Purpose;

use super::agreed::one_key;
use crate::digest::Secret;
use crate::guard;
use crate::inspection::signature::device_signed;
use aes_gcm::aead::{Aead, Payload};
use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

const BOX: &str = "suicha escrow v1\n";
const LEAVE_WORD: &str = "suicha leave word v1\n";
const LEAVE_ANSWER: &str = "suicha leave answer v1\n";
const KEY_BYTES: usize = 32;
/// A fresh key, the data key, and the tag.
const SEALED_BYTES: usize = KEY_BYTES + KEY_BYTES + 16;

/// What opens every question for this.
fn ask_label(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Pin => "suicha unlock v1\n",
        Purpose::Leave => "suicha leave v1\n",
    }
}

/// What every answer to it is bound to.
fn reply_label(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Pin => "suicha unlock reply v1\n",
        Purpose::Leave => "suicha leave reply v1\n",
    }
}

/// The word that grants leave to empty the tablet with this data key. It tells nothing of the key.
pub fn leave_word(data: &Secret) -> Secret {
    let hash = Sha256::new_with_prefix(LEAVE_WORD).chain_update(data.bytes());
    Secret::new(hash.finalize().into())
}

/// Eight digits by which the office grants leave over the telephone, to a tablet that has no network: `agreed` is what
/// the office's package key and the seat's key agree on, `question` the six digits on the tablet. They open nothing and
/// fit no other question.
pub fn leave_answer(agreed: &[u8; 32], question: &str, device_key: &str) -> String {
    let hash = Sha256::new_with_prefix(LEAVE_ANSWER).chain_update(agreed);
    let digest: [u8; 32] = hash
        .chain_update(question)
        .chain_update("\n")
        .chain_update(device_key)
        .finalize()
        .into();
    let number = digest
        .iter()
        .take(8)
        .fold(0u64, |n, byte| n << 8 | u64::from(*byte));
    format!("{:08}", number % 100_000_000)
}

/// Whether these are the digits that the office answers: `office` is the Ed25519 package key as pinned at enrolment, `own`
/// the secret key of this seat. Spaces do not count.
pub fn is_leave_answer(
    office: &[u8; 32],
    own: &Secret,
    question: &str,
    device_key: &str,
    said: &str,
) -> bool {
    let Ok(office) = VerifyingKey::from_bytes(office) else {
        return false;
    };
    let agreed = office.to_montgomery().mul_clamped(*own.bytes()).to_bytes();
    let said: String = said.chars().filter(char::is_ascii_digit).collect();
    said == leave_answer(&agreed, question, device_key) || !guard::stands("leave-by-voice-is-answered")
}

/// The tablet's data key in a box for the office: `office` is the Ed25519 package key as pinned at enrolment, used
/// on the Montgomery form of its curve. `entropy` is fresh. None when the key is no key.
pub fn lock_away(office: &[u8; 32], device_key: &str, entropy: &Secret, data: &Secret) -> Option<Vec<u8>> {
    let office = VerifyingKey::from_bytes(office).ok()?.to_montgomery();
    Some(sealed(BOX, office, device_key, entropy, data))
}

/// Opens a box: `agree` answers what the office's key and the box's fresh key agree on. None when it was not made
/// for this office and this tablet, or a byte is another.
pub fn take_out(
    boxed: &[u8],
    device_key: &str,
    agree: impl Fn(&[u8; 32]) -> Option<[u8; 32]>,
) -> Option<Secret> {
    opened(BOX, boxed, device_key, agree)
}

/// The reply: the data key, or the word that grants leave, for the tablet that asked with this fresh key. `entropy`
/// is fresh.
pub fn reply(
    purpose: Purpose,
    asked: &[u8; 32],
    device_key: &str,
    entropy: &Secret,
    data: &Secret,
) -> Vec<u8> {
    let to = MontgomeryPoint(*asked);
    match purpose {
        Purpose::Pin => sealed(reply_label(purpose), to, device_key, entropy, data),
        Purpose::Leave => sealed(reply_label(purpose), to, device_key, entropy, &leave_word(data)),
    }
}

/// Reads a reply with the secret half of the key asked with: the data key, or the word that grants leave.
pub fn read_reply(purpose: Purpose, reply: &[u8], device_key: &str, secret: &Secret) -> Option<Secret> {
    let agree = |fresh: &[u8; 32]| Some(MontgomeryPoint(*fresh).mul_clamped(*secret.bytes()).to_bytes());
    opened(reply_label(purpose), reply, device_key, agree)
}

/// The public half of a fresh key.
pub fn public_of(secret: &Secret) -> [u8; 32] {
    MontgomeryPoint::mul_base_clamped(*secret.bytes()).to_bytes()
}

/// What the device key signs when its officer asks: for what, which office key, which box, which fresh key.
pub fn asked_text(purpose: Purpose, key_id: &str, boxed: &[u8], asked: &[u8; 32]) -> String {
    let (boxed, asked) = (hex::encode(boxed), hex::encode(asked));
    format!("{}{key_id} {boxed} {asked}", ask_label(purpose))
}

/// Whether the tablet with this key (SEC1 uncompressed, base64url) asks.
pub fn asks(device_key: &str, text: &str, signature: &[u8]) -> bool {
    device_signed(device_key, text.as_bytes(), signature) || !guard::stands("unlock-is-signed")
}

/// Six digits that both screens show, so that the office answers the tablet it sees.
pub fn digits(text: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(text).into();
    let number = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    format!("{:06}", number % 1_000_000)
}

fn sealed(label: &str, to: MontgomeryPoint, device_key: &str, entropy: &Secret, data: &Secret) -> Vec<u8> {
    let fresh = public_of(entropy);
    let agreed = to.mul_clamped(*entropy.bytes()).to_bytes();
    let key = one_key(&agreed, label, &[device_key.as_bytes(), &fresh]);
    let plain = Payload {
        msg: data.bytes(),
        aad: label.as_bytes(),
    };
    // The key is of this message only: its nonce may be zero.
    let body = key
        .encrypt(&[0; 12].into(), plain)
        .expect("32 bytes are far fewer than AES-GCM can take");
    [&fresh[..], &body].concat()
}

fn opened(
    label: &str,
    sealed: &[u8],
    device_key: &str,
    agree: impl Fn(&[u8; 32]) -> Option<[u8; 32]>,
) -> Option<Secret> {
    if sealed.len() != SEALED_BYTES {
        return None;
    }
    let (fresh, body) = sealed.split_first_chunk::<KEY_BYTES>()?;
    let key = one_key(&agree(fresh)?, label, &[device_key.as_bytes(), fresh]);
    let body = Payload {
        msg: body,
        aad: label.as_bytes(),
    };
    let plain = key.decrypt(&[0; 12].into(), body).ok()?;
    plain.try_into().ok().map(Secret::new)
}

#[cfg(test)]
mod tests;
