//! What an archive asks of the record's file (ISO 19005-2, PDF/A-2b), and the code on it as a camera would see it.
//!
//! Read by a program that shares nothing with the one that wrote it; the code is rasterised from what the page draws and
//! decoded by another program than made it.

use super::desk::Desk;
use super::field::team;
use super::sheets::{fetch, lay_fonts};
use domain::submission::Submission;
use domain::wire::api::InspectionDetail;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};
use quircs::Quirc;

/// Pixels of one point of the page.
const SHARP: f64 = 4.0;
/// Height of an A4 page in points (ISO 216: 297 mm).
const HIGH: f64 = 841.89;

#[tokio::test]
async fn the_record_is_a_file_for_archives_and_its_code_says_its_digest() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    lay_fonts(&desk);
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    let document = Document::load_mem(&fetch(&mut desk, &id).await).unwrap();

    // 6.1.3: an identifier, and no encryption.
    assert!(document.trailer.has(b"ID") && !document.trailer.has(b"Encrypt"));
    let catalog = document.catalog().unwrap();
    says_its_part(&document, catalog);
    has_its_colours(&document, catalog);
    every_font_reads_back(&document);
    // 6.5.1: nothing runs; 6.1.7: no stream lies outside the file.
    for found in document.objects.values().filter_map(|o| o.as_dict().ok()) {
        for key in ["JS", "Launch", "AA", "OpenAction", "FFilter"] {
            assert!(!found.has(key.as_bytes()), "{key} in {found:?}");
        }
    }

    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    let digest = Submission::of(&detail.package, &detail.view).unwrap().sha256();
    let pages: Vec<_> = document.get_pages().into_values().collect();
    let read: Vec<String> = pages.iter().flat_map(|page| codes(&document, *page)).collect();
    assert_eq!(read, [format!("suicha record v1\n{id}\n{digest}")]);
}

/// 6.6.4: the metadata name part and conformance, uncompressed: who knows no PDF finds them, too.
fn says_its_part(document: &Document, catalog: &Dictionary) {
    let reference = catalog.get(b"Metadata").and_then(Object::as_reference).unwrap();
    let stream = document
        .get_object(reference)
        .and_then(Object::as_stream)
        .unwrap();
    assert!(!stream.dict.has(b"Filter"));
    let xmp = String::from_utf8(stream.content.clone()).unwrap();
    for said in ["<pdfaid:part>2<", "<pdfaid:conformance>B<", "zh-CN"] {
        assert!(xmp.contains(said), "{said} in {xmp}");
    }
}

/// 6.2.3: one output intent with its profile (ICC.1, 7.2: `acsp` at byte 36).
fn has_its_colours(document: &Document, catalog: &Dictionary) {
    let (_, intents) = document
        .dereference(catalog.get(b"OutputIntents").unwrap())
        .unwrap();
    let intents = intents.as_array().unwrap();
    assert_eq!(intents.len(), 1);
    let (_, intent) = document.dereference(&intents[0]).unwrap();
    let intent = intent.as_dict().unwrap();
    assert_eq!(intent.get(b"S").and_then(Object::as_name).unwrap(), b"GTS_PDFA1");
    let (_, profile) = document
        .dereference(intent.get(b"DestOutputProfile").unwrap())
        .unwrap();
    let profile = profile.as_stream().unwrap();
    let bytes = profile
        .decompressed_content()
        .unwrap_or_else(|_| profile.content.clone());
    assert_eq!(&bytes[36..40], b"acsp");
}

/// 6.2.11: every composite font says which characters its glyphs are, and its descendant is in the file.
fn every_font_reads_back(document: &Document) {
    let dictionaries = document.objects.values().filter_map(|o| o.as_dict().ok());
    let composite = |d: &&Dictionary| matches!(d.get(b"Subtype").and_then(Object::as_name), Ok(b"Type0"));
    let mut fonts = 0;
    for font in dictionaries.filter(composite) {
        assert!(font.has(b"ToUnicode"), "{font:?}");
        let (_, under) = document
            .dereference(font.get(b"DescendantFonts").unwrap())
            .unwrap();
        let (_, under) = document.dereference(&under.as_array().unwrap()[0]).unwrap();
        let descriptor = under.as_dict().unwrap().get(b"FontDescriptor").unwrap();
        let (_, descriptor) = document.dereference(descriptor).unwrap();
        let descriptor = descriptor.as_dict().unwrap();
        assert!(descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3"));
        fonts += 1;
    }
    assert!(fonts > 0, "a font is described");
}

/// A filled figure: left, top, right, bottom in points.
type Figure = [f64; 4];

/// What the codes on a page say.
fn codes(document: &Document, page: lopdf::ObjectId) -> Vec<String> {
    let content = document.get_page_content(page);
    let figures = filled(&Content::decode(&content).unwrap().operations);
    // A code has some hundred modules; a page without one has next to none.
    if figures.len() < 100 {
        return Vec::new();
    }
    let edge = |at: usize, pick: fn(f64, f64) -> f64| figures.iter().map(|f| f[at]).reduce(pick).unwrap();
    let quiet = 16.0;
    let (left, top) = (edge(0, f64::min) - quiet, edge(1, f64::min) - quiet);
    let pixels = |from: f64, to: f64| ((to - from) * SHARP).round() as usize;
    let wide = pixels(left, edge(2, f64::max) + quiet);
    let high = pixels(top, edge(3, f64::max) + quiet);
    let mut picture = vec![255; wide * high];
    for [x0, y0, x1, y1] in figures {
        for y in pixels(top, y0)..pixels(top, y1) {
            picture[y * wide..][pixels(left, x0)..pixels(left, x1)].fill(0);
        }
    }
    let mut reader = Quirc::new();
    let found: Vec<_> = reader.identify(wide, high, &picture).collect();
    let texts = found
        .into_iter()
        .map(|code| code.unwrap().decode().unwrap().payload);
    texts.map(|text| String::from_utf8(text).unwrap()).collect()
}

/// The squares that a page fills, with the top of the page as zero. Transformations are followed as far as a sheet uses
/// them: scaled and moved, never turned.
fn filled(operations: &[Operation]) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut path: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut matrix = [1.0, 1.0, 0.0, 0.0];
    let mut saved = Vec::new();
    for operation in operations {
        let numbers = operation.operands.iter();
        let n: Vec<f64> = numbers.filter_map(|o| o.as_float().ok().map(f64::from)).collect();
        let [across, down, right, up] = matrix;
        let place = |x: &f64, y: &f64| (across * x + right, down * y + up);
        match (operation.operator.as_str(), n.as_slice()) {
            ("q", _) => saved.push(matrix),
            ("Q", _) => matrix = saved.pop().unwrap(),
            ("cm", [a, b, c, d, e, f]) => {
                assert!(*b == 0.0 && *c == 0.0, "never turned");
                let (x, y) = place(e, f);
                matrix = [across * a, down * d, x, y];
            }
            ("re", [x, y, w, h]) => path.push(vec![place(x, y), place(&(x + w), &(y + h))]),
            ("m", [x, y]) => path.push(vec![place(x, y)]),
            ("l", [x, y]) => path.last_mut().unwrap().push(place(x, y)),
            ("f" | "F" | "f*", _) => figures.extend(path.drain(..).map(|points| bounds(&points))),
            ("S" | "s" | "n" | "B" | "b", _) => path.clear(),
            _ => {}
        }
    }
    figures
}

/// The smallest rectangle around, downwards from the top of the page.
fn bounds(points: &[(f64, f64)]) -> Figure {
    let xs = || points.iter().map(|p| p.0);
    let ys = || points.iter().map(|p| HIGH - p.1);
    [
        xs().reduce(f64::min).unwrap(),
        ys().reduce(f64::min).unwrap(),
        xs().reduce(f64::max).unwrap(),
        ys().reduce(f64::max).unwrap(),
    ]
}
