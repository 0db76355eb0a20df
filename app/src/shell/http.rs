//! The wire of office, witness and public screens: `fetch` and upload with the shapes of `domain::wire::api`.
//!
//! Invariant: every request ends in a value or a [`Failure`] that a screen can put into words; nothing is
//! retried here, nothing is sent to another origin.

use crate::state::remote::Failure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Asks for JSON.
///
/// # Errors
/// [`Failure`] as the module says.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    read(&get_bytes(path).await?)
}

/// Asks for bytes as they are.
///
/// # Errors
/// [`Failure`] as the module says.
pub async fn get_bytes(path: &str) -> Result<Vec<u8>, Failure> {
    exchange("GET", path, None).await
}

/// Sends JSON by POST and reads the JSON that comes back; an empty answer reads as `()`.
///
/// # Errors
/// [`Failure`] as the module says.
pub async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Result<T, Failure> {
    send("POST", path, body).await
}

/// Sends JSON by PUT.
///
/// # Errors
/// [`Failure`] as the module says.
pub async fn put<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Result<T, Failure> {
    send("PUT", path, body).await
}

/// Deletes.
///
/// # Errors
/// [`Failure`] as the module says.
pub async fn delete(path: &str) -> Result<(), Failure> {
    exchange("DELETE", path, None).await.map(|_| ())
}

async fn send<B: Serialize, T: DeserializeOwned>(method: &str, path: &str, body: &B) -> Result<T, Failure> {
    let json = serde_json::to_string(body).map_err(|_| Failure::Unreadable { status: 0 })?;
    read(&exchange(method, path, Some(&json)).await?)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let bytes = if bytes.is_empty() { b"null" } else { bytes };
    serde_json::from_slice(bytes).map_err(|_| Failure::Unreadable { status: 200 })
}

/// One request; the answer's bytes when the status says success.
async fn exchange(method: &str, path: &str, json: Option<&str>) -> Result<Vec<u8>, Failure> {
    let init = web_sys::RequestInit::new();
    init.set_method(method);
    init.set_credentials(web_sys::RequestCredentials::SameOrigin);
    if let Some(json) = json {
        init.set_body(&JsValue::from_str(json));
    }
    let unreachable = |_: JsValue| Failure::Unreachable;
    let request = web_sys::Request::new_with_str_and_init(path, &init).map_err(unreachable)?;
    let headers = request.headers();
    headers.set("accept", "application/json").map_err(unreachable)?;
    if json.is_some() {
        headers
            .set("content-type", "application/json")
            .map_err(unreachable)?;
    }
    let window = web_sys::window().ok_or(Failure::Unreachable)?;
    let response = JsFuture::from(window.fetch_with_request(&request))
        .await
        .map_err(unreachable)?
        .dyn_into::<web_sys::Response>()
        .map_err(unreachable)?;
    let buffer = JsFuture::from(response.array_buffer().map_err(unreachable)?)
        .await
        .map_err(unreachable)?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    if response.ok() {
        Ok(bytes)
    } else {
        Err(Failure::from_body(response.status(), &bytes))
    }
}

/// One path segment or query value, percent-encoded.
pub fn encode(part: &str) -> String {
    js_sys::encode_uri_component(part).into()
}
