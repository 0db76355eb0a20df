//! The browser's own cryptography, by name: AES-GCM, PBKDF2, and keys that cannot be taken out.
//!
//! Invariant: every initialisation vector is fresh, and a name is bound to all that is sealed.

use super::Fault;
use crate::shell::js;
use domain::digest::Secret;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

pub(super) fn subtle() -> Result<JsValue, Fault> {
    web_sys::window()
        .and_then(|w| w.crypto().ok())
        .and_then(|c| js::prop(&c, "subtle"))
        .ok_or(Fault::new("crypto.none"))
}

pub(super) async fn ask(act: &str, args: &[JsValue]) -> Result<JsValue, Fault> {
    js::call_async(&subtle()?, act, args)
        .await
        .map_err(|e| Fault::of("crypto.failed", &e))
}

pub(super) fn usages(words: &[&str]) -> JsValue {
    words
        .iter()
        .map(|w| JsValue::from_str(w))
        .collect::<Array>()
        .into()
}

pub(super) fn aes() -> JsValue {
    js::object([
        ("name", JsValue::from_str("AES-GCM")),
        ("length", JsValue::from(256)),
    ])
    .into()
}

/// A key of 32 secret bytes, to work with and not to take out.
pub(super) async fn aes_key(secret: &Secret) -> Result<JsValue, Fault> {
    let raw = Uint8Array::from(secret.bytes().as_slice()).into();
    let args = [
        JsValue::from_str("raw"),
        raw,
        aes(),
        JsValue::FALSE,
        usages(&["encrypt", "decrypt"]),
    ];
    ask("importKey", &args).await
}

pub(super) fn gcm(iv: &[u8], name: &str) -> JsValue {
    js::object([
        ("name", JsValue::from_str("AES-GCM")),
        ("iv", Uint8Array::from(iv).into()),
        ("additionalData", Uint8Array::from(name.as_bytes()).into()),
    ])
    .into()
}

pub(super) async fn seal(key: &JsValue, name: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
    let iv = js::random::<12>();
    let args = [gcm(&iv, name), key.clone(), Uint8Array::from(plain).into()];
    let mut sealed = iv.to_vec();
    sealed.extend(bytes_of(&ask("encrypt", &args).await?)?);
    Ok(sealed)
}

pub(super) async fn open(key: &JsValue, name: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let damaged = Fault::new("crypto.damaged");
    let (iv, body) = sealed.split_at_checked(12).ok_or(damaged.clone())?;
    let args = [gcm(iv, name), key.clone(), Uint8Array::from(body).into()];
    bytes_of(&ask("decrypt", &args).await.map_err(|f| Fault {
        detail: f.detail,
        ..damaged
    })?)
}

pub(super) async fn pin_key(pin: &str, salt: &[u8], rounds: u32) -> Result<JsValue, Fault> {
    let raw = Uint8Array::from(pin.as_bytes()).into();
    let pbkdf2 = JsValue::from_str("PBKDF2");
    let args = [
        JsValue::from_str("raw"),
        raw,
        pbkdf2,
        JsValue::FALSE,
        usages(&["deriveKey"]),
    ];
    let base = ask("importKey", &args).await?;
    let algorithm = js::object([
        ("name", JsValue::from_str("PBKDF2")),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", JsValue::from(rounds)),
        ("hash", JsValue::from_str("SHA-256")),
    ]);
    let args = [
        algorithm.into(),
        base,
        aes(),
        JsValue::FALSE,
        usages(&["encrypt", "decrypt"]),
    ];
    ask("deriveKey", &args).await
}

pub(super) fn bytes_of(buffer: &JsValue) -> Result<Vec<u8>, Fault> {
    let buffer = buffer
        .dyn_ref::<js_sys::ArrayBuffer>()
        .ok_or(Fault::new("crypto.failed"))?;
    Ok(Uint8Array::new(buffer).to_vec())
}

/// ECDSA P-256 over SHA-256, raw r‖s.
pub(super) async fn sign(key: &JsValue, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let algorithm = js::object([
        ("name", JsValue::from_str("ECDSA")),
        ("hash", JsValue::from_str("SHA-256")),
    ]);
    let args = [algorithm.into(), key.clone(), Uint8Array::from(bytes).into()];
    bytes_of(&ask("sign", &args).await?)
}
