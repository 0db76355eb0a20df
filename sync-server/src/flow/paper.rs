//! The record sheet as a file: what is laid out, and the photos that stand on it.

use super::{assign, review};
use crate::error::{Answer, Code, Refusal};
use crate::pdf::{self, Fonts, PdfError, Pictures};
use crate::state::App;
use crate::store::View;
use domain::id::InspectionId;
use domain::sheet::words::ZH;
use domain::sheet::{Mark, Sheet};
use std::path::Path;

/// A sheet, and the photos it shows, of which the server holds some.
#[derive(Debug)]
pub struct Paper {
    sheet: Sheet,
    photos: Vec<String>,
}

/// The sheet of a record as it stands.
///
/// # Errors
/// `inspection.unknown`.
pub fn of(app: &App, v: &dyn View, id: &InspectionId) -> Answer<Paper> {
    v.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    let package = assign::stored_package(v, id)?;
    let view = review::document_view(v, &package)?;
    let sheet = Sheet::of(&package, &view, app.config.demo, &ZH);
    let each = sheet.each_page.iter().flat_map(|each| &each.places);
    let marks = each
        .filter_map(|(_, mark)| mark.as_ref())
        .chain(sheet.places.iter().filter_map(|place| place.mark.as_ref()));
    let mut photos = Vec::new();
    for mark in marks {
        if let Mark::Photo(Some(photo)) = mark {
            // The small copy is what the pages show, too; the original only where it has not come.
            let small = photo.derived.as_ref().map(|d| d.sha256.clone());
            for sha256 in small.into_iter().chain([photo.sha256.clone()]) {
                if v.blob(&sha256)?.is_some() {
                    photos.push(sha256);
                    break;
                }
            }
        }
    }
    Ok(Paper { sheet, photos })
}

/// Writes it as PDF. Reads files and takes its time: not to be called where others wait.
///
/// # Errors
/// `paper.no_font`, `server.fault`.
pub fn pdf(app: &App, paper: &Paper, fonts: Option<&Path>) -> Answer<Vec<u8>> {
    let fonts = Fonts::open(fonts).map_err(refuse)?;
    let mut pictures = Pictures::new();
    for sha256 in &paper.photos {
        let bytes = std::fs::read(app.blobs.path(sha256)).map_err(Refusal::of_disk)?;
        pictures.insert(sha256.clone(), bytes);
    }
    pdf::write(&paper.sheet, pictures, &fonts, app.now()).map_err(refuse)
}

fn refuse(e: PdfError) -> Refusal {
    let code = match e {
        PdfError::NoFont(_) => Code::PaperNoFont,
        PdfError::Failed(_) => Code::ServerFault,
    };
    Refusal::from(code).because(e)
}
