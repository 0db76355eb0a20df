//! QR codes in a picture, for browsers that have no detector of their own.
//!
//! The decoder decides between black and white once for the whole picture. A screen under the open sky is darker
//! than what surrounds it, so every pixel is judged by its own neighbourhood first.

use quircs::Quirc;

/// The neighbourhood's edge as a share of the picture's: wide for large modules, narrow for a code that ends
/// close to something brighter.
const NEIGHBOURHOODS: [usize; 2] = [8, 20];
/// Dark is what has less than this share of its neighbourhood's mean brightness, in percent.
const DARK_PERCENT: u64 = 85;

/// Texts of the codes in an RGBA picture; a picture whose size is not what it says holds none.
///
/// # Panics
/// The decoder may, on a picture it was never meant for: this runs only where a panic harms nothing.
pub fn read_codes(width: usize, height: usize, rgba: &[u8]) -> Vec<String> {
    if width == 0
        || height == 0
        || width.checked_mul(height).and_then(|n| n.checked_mul(4)) != Some(rgba.len())
    {
        return Vec::new();
    }
    let grey = luminance(rgba);
    let mut reader = Quirc::new();
    let read = |share: usize| -> Vec<String> {
        let picture = black_and_white(width, height, &grey, width.max(height) / share / 2);
        let codes = reader.identify(width, height, &picture).flatten();
        codes
            .filter_map(|code| String::from_utf8(code.decode().ok()?.payload).ok())
            .collect()
    };
    let found = NEIGHBOURHOODS
        .into_iter()
        .map(read)
        .find(|texts| !texts.is_empty());
    found.unwrap_or_default()
}

/// ITU-R BT.601, in 256ths.
fn luminance(rgba: &[u8]) -> Vec<u8> {
    let of = |p: &[u8]| (77 * u32::from(p[0]) + 150 * u32::from(p[1]) + 29 * u32::from(p[2])) >> 8;
    rgba.chunks_exact(4)
        .map(|pixel| u8::try_from(of(pixel)).unwrap_or(u8::MAX))
        .collect()
}

/// 0 or 255, by comparison with the mean around each pixel (sums by an integral image).
fn black_and_white(width: usize, height: usize, grey: &[u8], reach: usize) -> Vec<u8> {
    let row = width + 1;
    let mut sums = vec![0u64; row * (height + 1)];
    for y in 0..height {
        let mut line = 0;
        for x in 0..width {
            line += u64::from(grey[y * width + x]);
            sums[(y + 1) * row + x + 1] = sums[y * row + x + 1] + line;
        }
    }
    let reach = reach.max(1);
    let mut out = Vec::with_capacity(grey.len());
    for y in 0..height {
        let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
        for x in 0..width {
            let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
            let sum = sums[bottom * row + right] + sums[top * row + left]
                - sums[top * row + right]
                - sums[bottom * row + left];
            let area = ((bottom - top) * (right - left)) as u64;
            let dark = u64::from(grey[y * width + x]) * area * 100 < sum * DARK_PERCENT;
            out.push(if dark { 0 } else { 255 });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::read_codes;
    use domain::sync::parts::{Collector, Took, to_parts};
    use fast_qr::{ECL, QRBuilder};

    /// As high as the camera's picture.
    const SIDE: usize = 960;

    /// A part as a screen shows it, seen by a camera: six to ten pixels a module, turned this much, dim towards
    /// one side, on a table of this brightness.
    fn photographed(text: &str, table: u8, turned: f64) -> Vec<u8> {
        let code = QRBuilder::new(text).ecl(ECL::M).build().unwrap();
        let modules = code.size as f64 + 8.0;
        let (sin, cos) = turned.sin_cos();
        let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
        for y in 0..SIDE {
            for x in 0..SIDE {
                let (dx, dy) = (x as f64 - 480.0, y as f64 - 480.0);
                let scale = modules / 800.0;
                let u = (cos * dx - sin * dy) * scale + modules / 2.0 - 4.0;
                let v = (sin * dx + cos * dy) * scale + modules / 2.0 - 4.0;
                let inside = |n: f64| n >= 0.0 && (n as usize) < code.size;
                let dark = inside(u) && inside(v) && code[v as usize][u as usize].value();
                let on_screen = (-4.0..modules - 4.0).contains(&u) && (-4.0..modules - 4.0).contains(&v);
                let shade = match (dark, on_screen) {
                    (true, _) => 60.0,
                    (false, true) => 190.0,
                    (false, false) => f64::from(table),
                };
                let shade = (shade * (1.0 - x as f64 / 2400.0)) as u8;
                rgba.extend([shade, shade, shade, 255]);
            }
        }
        rgba
    }

    /// Drawn by one library and read by another: indoors, and under a sky brighter than the screen. A hand is
    /// never still, so a code that is missed in one picture has the next ones.
    #[test]
    fn parts_are_read_off_a_screen() {
        for (len, table) in [(900_usize, 20), (900, 255), (60_000, 90)] {
            let bundle: Vec<u8> = (0..len).map(|n| (n * n % 251) as u8).collect();
            let parts = to_parts(&bundle).unwrap();
            let mut collector = Collector::default();
            for part in parts.iter().take(3) {
                let read = [0.05, 0.02, -0.03, 0.0]
                    .into_iter()
                    .map(|turned| read_codes(SIDE, SIDE, &photographed(part, table, turned)))
                    .find(|texts| !texts.is_empty());
                assert_eq!(
                    read,
                    Some(vec![part.clone()]),
                    "{len} bytes on a table of {table}"
                );
                let took = collector.take(part).unwrap();
                assert!(took == Took::New || took == Took::Whole(bundle.clone()));
            }
        }
    }

    #[test]
    fn an_empty_picture_holds_no_code() {
        assert_eq!(read_codes(8, 8, &[200; 256]), Vec::<String>::new());
        assert_eq!(read_codes(8, 8, &[200; 255]), Vec::<String>::new());
        assert_eq!(read_codes(0, 0, &[]), Vec::<String>::new());
    }
}
