//! What a tablet's camera sees: films of codes, for the camera of a browser that is fed with a file.
//!
//! Exists because a code is read from a picture, not from a string. The codes are drawn a little turned and dim, as a
//! hand holds them before a screen.

use anyhow::{Result, anyhow, ensure};
use fast_qr::{ECL, QRBuilder};
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// What the camera sees, in pixels.
pub const FRAME: (usize, usize) = (960, 720);
/// The table under the code, and the code's light and dark on a dim screen.
const TABLE: u8 = 0x6a;
const LIGHT: u8 = 0xe0;
const DARK: u8 = 0x20;
/// Modules left free around a code (ISO/IEC 18004: four).
const QUIET: f64 = 4.0;

/// A film in YUV4MPEG2, 4:2:0, five frames a second, two for each picture (luminance, row by row); the camera shows it
/// again and again.
pub fn film(file: &Path, pictures: &[Vec<u8>]) -> Result<()> {
    let (width, height) = FRAME;
    let mut out = std::io::BufWriter::new(fs::File::create(file)?);
    writeln!(out, "YUV4MPEG2 W{width} H{height} F5:1 Ip A1:1")?;
    let grey = vec![128; width / 2 * (height / 2) * 2];
    for picture in pictures {
        ensure!(picture.len() == width * height, "a picture fills the frame");
        for _ in 0..2 {
            out.write_all(b"FRAME\n")?;
            out.write_all(picture)?;
            out.write_all(&grey)?;
        }
    }
    Ok(out.flush()?)
}

/// A picture of nothing.
pub fn nothing() -> Vec<u8> {
    vec![128; FRAME.0 * FRAME.1]
}

/// A picture of a QR code that says this, turned by so many radians.
pub fn code(text: &str, turned: f64) -> Result<Vec<u8>> {
    let code = QRBuilder::new(text)
        .ecl(ECL::M)
        .build()
        .map_err(|e| anyhow!("no code: {e:?}"))?;
    let (width, height) = FRAME;
    let modules = code.size as f64 + 2.0 * QUIET;
    let scale = 0.8 * height as f64 / modules;
    let (sin, cos) = turned.sin_cos();
    let mut picture = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let (dx, dy) = (x as f64 - width as f64 / 2.0, y as f64 - height as f64 / 2.0);
            let at = |along: f64| along / scale + modules / 2.0;
            let (column, row) = (at(dx * cos + dy * sin), at(dy * cos - dx * sin));
            let inside = |n: f64| (0.0..modules).contains(&n);
            let module = |n: f64| {
                let n = n - QUIET;
                (n >= 0.0 && n < code.size as f64).then_some(n as usize)
            };
            picture.push(match (module(row), module(column)) {
                (Some(row), Some(column)) if code[row][column].value() => DARK,
                _ if inside(row) && inside(column) => LIGHT,
                _ => TABLE,
            });
        }
    }
    Ok(picture)
}
