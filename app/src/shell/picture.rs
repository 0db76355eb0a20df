//! Pictures shown and made small. The original is never touched: a small copy is made beside it.

use super::camera::{canvas, context, encode};
use super::fault::Fault;
use super::js;
use crate::state::media::picture_size;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlCanvasElement, ImageBitmap, Url};

/// Long edge of the small copy, enough to print (ux §3.6).
const EDGE_MAX: u32 = 2048;
/// Tried in turn until the copy is small enough; the last is taken as it is.
const QUALITIES: [f64; 3] = [0.8, 0.65, 0.5];
/// Two minutes of office Wi-Fi carry the small copies of a day (leaves and gravel do not compress).
const SMALL_BYTES: usize = 400_000;
/// Refused before decoding, where its head says how large it is: a picture whose frame alone would fill the memory of a tablet.
const PIXELS_MAX: u64 = 64_000_000;

fn blob(bytes: &[u8], media_type: &str) -> Option<Blob> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// An address under which the page can show these bytes, until dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown(String);

impl Shown {
    /// Makes the address.
    pub fn of(bytes: &[u8], media_type: &str) -> Option<Self> {
        Url::create_object_url_with_blob(&blob(bytes, media_type)?)
            .ok()
            .map(Self)
    }

    /// The address.
    pub fn url(&self) -> &str {
        &self.0
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        Url::revoke_object_url(&self.0).ok();
    }
}

/// The small copy as JPEG: proof at the same time that the bytes are a picture this browser can read. A line is
/// written along its lower edge, where there is one.
///
/// # Errors
/// `photo.unreadable`, `photo.too_large`.
pub async fn small(bytes: &[u8], media_type: &str, line: Option<&str>) -> Result<Vec<u8>, Fault> {
    let unreadable = || Fault::new("photo.unreadable");
    let canvas = on_canvas(bytes, media_type).await?;
    if let Some(line) = line {
        context(&canvas)
            .and_then(|c| write_along(&c, line, canvas.width(), canvas.height()))
            .ok_or_else(unreadable)?;
    }
    let mut copy = None;
    for quality in QUALITIES {
        let bytes = encode(&canvas, quality).await.ok_or_else(unreadable)?;
        let fits = bytes.len() <= SMALL_BYTES;
        copy = Some(bytes);
        if fits {
            break;
        }
    }
    copy.ok_or_else(unreadable)
}

/// The picture within the long edge, drawn.
pub(super) async fn on_canvas(bytes: &[u8], media_type: &str) -> Result<HtmlCanvasElement, Fault> {
    let unreadable = || Fault::new("photo.unreadable");
    if picture_size(bytes).is_some_and(too_large) {
        return Err(Fault::new("photo.too_large"));
    }
    let blob = blob(bytes, media_type).ok_or_else(unreadable)?;
    let window = web_sys::window().ok_or_else(unreadable)?;
    let bitmap: ImageBitmap = js::call_async(&window, "createImageBitmap", &[blob.into()])
        .await
        .map_err(|e| Fault {
            code: "photo.unreadable",
            ..Fault::of("photo.unreadable", &e)
        })?
        .unchecked_into();
    let (width, height) = (bitmap.width(), bitmap.height());
    if width == 0 || height == 0 {
        return Err(unreadable());
    }
    if too_large((width, height)) {
        bitmap.close();
        return Err(Fault::new("photo.too_large"));
    }
    let (to_width, to_height) = fit(width, height);
    let canvas = canvas(to_width, to_height).ok_or_else(unreadable)?;
    let drawn = context(&canvas).and_then(|c| {
        c.draw_image_with_image_bitmap_and_dw_and_dh(
            &bitmap,
            0.0,
            0.0,
            f64::from(to_width),
            f64::from(to_height),
        )
        .ok()
    });
    bitmap.close();
    drawn.ok_or_else(unreadable)?;
    Ok(canvas)
}

fn too_large((width, height): (u32, u32)) -> bool {
    u64::from(width) * u64::from(height) > PIXELS_MAX
}

/// White on a dark band, as high as a thirtieth of the picture's shorter edge, and never wider than the picture.
fn write_along(c: &web_sys::CanvasRenderingContext2d, line: &str, width: u32, height: u32) -> Option<()> {
    let (width, height) = (f64::from(width), f64::from(height));
    let size = (width.min(height) / 30.0).max(10.0);
    let band = size * 1.6;
    c.set_fill_style_str("rgba(0, 0, 0, 0.72)");
    c.fill_rect(0.0, height - band, width, band);
    c.set_fill_style_str("#ffffff");
    c.set_font(&format!("{size}px sans-serif"));
    c.set_text_baseline("middle");
    c.fill_text_with_max_width(line, size / 2.0, height - band / 2.0, width - size)
        .ok()
}

/// Width and height within the long edge, at least one pixel each.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= EDGE_MAX {
        return (width, height);
    }
    let scale = |n: u32| u32::try_from(u64::from(n) * u64::from(EDGE_MAX) / u64::from(long)).unwrap_or(1);
    (scale(width).max(1), scale(height).max(1))
}

/// SHA-256 of bytes, by the browser (fast for photos).
///
/// # Errors
/// `crypto.failed`.
pub async fn sha256(bytes: &[u8]) -> Result<[u8; 32], Fault> {
    let none = || Fault::new("crypto.none");
    let subtle = web_sys::window()
        .and_then(|w| w.crypto().ok())
        .and_then(|c| js::prop(&c, "subtle"))
        .ok_or_else(none)?;
    let args = [JsValue::from_str("SHA-256"), Uint8Array::from(bytes).into()];
    let buffer = js::call_async(&subtle, "digest", &args)
        .await
        .map_err(|e| Fault::of("crypto.failed", &e))?;
    let mut digest = [0; 32];
    Uint8Array::new(&buffer).copy_to(&mut digest);
    Ok(digest)
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn a_large_photo_keeps_its_shape_within_2048() {
        assert_eq!(fit(4000, 3000), (2048, 1536));
        assert_eq!(fit(1200, 800), (1200, 800));
        assert_eq!(fit(100_000, 2), (2048, 1));
    }
}
