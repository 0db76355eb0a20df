//! Uploading one picked or dropped file, with the part already sent told as it grows.
//!
//! `fetch` tells no progress of an upload, hence `XMLHttpRequest`. Invariant: exactly one answer is given,
//! and the closures live until then.

use super::file::PickedFile;
use crate::state::remote::Failure;
use js_sys::Promise;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};
use yew::Callback;

/// Posts the file's bytes; `sent` hears the percentage that has left this machine (100 = the server works).
///
/// # Errors
/// [`Failure`], as for every request.
pub async fn upload<T: DeserializeOwned>(
    path: &str,
    file: &PickedFile,
    sent: Callback<u8>,
) -> Result<T, Failure> {
    let request = XmlHttpRequest::new().map_err(|_| Failure::Unreachable)?;
    request.open("POST", path).map_err(|_| Failure::Unreachable)?;
    request.set_response_type(web_sys::XmlHttpRequestResponseType::Arraybuffer);
    request
        .set_request_header("content-type", "application/octet-stream")
        .map_err(|_| Failure::Unreachable)?;
    let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            sent.emit((event.loaded() / event.total() * 100.0) as u8);
        }
    });
    if let Ok(up) = request.upload() {
        up.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    }
    let finished: Promise = Promise::new(&mut |resolve, _| {
        // `loadend` follows success, error, abort and timeout alike: one answer in every case.
        request.set_onloadend(Some(&resolve));
    });
    request
        .send_with_opt_blob(Some(file.as_blob()))
        .map_err(|_| Failure::Unreachable)?;
    JsFuture::from(finished).await.map_err(|_| Failure::Unreachable)?;
    let status = request.status().unwrap_or(0);
    if status == 0 {
        return Err(Failure::Unreachable);
    }
    let body = request.response().unwrap_or(JsValue::NULL);
    let bytes = js_sys::Uint8Array::new(&body).to_vec();
    if (200..300).contains(&status) {
        serde_json::from_slice(&bytes).map_err(|_| Failure::Unreadable { status })
    } else {
        Err(Failure::from_body(status, &bytes))
    }
}
