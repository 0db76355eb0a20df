//! Empty rosters to fill in: frozen header, text format where digits are names, lists to choose from, a help page.

use crate::messages::import as messages;
use domain::roster::headers::{Field, Kind, label, template_fields, words};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Formats and lists reach this far down; rows below are ordinary cells.
const PREPARED_ROWS: u32 = 5_000;
const COLUMN_WIDTH: f64 = 18.0;

/// An empty roster of a kind as .xlsx.
pub fn template(kind: Kind) -> Vec<u8> {
    build(kind).expect("a template is made of our own short words")
}

fn build(kind: Kind) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(messages::kind_name(kind))?;
    header(sheet, kind)?;
    let help = book.add_worksheet().set_name(messages::TEMPLATE_HELP_SHEET)?;
    help.set_column_width(0, 100)?;
    for (line, row) in messages::template_help(kind).into_iter().zip(0..) {
        help.write_string_with_format(row, 0, line, &Format::new().set_text_wrap())?;
    }
    book.save_to_buffer()
}

fn header(sheet: &mut Worksheet, kind: Kind) -> Result<(), XlsxError> {
    let heading = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00DD_EBF7))
        .set_border(FormatBorder::Thin);
    let text = Format::new().set_num_format("@");
    sheet.set_freeze_panes(1, 0)?;
    for (field, column) in template_fields(kind).into_iter().zip(0_u16..) {
        let required = matches!(field, Field::Name | Field::CertificateNo);
        let star = if required { "*" } else { "" };
        sheet.write_string_with_format(0, column, format!("{star}{}", label(kind, field)), &heading)?;
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, COLUMN_WIDTH)?;
        let words = words::offered(kind, field);
        if !words.is_empty() {
            let list = DataValidation::new()
                .allow_list_strings(&words)?
                // A further word may be right: the import says so, row by row, and a mapping can explain it.
                .set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(1, column, PREPARED_ROWS, column, &list)?;
        }
    }
    Ok(())
}
