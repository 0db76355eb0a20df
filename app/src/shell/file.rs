//! Files between the person and the page: picked, dropped, saved.
//!
//! Exists so that screens handle a name, a size and bytes, and never a browser object.

use sha2::{Digest, Sha256};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A file the person picked or dropped.
#[derive(Clone, Debug, PartialEq)]
pub struct PickedFile(web_sys::File);

impl PickedFile {
    /// Name as on the person's disk.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Length in bytes.
    pub fn size_bytes(&self) -> u64 {
        self.0.size() as u64
    }

    /// The whole content; none when the file has gone away or may not be read.
    pub async fn bytes(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(js_sys::Uint8Array::new(&buffer).to_vec())
    }

    /// SHA-256 of its content, read a piece at a time; none when it cannot be read.
    pub async fn sha256(&self) -> Option<[u8; 32]> {
        const PIECE: f64 = 1_048_576.0;
        let (size, mut at, mut hash) = (self.0.size(), 0.0, Sha256::new());
        while at < size {
            let piece = self.0.slice_with_f64_and_f64(at, (at + PIECE).min(size)).ok()?;
            let buffer = JsFuture::from(piece.array_buffer()).await.ok()?;
            hash.update(js_sys::Uint8Array::new(&buffer).to_vec());
            at += PIECE;
        }
        Some(hash.finalize().into())
    }

    pub(crate) fn as_blob(&self) -> &web_sys::Blob {
        &self.0
    }
}

/// The file picked in an `<input type="file">`; the input is emptied so that the same file may be picked again.
pub fn picked(event: &yew::Event) -> Option<PickedFile> {
    let input = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(PickedFile(file))
}

/// The first file dropped; the browser is kept from opening it.
pub fn dropped(event: &yew::DragEvent) -> Option<PickedFile> {
    event.prevent_default();
    Some(PickedFile(event.data_transfer()?.files()?.get(0)?))
}

/// A file that grows here before it is offered. The browser holds what was put in, on its disk when it is much.
#[derive(Debug, Default)]
pub struct Pile {
    parts: js_sys::Array,
    hash: Sha256,
}

impl Pile {
    /// Puts bytes behind those before.
    ///
    /// # Errors
    /// The browser has no room for them.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.hash.update(bytes);
        let part = js_sys::Array::of1(&JsValue::from(js_sys::Uint8Array::from(bytes)));
        self.parts
            .push(&web_sys::Blob::new_with_u8_array_sequence(&part)?.into());
        Ok(())
    }

    /// Offers it as a download under `name`; its SHA-256.
    ///
    /// # Errors
    /// The browser refused to make the file.
    pub fn save(self, name: &str, media_type: &str) -> Result<[u8; 32], JsValue> {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        offer(
            name,
            &web_sys::Blob::new_with_blob_sequence_and_options(&self.parts, &options)?,
        )?;
        Ok(self.hash.finalize().into())
    }
}

/// Offers bytes as a download under `name`.
///
/// # Errors
/// The browser refused to make the file.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from(js_sys::Uint8Array::from(bytes)));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    offer(
        name,
        &web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?,
    )
}

fn offer(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window()
        .and_then(|w| w.document())
        .ok_or(JsValue::NULL)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The click has started the download from the blob itself; the name may go.
    web_sys::Url::revoke_object_url(&url)
}
