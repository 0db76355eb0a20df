//! Legacy workbooks (BIFF in a compound file), measured before a reader spans their cells over memory.

use super::xlsx::cell_of;
use super::{CELLS_MAX, Collector, ImportError, Limit, most_likely};
use calamine::{Reader, SheetType, SheetVisible, Xls, XlsError};
use domain::roster::table::{Merge, Table};
use std::io::{Cursor, Read};

pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    let stream = workbook_stream(bytes)?;
    measured(&stream)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let epoch_1904 = book.has_1904_epoch();
    let mut tables = Vec::new();
    for sheet in sheets {
        let merges = book
            .merge_cells_by_sheet_name(&sheet)
            .map_err(|error| refusal(&error))?;
        let merges: Vec<Merge> = merges
            .iter()
            .map(|m| Merge {
                rows: (m.start.0 + 1, m.end.0 + 1),
                columns: (m.start.1, m.end.1),
            })
            .collect();
        let range = book.worksheet_range(&sheet).map_err(|error| refusal(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut collector = Collector::default();
        for (row, column, data) in range.used_cells() {
            let row = u32::try_from(row)
                .unwrap_or(u32::MAX)
                .saturating_add(top)
                .saturating_add(1);
            let column = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(left);
            collector.add(row, column, cell_of(data))?;
        }
        let mut table = Table::new(sheet, collector.rows(), &merges);
        table.epoch_1904 = epoch_1904;
        tables.push(table);
    }
    Ok(most_likely(tables))
}

/// The stream that holds the workbook; anything else in a compound file is no workbook for us.
fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, ImportError> {
    let damaged = |error: std::io::Error| ImportError::Damaged {
        detail: error.to_string(),
    };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if file.is_stream("EncryptedPackage") {
        return Err(ImportError::Encrypted);
    }
    let name = ["Workbook", "Book"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        let looks_like = if file.is_stream("WordDocument") {
            "doc"
        } else {
            "ole"
        };
        return Err(ImportError::UnknownType { looks_like });
    };
    let mut stream = Vec::new();
    let bounded = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    file.open_stream(name)
        .map_err(damaged)?
        .take(bounded)
        .read_to_end(&mut stream)
        .map_err(damaged)?;
    Ok(stream)
}

/// Walks the records ([MS-XLS] 2.1.4: type, length, data) and refuses sheets whose cells span more than the bound:
/// the reader keeps a sheet as one block from its first to its last cell.
fn measured(stream: &[u8]) -> Result<(), ImportError> {
    const FILE_PASS: u16 = 0x002F;
    const BOF: u16 = 0x0809;
    // Formula, Number, Label, BoolErr, RK, LabelSst, MulRk, RString and the old label; row and column come first.
    const CELLS: [u16; 9] = [
        0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00BD, 0x00D6, 0x0004,
    ];
    let word = |at: usize| Some(u16::from_le_bytes([*stream.get(at)?, *stream.get(at + 1)?]));
    let mut area = Area::default();
    let mut at = 0;
    while let (Some(kind), Some(length)) = (word(at), word(at + 2)) {
        let data = at + 4;
        match kind {
            FILE_PASS if word(data).is_some_and(|method| method != 0) => return Err(ImportError::Encrypted),
            BOF => area.next_sheet(),
            _ if CELLS.contains(&kind) => {
                if let (Some(row), Some(column)) = (word(data), word(data + 2)) {
                    area.include(row, column);
                }
            }
            _ => {}
        }
        if area.cells() > CELLS_MAX {
            return Err(ImportError::OverLimit { limit: Limit::Cells });
        }
        at = data + usize::from(length);
    }
    Ok(())
}

/// The block of cells of the sheets seen so far.
#[derive(Default)]
struct Area {
    before: usize,
    bounds: Option<((u16, u16), (u16, u16))>,
}

impl Area {
    fn include(&mut self, row: u16, column: u16) {
        let ((top, bottom), (left, right)) = self.bounds.unwrap_or(((row, row), (column, column)));
        self.bounds = Some((
            (top.min(row), bottom.max(row)),
            (left.min(column), right.max(column)),
        ));
    }

    fn here(&self) -> usize {
        self.bounds.map_or(0, |((top, bottom), (left, right))| {
            (usize::from(bottom - top) + 1) * (usize::from(right - left) + 1)
        })
    }

    fn next_sheet(&mut self) {
        self.before += self.here();
        self.bounds = None;
    }

    fn cells(&self) -> usize {
        self.before + self.here()
    }
}

fn refusal(error: &XlsError) -> ImportError {
    if matches!(error, XlsError::Password) {
        return ImportError::Encrypted;
    }
    ImportError::Damaged {
        detail: error.to_string(),
    }
}
