//! A box opens for its office and its tablet only; any byte changed is noticed.

use super::Purpose::{Leave, Pin};
use super::{
    SEALED_BYTES, asked_text, asks, digits, is_leave_answer, leave_answer, leave_word, lock_away, public_of,
    read_reply, reply, take_out,
};
use crate::digest::Secret;
use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::SigningKey;

const TABLET: &str = "BDemoDeviceKey";

fn secret(n: u8) -> Secret {
    Secret::new([n; 32])
}

fn office(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn agree(office: &SigningKey) -> impl Fn(&[u8; 32]) -> Option<[u8; 32]> {
    let scalar = office.to_scalar_bytes();
    move |fresh| Some(MontgomeryPoint(*fresh).mul_clamped(scalar).to_bytes())
}

#[test]
fn a_forgotten_pin_is_answered_through_the_office() {
    let office = office(7);
    let data = secret(42);
    let boxed = lock_away(office.verifying_key().as_bytes(), TABLET, &secret(1), &data).unwrap();
    assert_eq!(boxed.len(), SEALED_BYTES);
    let asking = secret(2);
    let taken = take_out(&boxed, TABLET, agree(&office)).unwrap();
    assert_eq!(taken, data);
    let answer = reply(Pin, &public_of(&asking), TABLET, &secret(3), &taken);
    assert_eq!(read_reply(Pin, &answer, TABLET, &asking), Some(data));
}

#[test]
fn nobody_else_opens_it() {
    let data = secret(42);
    let boxed = lock_away(office(7).verifying_key().as_bytes(), TABLET, &secret(1), &data).unwrap();
    assert_eq!(take_out(&boxed, TABLET, agree(&office(8))), None);
    assert_eq!(take_out(&boxed, "another tablet", agree(&office(7))), None);
    let answer = reply(Pin, &public_of(&secret(2)), TABLET, &secret(3), &data);
    assert_eq!(read_reply(Pin, &answer, TABLET, &secret(4)), None);
    assert_eq!(read_reply(Pin, &answer, "another tablet", &secret(2)), None);
    // A reply is no box and a box no reply, even under one key.
    assert_eq!(take_out(&answer, TABLET, agree(&office(7))), None);
}

// Leave to empty a tablet gives nobody its key, and an answer to one question is none to the other.
#[test]
fn leave_to_empty_a_tablet_is_no_key() {
    let (data, asking) = (secret(42), secret(2));
    let leave = reply(Leave, &public_of(&asking), TABLET, &secret(3), &data);
    assert_eq!(
        read_reply(Leave, &leave, TABLET, &asking),
        Some(leave_word(&data))
    );
    assert_ne!(leave_word(&data), data);
    assert_eq!(read_reply(Pin, &leave, TABLET, &asking), None);
    let pin = reply(Pin, &public_of(&asking), TABLET, &secret(3), &data);
    assert_eq!(read_reply(Leave, &pin, TABLET, &asking), None);
    let text = |purpose| asked_text(purpose, "0011223344556677", &[1; SEALED_BYTES], &[2; 32]);
    assert_ne!(digits(&text(Pin)), digits(&text(Leave)));
}

#[test]
fn any_byte_changed_or_cut_is_noticed() {
    let boxed = lock_away(
        office(7).verifying_key().as_bytes(),
        TABLET,
        &secret(1),
        &secret(42),
    )
    .unwrap();
    for at in 0..boxed.len() {
        let mut other = boxed.clone();
        other[at] ^= 1;
        assert_eq!(take_out(&other, TABLET, agree(&office(7))), None, "byte {at}");
        assert_eq!(take_out(&boxed[..at], TABLET, agree(&office(7))), None);
    }
}

// Both screens count the same digits, and a box that is another gives others.
#[test]
fn six_digits_stand_for_what_was_asked() {
    let text = asked_text(Pin, "0011223344556677", &[1; SEALED_BYTES], &[2; 32]);
    assert_eq!(digits(&text).len(), 6);
    let other = asked_text(Pin, "0011223344556677", &[1; SEALED_BYTES], &[3; 32]);
    assert_ne!(digits(&text), digits(&other));
    assert!(!asks(TABLET, &text, &[0; 64]), "nobody signed it");
}

#[test]
fn without_the_signature_anybody_could_ask() {
    crate::guard::fails_without("unlock-is-signed", six_digits_stand_for_what_was_asked);
}

#[test]
fn f61_leave_by_telephone_fits_one_question_of_one_seat() {
    fn fits() {
        let office = ed25519_dalek::SigningKey::from_bytes(&[1; 32]);
        let public = office.verifying_key().to_bytes();
        let seat = Secret::new([2; 32]);
        // The office's side: its own scalar and the seat's public key (RFC 7748).
        let agreed = MontgomeryPoint(public_of(&seat))
            .mul_clamped(office.to_scalar_bytes())
            .to_bytes();
        let said = leave_answer(&agreed, "123456", "key");
        assert_eq!(said.len(), 8);
        let spoken = format!("{} {}", &said[..4], &said[4..]);
        assert!(is_leave_answer(&public, &seat, "123456", "key", &spoken));
        assert!(!is_leave_answer(&public, &seat, "123457", "key", &said));
        assert!(!is_leave_answer(
            &public,
            &Secret::new([3; 32]),
            "123456",
            "key",
            &said
        ));
        assert!(!is_leave_answer(&public, &seat, "123456", "another", &said));
        assert!(!is_leave_answer(&public, &seat, "123456", "key", ""));
    }
    fits();
    #[cfg(feature = "switches")]
    crate::guard::fails_without("leave-by-voice-is-answered", fits);
}
