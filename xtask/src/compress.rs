//! Pre-compression: each text and wasm file once as brotli and once as gzip, beside the plain one.
//!
//! Exists because office Wi-Fi is slow and the strongest brotli is too slow to run per request.
//! Invariant: a compressed copy is kept only when it is smaller.
use anyhow::{Context, Result};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Extensions worth compressing; images are compressed already.
const TEXT: [&str; 9] = [
    "wasm",
    "js",
    "css",
    "html",
    "json",
    "svg",
    "webmanifest",
    "txt",
    "toml",
];

pub(crate) fn is_text(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| TEXT.contains(&extension))
}

pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).context("brotli")?;
    Ok(out)
}

pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).context("gzip")?;
    encoder.finish().context("gzip")
}

/// The `.br` and `.gz` siblings of every text file, two files at a time.
pub(crate) fn siblings(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut text: Vec<(&String, &Vec<u8>)> = files.iter().filter(|(path, _)| is_text(path)).collect();
    // The longest first: no worker has a long one left when the other is done.
    text.sort_by_key(|(_, bytes)| Reverse(bytes.len()));
    let next = AtomicUsize::new(0);
    let parts = std::thread::scope(|scope| {
        let workers = [(); 2].map(|()| scope.spawn(|| compress_from(&text, &next)));
        workers
            .into_iter()
            .map(|worker| worker.join().expect("compressing does not panic"))
            .collect::<Result<Vec<_>>>()
    })?;
    Ok(parts.into_iter().flatten().collect())
}

/// Takes file after file that nobody has taken.
fn compress_from(files: &[(&String, &Vec<u8>)], next: &AtomicUsize) -> Result<Vec<(String, Vec<u8>)>> {
    let mut out = Vec::new();
    while let Some((path, bytes)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
        for (suffix, packed) in [("br", brotli(bytes)?), ("gz", gzip(bytes)?)] {
            if packed.len() < bytes.len() {
                out.push((format!("{path}.{suffix}"), packed));
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_copies_unpack_to_the_same_bytes() {
        let bytes = "随查 ".repeat(400).into_bytes();
        let files = BTreeMap::from([
            ("a.js".to_owned(), bytes.clone()),
            ("b.png".to_owned(), bytes.clone()),
        ]);
        let packed = siblings(&files).unwrap();
        assert_eq!(packed.keys().collect::<Vec<_>>(), ["a.js.br", "a.js.gz"]);
        let mut plain = Vec::new();
        brotli::Decompressor::new(packed["a.js.br"].as_slice(), 4096)
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, bytes);
        plain.clear();
        flate2::read::GzDecoder::new(packed["a.js.gz"].as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, bytes);
    }
}
